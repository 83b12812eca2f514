"""Makes ids of words."""

import re
import unicodedata
from collections.abc import Collection
from itertools import count
from typing import Final

_LONGEST: Final = 40
_MARKUP: Final = re.compile(r"\[[^\]]*@[^\]]*\]|\]\([^)]*\)")
_WORD: Final = re.compile(r"[a-z0-9]+")


def fresh_id(text: str, taken: Collection[str], *, otherwise: str) -> str:
    """An id of the lower-case words of a text that is not among `taken`; of `otherwise` where it has no words.

    Words of a citation and the target of a link are passed over. `taken` should hold the ids that were
    ever used, since an id that comes back would be given answers that were meant for another thing.
    """
    words = _words(text) or [otherwise]
    base = words[0][:_LONGEST]
    for word in words[1:]:
        if len(base) + 1 + len(word) > _LONGEST:
            break
        base += f"-{word}"
    if base not in taken:
        return base
    return next(numbered for number in count(2) if (numbered := f"{base}-{number}") not in taken)


def _words(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", _MARKUP.sub(" ", text).casefold().replace("'", "").replace("\u2019", ""))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _WORD.findall(plain)
