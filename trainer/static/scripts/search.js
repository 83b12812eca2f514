// Suggests titles and terms while somebody types into a search box: a combobox with a list, after the ARIA practices.
// Loaded when a box takes the focus first. Without it, or without an answer, the form searches as it is.

const WAIT = 120; // milliseconds without another key

for (const input of document.querySelectorAll("input[data-search]")) suggestTo(input);

function suggestTo(input) {
  const list = Object.assign(document.createElement("ul"), { id: `${input.id}-list`, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  const told = Object.assign(document.createElement("span"), { className: "visually-hidden" });
  told.setAttribute("role", "status");
  input.after(list, told);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) input.setAttribute(name, value);

  let chosen = -1;
  let asked = 0;
  let timer;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { key } = event;
    const last = list.children.length - 1;
    if (key === "Escape" && !list.hidden) close();
    else if (key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
    else if (key === "ArrowDown" && list.hidden) return void ask();
    else if ((key === "ArrowDown" || key === "ArrowUp") && !list.hidden) choose(key === "ArrowDown" ? (chosen === last ? -1 : chosen + 1) : chosen < 0 ? last : chosen - 1);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => close());
  // Pressing must not take the focus from the box, or the list would be gone before it is released.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-url]");
    if (option) location.assign(option.dataset.url);
  });

  async function ask() {
    const number = ++asked;
    const words = input.value.trim();
    if (words.length < 2) return close();
    const answer = await fetch(`${input.dataset.search}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } }).catch(() => undefined);
    const found = answer?.ok ? (await answer.json()).suggestions : [];
    if (number === asked && document.activeElement === input) show(found);
  }

  function show(found) {
    list.replaceChildren(...found.map((each, place) => optionOf(each, `${list.id}-${place}`)));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = found.length ? `${found.length} ${found.length === 1 ? "suggestion" : "suggestions"}` : "";
    choose(-1);
  }

  function close() {
    asked += 1;
    clearTimeout(timer);
    show([]);
  }

  function choose(place) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    const option = list.children[chosen];
    if (!option) return void input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }
}

function optionOf({ kind, label, where, url }, id) {
  const option = Object.assign(document.createElement("li"), { id });
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.url = url;
  const small = Object.assign(document.createElement("span"), { className: "muted", textContent: kind === where ? kind : `${kind} · ${where}` });
  option.append(Object.assign(document.createElement("span"), { textContent: label }), small);
  return option;
}
