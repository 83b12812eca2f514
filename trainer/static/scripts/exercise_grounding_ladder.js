// A ladder: its steps are put in order by buttons, then the words for each step are chosen; both are scored. The list
// of the page itself stays as it is, hidden, so that notes on its words keep their place. Nothing is kept.

export function enliven(exercise) {
  const mixed = exercise.querySelector(".exercise-mixed");
  const answer = exercise.querySelector(".exercise-answer");
  const rungs = [...exercise.querySelectorAll(".exercise-ladder > li")];
  const list = make("ol", { className: "exercise-control exercise-order" });
  const told = make("p", { className: "exercise-control exercise-tally", role: "status" });
  const check = make("button", { type: "button", className: "button", textContent: "Check the order" });
  const foot = make("p", { className: "exercise-control" });
  foot.append(check);

  list.append(...[...mixed.children].map(step));
  mixed.hidden = true;
  answer.hidden = true;
  mixed.after(list, foot, told);
  list.addEventListener("click", move);
  check.addEventListener("click", score);

  function step(item) {
    const made = make("li", {});
    made.dataset.is = item.dataset.is;
    const words = item.cloneNode(true);
    words.querySelectorAll(".cites").forEach((mark) => mark.remove());
    const text = words.textContent.trim();
    const buttons = make("span", { className: "exercise-choices" });
    for (const [sign, name] of [["↑", "Up"], ["↓", "Down"]]) {
      buttons.append(make("button", { type: "button", className: "button quiet", textContent: sign, ariaLabel: `${name}: ${text}` }));
    }
    made.append(make("span", { textContent: text }), buttons);
    return made;
  }

  function move({ target }) {
    const button = target.closest("button");
    if (!button) return;
    const item = button.closest("li");
    const isUp = button.ariaLabel.startsWith("Up");
    const other = isUp ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (isUp) other.before(item); else other.after(item);
    for (const each of list.children) each.className = "";
    button.focus(); // moving an element takes the focus from it
    told.textContent = `Now step ${[...list.children].indexOf(item) + 1} of ${list.children.length}.`;
  }

  function score() {
    const places = [...list.children].map((item, at) => Number(item.dataset.is) === at);
    [...list.children].forEach((item, at) => { item.className = places[at] ? "is-right" : "is-wrong"; });
    const right = places.filter(Boolean).length;
    told.textContent = `Order: ${right} of ${places.length} steps in their place. Below stands the ladder as it is: choose the words for each step.`;
    if (foot.dataset.order === undefined) choose();
    foot.dataset.order ??= `${right} of ${places.length}`;
  }

  function choose() {
    const first = new Map();
    const groups = rungs.map((rung) => rung.querySelector(".exercise-words")).filter(Boolean);
    const total = make("p", { className: "exercise-control exercise-tally", role: "status" });
    answer.hidden = false;
    answer.open = true;
    for (const group of groups) {
      const wordings = [...group.children];
      const bar = make("div", { className: "exercise-control exercise-sayings", role: "group", ariaLabel: "What do you say?" });
      wordings.forEach((wording) => {
        const button = make("button", { type: "button", className: "button quiet", textContent: `“${wording.querySelector("span").textContent.trim()}”`, ariaPressed: "false" });
        button.addEventListener("click", () => {
          const fits = wording.dataset.is === "1";
          if (!first.has(group)) first.set(group, fits);
          for (const each of bar.children) each.ariaPressed = String(each === button);
          group.hidden = false;
          total.textContent = `Order at the first try: ${foot.dataset.order}. Words: ${[...first.values()].filter(Boolean).length} of ${first.size} chosen fit${first.size < groups.length ? `; ${groups.length - first.size} left` : ""}.`;
        });
        bar.append(button);
      });
      group.hidden = true;
      group.before(bar);
    }
    answer.append(total);
  }
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
