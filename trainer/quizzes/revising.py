"""Whether a new revision of a quiz may take the place of an old one."""

from trainer.problem import Problem
from trainer.quizzes.quiz import Quiz


def may_replace(old: Quiz, new: Quiz) -> tuple[Problem, ...]:
    """The problems that keep `new` from replacing `old`.

    An id keeps its type, or the answers given under it would lose their meaning.
    """
    types = {question.common.id: question.type for question in old.questions}
    return tuple(
        Problem(
            new.path,
            question.common.line,
            f"the question '{question.common.id}' was {types[question.common.id]} and is now {question.type}; "
            "give the question a new id",
        )
        for question in new.questions
        if types.get(question.common.id, question.type) != question.type
    )
