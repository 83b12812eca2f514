"""An exercise stands in a module's text as HTML of its own, and only where it can be shown."""

import pytest
from markupsafe import Markup

from tests.curriculum.small_course import html, rendered, section
from tests.curriculum.test_hostile_text import LOADS_OR_BREAKS, RUNS_A_SCRIPT, faults
from trainer.curriculum.bibliography_citing import cited_in
from trainer.curriculum.differences import Differs, difference
from trainer.curriculum.exercises import KINDS
from trainer.curriculum.exercises.found import Found, exercises_of
from trainer.curriculum.section_text import section_texts
from trainer.paths import static_folder
from trainer.yaml_text import SourceText

SAMPLES = {kind: f"```{kind}\n{each.sample}```\n" for kind, each in KINDS.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_the_sample_of_every_kind_can_be_shown(kind: str) -> None:
    made = html(f"Before.\n\n{SAMPLES[kind]}\nAfter.\n")

    assert made.startswith('<p>Before.</p>\n<div class="exercise" role="group" aria-label="')
    assert made.endswith("</div>\n<p>After.</p>")
    assert faults(made) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_script_where_it_says_so(kind: str) -> None:
    name = f"scripts/exercise_{kind.replace('-', '_')}.js"
    assert (static_folder() / name).exists() == KINDS[kind].has_script
    assert (f'data-exercise="{kind}"' in html(SAMPLES[kind])) == KINDS[kind].has_script


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("attack", [*RUNS_A_SCRIPT, *LOADS_OR_BREAKS])
def test_hostile_words_in_an_exercise_stay_words(kind: str, attack: str) -> None:
    quoted = "'" + " ".join(attack.split()).replace("'", "''")[:2000] + "'"
    lines = KINDS[kind].sample.split("\n")
    for place, line in enumerate(lines):
        key, _, value = line.partition(": ")
        if value and key.strip(" -") in {"title", "class", "safety", "about", "until", "text", "why", "rule", "result"}:
            lines[place] = f"{key}: {quoted}"
    assert faults(section(f"```{kind}\n" + "\n".join(lines) + "```\n")[0]) == []


def test_hostile_titles_do_not_leave_the_label() -> None:
    made, _ = section("```simulator\ntitle: 'x\" onclick=\"y'\ncurves: [im-1mgkg]\n```\n")
    assert 'aria-label="Simulation: x&quot; onclick=&quot;y"' in made


def test_what_cannot_be_read_is_shown_as_it_was_written_with_every_problem_at_once() -> None:
    made, problems = section("```safety-plan\ntitel: x\nsteps:\n  - titel: y\n```\n")

    assert made == "<pre><code>titel: x\nsteps:\n  - titel: y\n</code></pre>"
    assert problems == [
        "2: 'title' is missing; add 'title: ...'",
        "2: unknown key 'titel'; did you mean 'title'?",
        "4: 'about' is missing; add 'about: ...'",
        "4: 'title' is missing; add 'title: ...'",
        "4: there is no room to write in this step; add 'fields: [...]' with a label for each line",
        "4: unknown key 'titel'; did you mean 'title'?",
    ]


def test_what_is_no_yaml_says_so_at_its_line() -> None:
    _, problems = section("```triage-board\ntitle: [x\n```\n")
    assert len(problems) == 1
    assert "this is not valid YAML" in problems[0]


def test_an_unknown_kind_is_a_block_of_code() -> None:
    assert html("```triage-bord\ntitle: x\n```\n") == "<pre><code>title: x\n</code></pre>"


def test_an_exercise_stands_at_the_left_edge() -> None:
    assert section("> ```simulator\n> title: x\n> ```\n")[1] == [
        "1: an exercise ('simulator') stands at the left edge, not in a list or a quote; move it"
    ]


def test_an_exercise_is_closed() -> None:
    assert section("```simulator\ntitle: x\n")[1] == [
        "1: this block of code is never closed; end it with a line of the same marks"
    ]


def test_sources_in_an_exercise_are_counted_with_those_of_the_text() -> None:
    text = SAMPLES["triage-board"].replace("its source.", "its source [@hirlinger1984].")
    module, problems = rendered(f"## Peak {{#peak}}\n\nIt peaks [@zanos2018].\n\n{text}\nAgain [@zanos2018].\n")

    assert problems == ()
    assert [(source.number, source.key) for source in module.sources] == [(1, "zanos2018"), (2, "hirlinger1984")]


def test_an_unknown_source_is_told_at_its_own_line() -> None:
    text = SAMPLES["interaction-matrix"].replace("with its source.", "with its source [@zanos2019].")
    assert section(text)[1] == ["8: the bibliography has no 'zanos2019'; did you mean 'zanos2018'?"]


def test_the_words_of_an_exercise_are_words_of_the_section() -> None:
    module, _ = rendered(f"## Peak {{#peak}}\n\n{SAMPLES['safety-plan']}")
    assert "Professionals and agencies Whom can you call at any hour?" in section_texts(module)["peak"]


def test_a_page_knows_of_its_exercises_and_their_scripts() -> None:
    text = f"## Peak {{#peak}}\n\n{SAMPLES['safety-plan']}\n{SAMPLES['simulator']}\n{SAMPLES['safety-plan']}"
    assert exercises_of(rendered(text)[0]) == Found(True, ("safety-plan",))
    assert exercises_of(rendered('## Peak {#peak}\n\n`<div class="exercise" data-exercise="safety-plan">`\n')[0]) == (
        Found(False, ())
    )


def test_what_an_exercise_claims_is_found_with_its_line() -> None:
    text = """\
```grounding-ladder
about: >-
  It is
  folded [@a].
steps:
  - text: '"Notice"'
    why: It's early [@b]. So it costs little.
    words:
      - {say: 'I''m here.', fits: true, why: 'It is plain [@c].'}
```
"""
    assert cited_in(SourceText(text, 10)) == (
        ("a", 13, "It is folded."),
        ("b", 16, "It's early."),
        ("c", 18, "It is plain."),
    )


def test_what_changed_in_an_exercise_is_marked_where_it_stands_and_not_in_a_closed_fold() -> None:
    before = Markup(html(SAMPLES["triage-board"]))
    after = Markup(html(SAMPLES["triage-board"].replace("The reason", "Another reason")))

    changed = [each for each in difference([before], [after]) if isinstance(each, Differs)]
    (one,) = changed
    assert one.before is not None
    assert one.now is not None
    assert "<dt>" not in one.now
    assert '<details class="exercise-answer" open="">' in one.now
    assert "Another" in one.now


def test_two_exercises_follow_each_other() -> None:
    made = html(SAMPLES["simulator"] + SAMPLES["evidence-map"])
    assert made.count('<div class="exercise"') == 2
