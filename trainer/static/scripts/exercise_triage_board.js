// A triage board: each item gets a button for each row, and says whether and why it belongs there. Nothing is kept.

export function enliven(exercise) {
  const rows = [...exercise.querySelectorAll(".exercise-rows dt")].map((row) => row.textContent.trim());
  const items = [...exercise.querySelectorAll(".exercise-items > li")];
  const tally = make("p", { className: "exercise-control exercise-tally", role: "status" });
  const first = new Map(); // from an item to whether its first row was right

  for (const item of items) {
    const words = item.firstElementChild.textContent.trim();
    const choices = make("div", { className: "exercise-control exercise-choices", role: "group", ariaLabel: `Row for: ${words}` });
    const verdict = make("p", { className: "exercise-control", role: "status" });
    const answer = item.querySelector("details");
    choices.append(...rows.map((row) => make("button", { type: "button", className: "button quiet", textContent: row, ariaPressed: "false" })));
    choices.addEventListener("click", ({ target }) => {
      const row = [...choices.children].indexOf(target.closest("button"));
      if (row < 0) return;
      [...choices.children].forEach((button, at) => { button.ariaPressed = String(at === row); });
      const isRight = row === Number(item.dataset.is);
      if (!first.has(item)) first.set(item, isRight);
      verdict.className = `exercise-control ${isRight ? "is-right" : "is-wrong"}`;
      verdict.textContent = isRight ? "✓ Yes, it belongs there." : `✕ Not in “${rows[row]}”. Read why below, or try another row.`;
      answer.open = isRight || first.get(item) === false;
      tally.textContent = `${first.size} of ${items.length} placed; ${[...first.values()].filter(Boolean).length} right at the first try.`;
    });
    answer.before(choices, verdict);
  }
  exercise.append(tally);
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
