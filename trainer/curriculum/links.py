"""Where the platform shows the things that an author's text refers to."""

from dataclasses import dataclass, fields
from typing import Final
from urllib.parse import quote

from trainer.curriculum.media import TYPES as MEDIA_TYPES

_EXTENSIONS: Final = {
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    **{media_type: extension for extension, media_type in MEDIA_TYPES.items()},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Patterns of URLs on our own site.

    Their fields: `module` has `{key}` ('area/name'); `section` has `{key}` and `{section}`; `term` has
    `{term}`; `reference` has `{source}`, a key of the bibliography; `media` has `{digest}` and
    `{extension}`; `simulator` is the course's page for curves, `simulator_chart` their picture.
    Raises ValueError for a pattern that leaves the site: nothing is loaded from another.
    """

    module: str
    section: str
    term: str
    reference: str
    media: str
    simulator: str
    simulator_chart: str

    def __post_init__(self) -> None:
        for field in fields(self):
            pattern: str = getattr(self, field.name)
            if not pattern.startswith("/") or pattern.startswith(("//", "/\\")):
                raise ValueError(f"the pattern for {field.name} must begin with one '/': {pattern!r}")

    def module_url(self, key: str) -> str:
        """The page of a module."""
        return self.module.format(key=quote(key))

    def section_url(self, key: str, section: str) -> str:
        """The place of a section on its module's page."""
        return self.section.format(key=quote(key), section=quote(section))

    def term_url(self, term: str) -> str:
        """The place of a term in the glossary."""
        return self.term.format(term=quote(term))

    def reference_url(self, source: str) -> str:
        """The place of a source on the page of references."""
        return self.reference.format(source=quote(source))

    def media_url(self, digest: str, media_type: str) -> str:
        """The address of a file's bytes."""
        return self.media.format(digest=digest, extension=_EXTENSIONS[media_type])
