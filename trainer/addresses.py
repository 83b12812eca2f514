"""Where on our site the things of a course are shown, for texts that link to them."""

from trainer.curriculum.links import Links


def links_of(course: str) -> Links:
    """The patterns of a course's addresses; `trainer.web.learn` serves them, and a test holds the two together."""
    root = f"/courses/{course}"
    return Links(
        module=f"{root}/modules/{{key}}",
        section=f"{root}/modules/{{key}}#section-{{section}}",
        term=f"{root}/glossary#term-{{term}}",
        reference=f"{root}/references#ref-{{source}}",
        media="/media/{digest}.{extension}",
    )
