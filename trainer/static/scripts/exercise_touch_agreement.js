// A touch agreement: what is chosen becomes a sheet to read and print. Once it is agreed, a choice can only be narrowed,
// as in the session itself: the choices stand narrowest first. Nothing is kept.

let made = 0;

export function enliven(exercise) {
  const questions = [...exercise.querySelectorAll(".exercise-questions > li")];
  const rule = exercise.querySelector(".exercise-rule");
  const sheet = make("div", { className: "exercise-control exercise-sheet", role: "region", ariaLabel: "The agreement", hidden: true });
  const told = make("p", { className: "exercise-control exercise-tally", role: "status" });
  const agree = make("button", { type: "button", className: "button", textContent: "Agree, sober, before the session" });
  const again = make("button", { type: "button", className: "button quiet", textContent: "Begin again: another day, sober", hidden: true });
  const print = make("button", { type: "button", className: "button quiet", textContent: "Print the agreement", hidden: true });
  const bar = make("p", { className: "exercise-control exercise-choices" });
  bar.append(agree, again, print);

  const choices = questions.map((question) => {
    made += 1;
    const ask = question.firstElementChild.textContent.trim();
    const list = question.querySelector("ul");
    list.setAttribute("role", "radiogroup");
    list.ariaLabel = ask;
    return [...list.children].map((option) => {
      const [mark, words, says] = option.children;
      const input = make("input", { type: "radio", name: `agreed-${made}`, className: "exercise-control", ariaLabel: words.textContent.trim() });
      mark.hidden = true;
      option.setAttribute("role", "none"); // of the group, not of a list
      mark.after(input);
      words.addEventListener("click", () => input.click());
      return { input, says: says.textContent.trim() };
    });
  });

  rule.before(bar, told);
  rule.after(sheet);
  exercise.addEventListener("change", () => { if (!sheet.hidden) write("Narrowed in the session. It can be narrowed further at any time, and not widened again."); });
  agree.addEventListener("click", () => {
    const open = choices.filter((options) => !options.some(({ input }) => input.checked)).length;
    if (open) {
      told.textContent = `${open} of ${choices.length} questions ${open === 1 ? "is" : "are"} still open. What is not agreed is not done.`;
      choices.flat().find(({ input }) => choices.some((options) => options.some((each) => each.input === input) && !options.some((each) => each.input.checked))).input.focus();
      return;
    }
    agree.hidden = true;
    again.hidden = print.hidden = false;
    write("Agreed. Now try it as in the session: a choice can be narrowed, and no other can be chosen any more.");
    print.focus();
  });
  again.addEventListener("click", () => {
    for (const { input } of choices.flat()) { input.disabled = false; input.checked = false; }
    agree.hidden = false;
    again.hidden = print.hidden = sheet.hidden = true;
    told.textContent = "All choices are open again.";
    choices[0][0].input.focus();
  });
  print.addEventListener("click", () => printed(sheet));

  function write(words) {
    const list = make("ul", {});
    for (const options of choices) {
      const at = options.findIndex(({ input }) => input.checked);
      options.forEach(({ input }, place) => { input.disabled = place > at; });
      list.append(make("li", { textContent: options[at].says }));
    }
    const lines = exercise.querySelector(".exercise-lines").cloneNode(true);
    sheet.replaceChildren(make("p", { className: "exercise-title", textContent: "What we agreed" }), list, make("p", { textContent: rule.textContent.trim() }), lines);
    sheet.hidden = false;
    told.textContent = words;
  }
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
