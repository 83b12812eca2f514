"""Publishes a folder of course files as the next edition, all of it or nothing."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from trainer.access import Actor
from trainer.actions.editions import (
    COURSE_FILE,
    Along,
    Before,
    Draft,
    Options,
    Origin,
    bring_published_rules,
    write_edition,
)
from trainer.actions.indexing import index_newest
from trainer.actions.keeping_media import lacking_bytes, with_pointers
from trainer.actions.removed_again import removed_again
from trainer.addresses import links_of
from trainer.clock import Now
from trainer.curriculum.checking import check_course
from trainer.curriculum.course import Course, Kind
from trainer.curriculum.documents import is_text, kind_of, reached, slug_in
from trainer.curriculum.media_pointers import fingerprint
from trainer.curriculum.rules_reach import Reach
from trainer.problem import Problem, is_blocking
from trainer.quizzes.parsing import parse_quiz
from trainer.quizzes.revising import may_replace
from trainer.storage.database import Database
from trainer.storage.editions import (
    PublishedDocument,
    documents_of,
    earlier_sources,
    edition_numbered,
    histories_of,
    newest_edition,
)
from trainer.storage.redaction_rows import removed

_MOST_LINES: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it. `number` is None where nothing was published: `problems` or `is_unchanged` say why."""

    number: int | None
    problems: tuple[Problem, ...]
    is_unchanged: bool = False
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    rules: tuple[Reach, ...] = ()


def publish(
    database: Database,
    actor: Actor,
    files: Mapping[str, bytes],
    found: tuple[Problem, ...],
    options: Options,
    now: Now,
    along: Along | None = None,
) -> Outcome:
    """Publish the files of a folder, by root-relative path, with the problems met while reading them.

    Any blocking problem stops all of it. What goes `along` is done in the edition's own transaction. Raises Stale where
    somebody else published meanwhile, and NotAllowed where the actor may not author the course.
    """
    slug, files = slug_in(files), with_pointers(database, files)
    before = _read_before(database, slug, files, options)
    draft = _draft(files, before, options)
    problems = (*found, *_refusals(draft, before, options), *lacking_bytes(database, draft.files, draft.fresh))
    checked = check_course(reached(draft.files, frozenset(draft.kept)), links_of(slug))
    problems += _traced(checked.problems, draft, before)
    fresh = {path: draft.files[path] for path in draft.fresh}
    problems += (*removed_again(fresh, before.documents, before.removed),)
    if not any(map(is_blocking, problems)):
        problems += _unreplaceable(draft, before)
    problems = tuple(sorted(set(problems)))
    if checked.course is None or any(map(is_blocking, problems)):
        return Outcome(number=None, problems=problems, kept=draft.kept)
    if before.head and not draft.fresh and not draft.retired:
        rules = _bring_rules(database, actor, checked.course, before, options, now)
        return Outcome(number=None, problems=problems, is_unchanged=True, kept=draft.kept, rules=rules)
    number = before.head.number + 1 if before.head else 1
    rules = write_edition(database, actor, checked.course, draft, before, number, checked.problems, options, now, along)
    index_newest(database)
    return Outcome(
        number=number,
        problems=problems,
        added=tuple(path for path in draft.fresh if path not in before.documents),
        changed=tuple(path for path in draft.fresh if path in before.documents),
        kept=draft.kept,
        retired=draft.retired,
        rules=rules,
    )


def _bring_rules(
    database: Database, actor: Actor, course: Course, before: Before, options: Options, now: Now
) -> tuple[Reach, ...]:
    """An unchanged course can still be told to hold from a day for those whom it did not reach."""
    if options.harder_from is None:
        return ()
    return bring_published_rules(database, actor, course, before, options.harder_from, now)


def _read_before(database: Database, slug: str, files: Mapping[str, bytes], options: Options) -> Before:
    with database.reading() as session:
        head = newest_edition(session, slug)
        gone = removed(session, head.course_id if head else None)
        if head is None:
            return Before(removed=gone)
        named = edition_numbered(session, slug, options.based_on) if options.based_on is not None else None
        documents = documents_of(session, head.edition_id)
        histories = histories_of(session, head.course_id)
        known = {path: histories.get((kind_of(path), path)) for path in _fresh(files, documents)}
        ids = {path: history.document_id for path, history in known.items() if history}
        sources = earlier_sources(session, ids.values())
        return Before(
            head=head,
            documents=documents,
            histories=histories,
            based_on=documents_of(session, named.edition_id) if named else None,
            earlier={path: sources[document_id] for path, document_id in ids.items() if document_id in sources},
            removed=gone,
        )


