"""Makes the secrets of links and sessions; only their digests are kept."""

import hashlib
import hmac
import secrets
import unicodedata
from typing import Final
from uuid import UUID

_MAIL: Final = b"no more mail to "


def new_token() -> str:
    """A secret that cannot be guessed: 32 random bytes as text for a URL."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """The digest under which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def email_key(address: str) -> str:
    """The form in which addresses are compared: NFC, case folded, without spaces around."""
    return unicodedata.normalize("NFC", address.strip()).casefold()


def mail_token(key: str, person_id: UUID) -> str:
    """What the link in a mail proves by: that it was sent to this person, and nothing else. It signs nobody in."""
    return f"{person_id.hex}{_mail_proof(key, person_id)}"


def reader_of(key: str, token: str) -> UUID | None:
    """To whom a mail with this token was sent; None where the token was not made with the key."""
    try:
        person_id = UUID(hex=token[:32])
    except ValueError:
        return None
    is_right = hmac.compare_digest(token.encode("utf-8", "replace"), mail_token(key, person_id).encode())
    return person_id if is_right else None


def _mail_proof(key: str, person_id: UUID) -> str:
    return hmac.new(key.encode(), _MAIL + person_id.bytes, hashlib.sha256).hexdigest()[:32]
