"""The one place where a text is declared to be safe HTML."""

from typing import TypeAlias

from markupsafe import Markup

Html: TypeAlias = Markup
"""HTML that may join a page as it is.

Only `markup` (after bleach), `rendered` (reading our own) and `marked_html` (our own, marked) make it.
"""


def trusted(html: str) -> Html:
    """Declare HTML safe: for what bleach has passed, and for what we stored or marked after it had."""
    return Markup(html)
