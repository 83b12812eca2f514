"""The example of the format's description is a quiz without a problem."""

from trainer.quizzes.parsing import parse_quiz

EXAMPLE = """\
# quizzes/routes.yml
title: Routes
module: ../curriculum/pharmacology/routes.md   # left out where purpose is pre-test or final
purpose: module
gate: false
page: all
pass_mark: 80            # per cent
attempts: 3
wait_hours: 24
minutes: 20              # left out: no limit
draw: 7
shuffle: true
feedback: after-submission
questions:
  - id: im-peak
    type: single-choice
    objective: compare-routes
    safety_critical: true    # default false
    points: 1                # default 1
    prompt: When does the concentration peak after an intramuscular injection?
    options:
      - id: within-20
        text: Within about twenty minutes
        correct: true
        why: Median peaks of 15 to 30 minutes were measured [@hirlinger1984].
      - id: at-once
        text: At once
        why: The muscle gives it up over minutes.
    cite: [hirlinger1984]
    read_again: ../curriculum/pharmacology/routes.md#time-to-peak
  - {id: b, type: multiple-choice, objective: compare-routes, prompt: Which?, credit: per-option, options: [
      {id: x, text: One, correct: true, why: Yes.}, {id: y, text: Two, why: No.}]}
  - {id: c, type: true-false, objective: compare-routes, prompt: So?, answer: true, why: {true: Yes., false: No.}}
  - {id: d, type: numeric, objective: compare-routes, prompt: How long?, answer: 3, tolerance: 0.5, unit: h, why: So.}
  - {id: e, type: matching, objective: compare-routes, prompt: Which?, pairs: [
      {id: x, left: A, right: One, why: So.}, {id: z, left: B, right: Two, why: So.}],
      also: [{id: y, right: Three, why: So.}]}
  - {id: f, type: ordering, objective: compare-routes, prompt: What first?, items: [
      {id: x, text: One, why: So.}, {id: y, text: Two, why: So.}]}
  - {id: g, type: fill-in, objective: compare-routes, prompt: "Call the {{who}} first.", gaps: {who: {options: [
      {id: p, text: prescriber, correct: true, why: So.}, {id: q, text: family, why: No.}]}}}
"""


def test_the_example_has_no_problem() -> None:
    quiz, problems = parse_quiz("quizzes/routes.yml", EXAMPLE)

    assert problems == ()
    assert quiz is not None
    assert [question.type for question in quiz.questions] == [
        "single-choice",
        "multiple-choice",
        "true-false",
        "numeric",
        "matching",
        "ordering",
        "fill-in",
    ]
