"""What can be picked for a document is written as the document would write it."""

from tests.support.care_course import care_course
from trainer.curriculum.insertable import Insertable, insertables

MODULE = "curriculum/pharmacology/routes.md"


def test_sources_are_named_and_cited_by_their_keys() -> None:
    assert insertables(care_course(), MODULE).sources == (
        Insertable(
            label="Hirlinger & Dick, 1984",
            about="Intramuscular ketamine analgesia",
            text="[@hirlinger1984]",
            more="hirlinger1984",
        ),
    )


def test_a_source_that_was_retracted_says_so_before_it_is_picked() -> None:
    path = "curriculum/references.bib"
    marked = care_course()[path].replace(b"note = {verified: somewhere}", b"status = {retracted}, status_note = {Why}")
    assert [source.label for source in insertables(care_course({path: marked}), MODULE).sources] == [
        "Hirlinger & Dick, 1984 (retracted)"
    ]


def test_links_lead_from_where_the_document_lies() -> None:
    from_module, from_quiz = (insertables(care_course(), path) for path in (MODULE, "quizzes/routes.yml"))

    assert [term.text for term in from_module.terms] == ["[Troche](../glossary.yml#troche)"]
    assert [term.text for term in from_quiz.terms] == ["[Troche](../curriculum/glossary.yml#troche)"]
    sections = {each.text for each in from_module.sections}
    assert {"[Peak](#peak)", "[Screening](screening.md)", "[The return](../sessions/presence.md#return)"} < sections
    assert "[Peak](../curriculum/pharmacology/routes.md#peak)" in {each.text for each in from_quiz.sections}


def test_figures_ask_for_their_words() -> None:
    assert [figure.text for figure in insertables(care_course(), MODULE).figures] == [
        '![Say what it shows to people who do not see it](../figures/routes.svg "Caption")'
    ]


def test_an_exercise_is_put_in_as_a_block_of_its_own() -> None:
    exercises = {each.label: each for each in insertables(care_course(), MODULE).exercises}

    assert exercises["Simulator"] == Insertable(
        label="Simulator",
        about="Up to four published curves of concentration, as a figure.",
        text="```simulator\ntitle: Two ways in\ncurves: [iv-0.5mgkg-40min/clements, im-0.5mgkg/clements]\n```",
    )
    assert len(exercises) == 8
