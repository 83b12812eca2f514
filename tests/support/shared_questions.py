"""Questions that several quizzes of the tests ask: each a template of YAML that wants its objective."""

from string import Template
from typing import Final

SIGNS: Final = Template("""\
  - id: signs
    type: multiple-choice
    objective: $objective
    points: 2
    prompt: Which of these call for the prescriber?
    credit: per-option
    options:
      - {id: chest-pain, text: Chest pain, correct: true, why: It may be the heart.}
      - {id: no-urine, text: Pain on passing water, correct: true, why: It may be the bladder.}
      - {id: tears, text: Tears, why: They are welcome.}
      - {id: yawning, text: Yawning, why: It passes.}
""")
TRANSFER: Final = Template("""\
  - id: transfer
    type: true-false
    objective: $objective
    prompt: Milligrams transfer between routes.
    answer: false
    why: {true: Bioavailability differs by route., false: Each route has its own bioavailability.}
""")
PEAKS: Final = Template("""\
  - id: peaks
    type: matching
    objective: $objective
    prompt: Match each route with its peak.
    pairs:
      - {id: vein, left: Vein, right: At the end of the infusion, why: Nothing delays it.}
      - {id: muscle, left: Muscle, right: Within half an hour, why: It has to be taken up.}
    also: [{id: skin, right: After a day, why: No route peaks so late.}]
""")
STEPS: Final = Template("""\
  - id: steps
    type: ordering
    objective: $objective
    prompt: What comes first?
    items:
      - {id: ask, text: Ask the patient, why: Nothing begins without consent.}
      - {id: call, text: Call the prescriber, why: They decide.}
      - {id: note, text: Write it down, why: Last.}
""")
