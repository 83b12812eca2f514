"""Keeps passwords as argon2id hashes, in the same time whether a person exists or not."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
LONGEST = 200

# OWASP's minimum for argon2id: 19 MiB, two passes, one lane. More would let two sign-ins at once stop two workers.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed(password: str) -> str:
    """The hash to keep. Slow on purpose: never inside a transaction."""
    return _hasher.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether a password is the one that was hashed; without a hash the same work is done for nothing."""
    try:
        return _hasher.verify(kept or _nobodys(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _hasher.hash("the password of nobody")


def weakness(password: str, address: str) -> str | None:
    """Why a password is too weak, in a sentence; None where it will do."""
    if len(password) < SHORTEST:
        return f"Choose at least {SHORTEST} characters; a few words in a row are easy to remember."
    if len(password) > LONGEST:
        return f"Choose at most {LONGEST} characters."
    if len(set(password)) < 4:
        return "Choose something that is harder to guess than one sign repeated."
    name = address.partition("@")[0]
    if password.casefold() in (address.casefold(), name.casefold() * 2) or password.casefold() in _COMMON:
        return "This password is easy to guess; choose another."
    return None


_COMMON = frozenset(
    {"1234567890", "0123456789", "password123", "passwort123", "qwertyuiop", "qwertzuiop", "trainer123"}
)
