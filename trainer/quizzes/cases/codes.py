"""Names the choices of a scene in a form so that nothing is told by a name or a place."""

from collections.abc import Mapping
from uuid import UUID

from trainer.quizzes.cases.case import Choice, Scene
from trainer.quizzes.codes import code


def coded(scene: Scene, salt: str) -> Mapping[str, Choice]:
    """The choices of a scene by opaque values, in an order that is the same within a run and tells nothing."""
    named = {code(salt, "choice", scene.id, choice.id): choice for choice in scene.choices}
    return dict(sorted(named.items()))


def salt_of(run_id: UUID, revision_id: UUID) -> str:
    """What makes the codes of a run its own."""
    return run_id.hex + revision_id.hex
