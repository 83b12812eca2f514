"""The frame of every page: navigation, account and footer."""

from typing import Any, Final, NamedTuple

from flask import Flask, g, request

from trainer.access import Actor, Permission
from trainer.web.comfort import attributes_of
from trainer.web.edge import user
from trainer.web.guise import worn
from trainer.web.remembered import path_to

_LEARNING: Final = frozenset({"learn", "ways", "quizzes", "cases", "recall", "search", "changes", "editions"})


class _Account(NamedTuple):
    name: str
    links: tuple[tuple[str, str], ...]
    sign_out_url: str


def register(app: Flask) -> None:
    """Give every template its frame."""

    @app.context_processor
    def frame() -> dict[str, Any]:  # what templates take
        found = user()
        if found is None:
            return {
                "navigation": (),
                "account": None,
                "footer_links": (),
                "search_url": None,
                "looks": {},
                "band": None,
            }
        actor, guise = found.identity.actor, worn()
        course = (request.view_args or {}).get("course") or g.get("course")
        return {
            "navigation": _navigation(actor, course),
            "account": _Account(
                actor.name,
                (("Your account", path_to("account.page")), ("Reading comfort", path_to("comfort.page"))),
                path_to("account.sign_out"),
            ),
            "footer_links": _footer(course),
            "search_url": path_to("search.page", course=course) if course else None,
            "looks": attributes_of(found.identity),
            "band": guise.band if guise else None,
        }


def _navigation(actor: Actor, course: str | None) -> tuple[tuple[str, str, bool], ...]:
    blueprint, endpoint = request.blueprint or "", request.endpoint or ""
    items = []
    if actor.has(Permission.LEARN) or actor.has(Permission.READ_COURSE):
        home = path_to("learn.home", course=course) if course else path_to("visitors.front")
        is_here = blueprint in _LEARNING and endpoint != "learn.standing"
        items.append(("Learn", home, is_here))
    if course and actor.has(Permission.LEARN):
        is_here = endpoint == "learn.standing" or blueprint in ("transcripts", "certificates", "requirements")
        items.append(("Progress", path_to("learn.standing", course=course), is_here))
        items.append(("Notes", path_to("notes.page", course=course), blueprint in ("notes", "comments")))
    if actor.has(Permission.SUPERVISE):
        items.append(("Supervise", path_to("supervise.cohorts"), request.path.startswith("/supervise/")))
    if actor.has(Permission.REVIEW):
        items.append(("Review", path_to("review.every"), blueprint == "review"))
    if actor.may(Permission.ADMINISTER, course_id=None):
        items.append(("Administer", path_to("administer.page"), request.path.startswith("/administer/")))
    if actor.has(Permission.AUTHOR):
        items.append(("Author", path_to("author.content"), request.path.startswith("/author/")))
    return tuple(items)


def _footer(course: str | None) -> tuple[tuple[str, str], ...]:
    if course is None:
        return ()
    return (
        ("About this course", path_to("learn.about", course=course)),
        ("References", path_to("learn.references", course=course)),
        ("Glossary", path_to("learn.glossary", course=course)),
    )
