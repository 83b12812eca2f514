"""Curves of the simulator stand as a figure with their words, sources and label."""

from tests.curriculum.small_course import course_with, html, section
from trainer.addresses import links_of
from trainer.curriculum.rendered import Prose
from trainer.curriculum.rendering import render_module
from trainer.kinetics.label import LABEL

CURVES = """\
```simulator
title: Two ways
curves: [iv-0.5mgkg-40min/clements, im-0.5mgkg]
```
"""


def test_the_picture_has_words_for_those_who_do_not_see_it() -> None:
    made = html(CURVES)

    assert (
        'src="/simulator/chart.svg?curve=iv-0.5mgkg-40min%2Fclements&amp;curve=im-0.5mgkg%2Fclements" '
        'alt="Concentration '
        "in blood over four hours. 1: Infusion into a vein, 0.5 mg/kg over 40 minutes, as in the depression trials, "
        "model Clements and Nimmo 1981: highest after 40 minutes at 177 ng/mL"
    ) in made


def test_the_label_is_always_there() -> None:
    assert f'<p class="exercise-rule">{" ".join(LABEL)}</p>' in html(CURVES)


def test_each_curve_names_its_model_where_blood_was_taken_and_its_sources() -> None:
    made = html(CURVES)

    assert "Model: Clements and Nimmo 1981; racemic ketamine, venous blood of volunteers." in made
    assert 'href="#source-hirlinger1984"' in made
    assert "Sources: Clements &amp; Nimmo, 1981, British Journal of Anaesthesia, doi 10.1093/bja/53.1.27." in made


def test_the_way_to_the_simulator_is_that_of_the_course() -> None:
    course = course_with(f"## Peak {{#peak}}\n\n{CURVES}")
    module, _ = render_module(course, "pharmacology/routes", links_of("care"))

    (prose,) = module.sections[0].parts
    assert isinstance(prose, Prose)
    assert (
        'href="/courses/care/simulator?curve=iv-0.5mgkg-40min%2Fclements&amp;curve=im-0.5mgkg%2Fclements"' in prose.html
    )


def test_a_curve_that_there_is_not_gets_its_nearest() -> None:
    assert section(CURVES.replace("im-0.5mgkg]", "im-0.5mgk/clements]"))[1] == [
        "3: there is no curve 'im-0.5mgk/clements'; did you mean 'im-0.5mgkg/clements'?"
    ]


def test_more_than_four_could_not_be_told_apart() -> None:
    many = ", ".join(f"iv-0.5mgkg-40min/{model}" for model in ("clements", "fanta", "domino", "simons", "perez-ruixo"))
    assert section(f"```simulator\ntitle: x\ncurves: [{many}]\n```\n")[1] == ["3: 'curves' has 5; write from 1 to 4"]
    assert section("```simulator\ntitle: x\ncurves: [im-1mgkg, im-1mgkg/clements]\n```\n")[1] == [
        "3: a curve stands twice; keep one"
    ]
