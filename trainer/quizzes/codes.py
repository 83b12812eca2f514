"""Short opaque values that stand for ids in the forms of one attempt."""

import json
from hashlib import blake2b


def code(salt: str, *parts: str) -> str:
    """Twelve hexadecimal digits for a sequence of parts: the same within an attempt, untelling without its salt."""
    key = blake2b(salt.encode()).digest()
    return blake2b(json.dumps(parts).encode(), digest_size=6, key=key).hexdigest()
