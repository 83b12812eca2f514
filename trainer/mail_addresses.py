"""What is an e-mail address, and what is none."""

import re
from typing import Final

_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W_]{2,63}"
)
_LONGEST: Final = 254


def is_mail_address(words: str) -> bool:
    """Whether somebody could be written to there; spaces around it are part of no address."""
    return len(words) <= _LONGEST and _ADDRESS.fullmatch(words) is not None
