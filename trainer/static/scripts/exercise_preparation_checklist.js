// A checklist: its boxes can be ticked, and it counts what is missing. Nothing is kept.

export function enliven(exercise) {
  const items = [...exercise.querySelectorAll(".exercise-boxes > li")];
  const tally = make("p", { className: "exercise-control exercise-tally", role: "status" });
  const boxes = items.map((item) => {
    const [mark, words] = item.children;
    const box = make("input", { type: "checkbox", className: "exercise-control", ariaLabel: words.textContent.trim() });
    mark.hidden = true;
    mark.after(box);
    words.addEventListener("click", ({ target }) => { if (!target.closest("a")) box.click(); });
    return box;
  });
  exercise.addEventListener("change", count);
  exercise.querySelector(".exercise-note").before(tally);
  count();

  function count() {
    const done = boxes.filter((box) => box.checked).length;
    const isReady = done === boxes.length;
    tally.classList.toggle("is-right", isReady);
    tally.textContent = isReady ? `✓ All ${done} boxes are ticked.` : `${done} of ${boxes.length} ticked: not ready yet.`;
  }
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
