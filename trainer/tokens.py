"""Makes the secrets of links and sessions; only their digests are kept."""

import hashlib
import secrets
import unicodedata


def new_token() -> str:
    """A secret that cannot be guessed: 32 random bytes as text for a URL."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """The digest under which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def email_key(address: str) -> str:
    """The form in which addresses are compared: NFC, case folded, without spaces around."""
    return unicodedata.normalize("NFC", address.strip()).casefold()
