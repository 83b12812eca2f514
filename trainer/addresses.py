"""Where on our site the things of a course are shown, for texts that link to them."""

from trainer.curriculum.links import Links


def changes_url(course: str, module: str) -> str:
    """Where it stands what changed in a module, by the module's key; `trainer.web.changes` serves it."""
    return f"/courses/{course}/modules/{module}/changes"


def links_of(course: str) -> Links:
    """The patterns of a course's addresses; `trainer.web.learn` serves them, and a test holds the two together."""
    root = f"/courses/{course}"
    return Links(
        module=f"{root}/modules/{{key}}",
        section=f"{root}/modules/{{key}}#section-{{section}}",
        term=f"{root}/glossary#term-{{term}}",
        reference=f"{root}/references#ref-{{source}}",
        media="/media/{digest}.{extension}",
        simulator=f"{root}/simulator",
        simulator_chart="/simulator/chart.svg",
    )
