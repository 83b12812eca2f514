"""What is kept as JSON comes back as it was, also where a value is one of several kinds."""

from collections.abc import Sequence

import pytest

from trainer.curriculum import plain
from trainer.curriculum.course import ModulesRule, QuizzesRule, Rules
from trainer.curriculum.phases import Phase
from trainer.curriculum.requirements.amount import Amount
from trainer.curriculum.requirements.competency import Competency
from trainer.curriculum.requirements.document import DocumentAsked
from trainer.curriculum.requirements.meetings import Meetings
from trainer.curriculum.requirements.practicum import Practicum
from trainer.curriculum.requirements.reflection import Reflection
from trainer.curriculum.requirements.requirement import Requirement, Role

KINDS: Sequence[Requirement] = (
    Competency(
        id="consent", title="Consent", level=2, observed=2, anchors={1: "Reads it out.", 3: "Has it said back."}
    ),
    Practicum(
        id="observed",
        title="Observed",
        amount=Amount(asked=4, in_hours=False),
        roles=(Role.OBSERVER,),
        phases=(Phase.DOSING,),
        routes=2,
    ),
    Meetings(id="drills", title="Drills", amount=Amount(asked=120, in_hours=True)),
    DocumentAsked(id="licence", title="Licence", expires=True),
    Reflection(id="position", title="Where you stand", prompt="What do you bring?"),
)


@pytest.mark.parametrize("requirement", KINDS, ids=lambda each: str(each.kind))
def test_a_requirement_comes_back_as_the_kind_that_it_is(requirement: Requirement) -> None:
    rules = Rules(read=ModulesRule.ALL, quizzes=QuizzesRule.PASSED, modules=(), requirements=(requirement,))

    assert plain.from_text(Rules, plain.to_text(rules)) == rules
