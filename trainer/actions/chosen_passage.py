"""The passage that somebody chose, as its section has it."""

from sqlalchemy.orm import Session

from trainer.curriculum.anchoring import SURROUNDINGS, Quote, find
from trainer.curriculum.edition import EditionView
from trainer.curriculum.note_words import LONGEST_QUOTE, cleaned, typeable
from trainer.curriculum.section_text import single_spaced
from trainer.errors import Invalid, NotFound
from trainer.storage.database import Database


def shortened(quote: str, before: str, after: str) -> Quote:
    """What a form carried of a passage, as much as is kept of it. Raises Invalid for a passage that is too long."""
    words = single_spaced(cleaned(quote))
    if len(words) > LONGEST_QUOTE:
        too_long = f"A passage has at most {LONGEST_QUOTE:,} characters; this one has {len(words):,}."
        raise Invalid([("quote", f"{too_long} Choose less of it.")])
    return Quote(words=words, before=typeable(before)[-SURROUNDINGS:], after=typeable(after)[:SURROUNDINGS])


def chosen_passage(
    session: Session, database: Database, edition: EditionView, path: str, section: str, wanted: Quote
) -> Quote:
    """The passage as the section has it, with its surroundings; empty where none is wanted.

    Raises NotFound where the module has no such section, and Invalid where these words are not in it.
    """
    text = database.library.section_texts(session, edition, path).get(section)
    if text is None:
        raise NotFound("This section is no longer part of the module.")
    if not wanted.words:
        return Quote(words="")
    found = find(text, wanted)
    if found is None or found.end - found.start > LONGEST_QUOTE:
        sentence = "These words are not in this section. Copy them from its text, or leave this empty."
        raise Invalid([("quote", sentence)])
    return found.quote(text)
