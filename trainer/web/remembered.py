"""Remembers what comes out the same for everybody."""

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from typing import Any, Final

from flask import Flask, url_for
from flask.templating import Environment

from trainer.web.placed import KEPT

_PIECES: Final = 500  # a section's notes are some 5 KB: 2 or 3 MB for each worker
_ROWS: Final = 3000  # two for each person of a large table, of some 6 KB each
_ADDRESSES: Final = 4000


class Templates(Environment):
    """Templates that share one dictionary of globals, since looking through several costs more than a page's words."""

    def __init__(self, *given: Any, **options: Any) -> None:  # Flask's own
        super().__init__(*given, **options)
        self._by_name: dict[str, Any] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own globals, to which nothing is added for one template."""
        return {**self.globals, **d} if d else self.globals

    def get_template(
        self,
        name: Any,  # Jinja's own types, here and below
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja's name)
    ) -> Any:
        """A template, kept by its name where nobody changes templates meanwhile: a page imports a dozen."""
        if self.auto_reload or globals or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        found = self._by_name.get(name)
        if found is None:
            found = self._by_name[name] = super().get_template(name, parent, globals)
        return found


def register(app: Flask) -> None:
    """Give templates `once(macro, value, …)`, `once_row` for rows of long tables, and a `url_for` that remembers."""
    app.jinja_env.globals["once"] = lru_cache(_PIECES)(_once)
    app.jinja_env.globals["once_row"] = lru_cache(_ROWS)(_once)
    app.jinja_env.globals["url_for"] = path_to


def forget(app: Flask) -> None:
    """Forget the pieces: words were removed from what was published."""
    for name in ("once", "once_row"):
        app.jinja_env.globals[name].cache_clear()  # type: ignore[attr-defined]  # `register` put them there
    app.extensions[KEPT].cache_clear()


def path_to(endpoint: str, **values: object) -> str:
    """The path of an address of ours, as Flask's `url_for` gives it; it depends on nothing but these arguments."""
    return _path(endpoint, tuple(values.items()))


def _once(macro: Callable[..., str], *values: object) -> str:
    """What a macro makes of these values, which never change. It must ask for nothing else: no person, no moment."""
    return macro(*values)


@lru_cache(_ADDRESSES)
def _path(endpoint: str, values: tuple[tuple[str, object], ...]) -> str:
    return url_for(endpoint, **dict(values))  # type: ignore[arg-type]  # beside these it takes only keywords like _anchor
