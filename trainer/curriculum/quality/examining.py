"""Looks through a whole course for what a reader may stumble over."""

from collections.abc import Iterable, Iterator

from trainer.curriculum.assembling import Assembled
from trainer.curriculum.quality.bank import bank_of, betrayals
from trainer.curriculum.quality.claims import unsupported, unsupported_in_case
from trainer.curriculum.quality.course_quality import CourseQuality, ModuleQuality
from trainer.curriculum.quality.cues import telling_words
from trainer.curriculum.quality.doses import in_case, in_glossary, in_module, in_question
from trainer.curriculum.quality.finding import Finding
from trainer.curriculum.quality.objectives import untested
from trainer.curriculum.quality.questions import choosings, each_once
from trainer.curriculum.quality.reading import long_sentences, reading_of
from trainer.curriculum.quality.sources import uncited


def examine(assembled: Assembled, others: Iterable[Finding] = ()) -> CourseQuality:
    """Everything that can be said of how well a course teaches, as far as its files can be read.

    `others` are findings made elsewhere, such as those of spelling, which needs a word list of some megabytes.
    """
    course = assembled.course()
    questions = tuple(each_once(course.quizzes))
    every = tuple(choice for quiz, question in questions for choice in choosings(quiz.path, (question,)))
    bank = bank_of(len(questions), every)
    found = sorted({*others, *_in_texts(assembled), *telling_words(every), *betrayals(bank, every)})
    modules = []
    for area in course.file.areas:
        for key in area.modules:
            module = course.modules.get(key)
            if module is None:
                continue
            quiz = course.quiz_of(key)
            files = {module.path, quiz.path if quiz else module.path}
            modules.append(
                ModuleQuality(
                    code=module.code,
                    title=module.title,
                    path=module.path,
                    reading=reading_of(module),
                    questions=len(quiz.questions) if quiz else 0,
                    findings=tuple(finding for finding in found if finding.file in files),
                )
            )
    taken = {finding for module in modules for finding in module.findings}
    return CourseQuality(
        modules=tuple(modules), elsewhere=tuple(each for each in found if each not in taken), bank=bank
    )


def _in_texts(assembled: Assembled) -> Iterator[Finding]:
    for module in assembled.modules.values():
        yield from unsupported(module)
        yield from in_module(module)
        yield from long_sentences(module)
    for case in assembled.cases:
        yield from unsupported_in_case(case)
        yield from in_case(case)
    for quiz in assembled.quizzes:
        for question in quiz.questions:
            yield from in_question(quiz.path, question)
    yield from in_glossary(iter(assembled.glossary.values()))
    yield from untested(assembled.modules, assembled.quizzes, assembled.texts)
    listed = (key.text for quiz in assembled.quizzes for question in quiz.questions for key in question.common.cite)
    yield from uncited(assembled.texts, listed)