def _draft(files: Mapping[str, bytes], before: Before, options: Options) -> Draft:
    missing = {path: document for path, document in before.documents.items() if path not in files}
    kept = {} if options.retire else {path: document.content for path, document in missing.items()}
    return Draft(
        files={**files, **kept},
        fresh=_fresh(files, before.documents),
        kept=tuple(sorted(kept)),
        retired=tuple(sorted(missing)) if options.retire else (),
    )


def _traced(problems: tuple[Problem, ...], draft: Draft, before: Before) -> tuple[Problem, ...]:
    """The problems, of which those in files that the folder lacks say where these come from."""
    number = before.head.number if before.head else 1
    origin = f" (the folder lacks this file, so it is kept from edition {number}; --retire retires it)"
    return tuple(
        replace(problem, message=problem.message + origin) if problem.file in draft.kept else problem
        for problem in problems
    )


def _fresh(files: Mapping[str, bytes], documents: Mapping[str, PublishedDocument]) -> tuple[str, ...]:
    """The paths of the files that differ from what is published."""
    same = {path for path, document in documents.items() if document.fingerprint == fingerprint(files.get(path, b""))}
    return tuple(sorted(files.keys() - same))


def _refusals(draft: Draft, before: Before, options: Options) -> tuple[Problem, ...]:
    problems = []
    if options.based_on is not None and before.based_on is None:
        problems.append(Problem(COURSE_FILE, 1, f"there is no edition {options.based_on} to be based on"))
    for path in draft.fresh:
        history = before.histories.get((kind_of(path), path))
        current = before.documents.get(path)
        if history is None or options.origin is Origin.BROWSER or _is_based_on_current(path, before):
            continue
        is_older = fingerprint(draft.files[path]) in (*history.fingerprints, *history.redacted)
        if is_older or (current and current.origin == "browser"):
            why = "is an older revision" if is_older else "was edited in the browser since"
            problems.append(Problem(path, 1, _refusal(why, current, draft.files[path], before)))
    return tuple(problems)


def _is_based_on_current(path: str, before: Before) -> bool:
    """Whether the named edition holds the revision that is published now, or like it none at all."""
    if before.based_on is None:
        return False
    named, current = before.based_on.get(path), before.documents.get(path)
    return (named.revision_id if named else None) == (current.revision_id if current else None)


def _refusal(why: str, current: PublishedDocument | None, content: bytes, before: Before) -> str:
    number = before.head.number if before.head else 1
    if current is None:
        return f"this file {why} of a retired document; publish with --based-on {number} to bring it back"
    cure = f"merge with --merge, or publish with --based-on {number} to replace it"
    return f"this file {why}; {cure}\n    " + "\n    ".join(_difference(current, content))


def _difference(published: PublishedDocument, folder: bytes) -> list[str]:
    """Two texts line by line, without what a terminal would obey; of figures how large they are, and their digests."""
    if not is_text(published.path):
        return [f"published: {_size(published.content)}", f"folder: {_size(folder)}"]
    old, new = _lines(published.content), _lines(folder)
    lines = list(difflib.unified_diff(old, new, "published", "folder", lineterm="", n=1))
    left = [f"... and {len(lines) - _MOST_LINES} lines more"] if len(lines) > _MOST_LINES else []
    return ["".join(_shown(each) for each in line) for line in lines[:_MOST_LINES]] + left


def _lines(content: bytes) -> list[str]:
    text = content.decode("utf-8", "replace")
    return text.removesuffix("\n").split("\n") + ([] if text.endswith("\n") else ["(no line end)"])


def _size(content: bytes) -> str:
    return f"{len(content):,} bytes, SHA-256 {fingerprint(content)}"


def _shown(character: str) -> str:
    is_plain = character.isprintable() or character == "\t"
    return character if is_plain else character.encode("unicode_escape").decode()


def _unreplaceable(draft: Draft, before: Before) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    for path, sources in before.earlier.items():
        if kind_of(path) is Kind.QUIZ:
            new, _ = parse_quiz(path, draft.files[path].decode())
            for source in sources:
                old, _ = parse_quiz(path, source.decode())
                problems += may_replace(old, new) if old and new else ()
    return tuple(problems)
