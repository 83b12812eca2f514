// A safety plan: each line can be written on, and the sheet printed alone. Nothing is kept: no field has a name or is
// part of a form.

export function enliven(exercise) {
  for (const line of exercise.querySelectorAll(".exercise-lines:not(.by-clinic) > li")) {
    const step = line.closest(".exercise-plan > li").querySelector("strong").textContent.trim();
    const label = line.textContent.trim();
    const field = make("textarea", { className: "input exercise-control", rows: 1, maxLength: 300, autocomplete: "off", ariaLabel: `${step}: ${label}` });
    const copy = make("span", { className: "exercise-control exercise-copy", ariaHidden: "true" }); // on paper a field is cut off
    field.addEventListener("input", () => { copy.textContent = field.value; });
    line.append(field, copy);
  }
  const button = make("button", { type: "button", className: "button quiet", textContent: "Print the sheet" });
  const wipe = make("button", { type: "button", className: "button quiet", textContent: "Empty all fields" });
  const told = make("span", { role: "status" });
  const foot = make("p", { className: "exercise-control exercise-choices" });
  foot.append(button, wipe, told);
  exercise.querySelector(".exercise-plan").after(foot);
  button.addEventListener("click", () => printed(exercise));
  wipe.addEventListener("click", () => {
    for (const field of exercise.querySelectorAll("textarea")) field.value = "";
    for (const copy of exercise.querySelectorAll(".exercise-copy")) copy.textContent = "";
    told.textContent = "All fields are empty.";
  });
}

// Prints one element alone.
function printed(element) {
  element.classList.add("is-printed");
  document.documentElement.dataset.prints = "sheet";
  addEventListener("afterprint", () => {
    element.classList.remove("is-printed");
    delete document.documentElement.dataset.prints;
  }, { once: true });
  print();
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
