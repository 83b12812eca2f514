// Buttons and keys for what nobody should have to type: marks, callouts, sources, terms, links, figures, tables, checks.

const CALLOUTS = [
  ["note", "Note", "Something to know."],
  ["practice", "Practice: words and actions for the room", "“What a therapist could say.”"],
  ["caution", "Caution", "What is uncertain or may go wrong."],
  ["safety", "Safety: what must never go wrong", "Never …"],
];
const SHOWN = 60;

let room;
let surface;
let picks; // asked for once, and again when a picker is opened a minute later
let asked = 0;

export function equip(page, at, { save, load }) {
  [room, surface] = [page, at];
  const isMarkdown = room.dataset.markdown === "yes";
  const bar = room.querySelector("[data-tools]");
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Put in");
  const buttons = [
    ...(isMarkdown ? [
      ["Bold", "B", () => surface.around("**", "**"), "b"],
      ["Italic", "I", () => surface.around("*", "*"), "i"],
      ["Section heading", "Section", heading],
      ["List", "List", () => surface.lines((lines) => lines.split("\n").map((line) => `- ${line.replace(/^\s*(?:[-*]|\d+\.)\s+/, "")}`).join("\n"))],
      ["Callout", "Callout", callout],
    ] : []),
    ...(room.dataset.path.endsWith(".bib") ? [] : [
      ["Source", "Source", () => pick("sources", "A source", "Authors, words of the title, year"), "j"],
      ["Term of the glossary", "Term", () => pick("terms", "A term of the glossary", "Part of the term")],
      ["Link to a section", "Link", () => pick("sections", "A link to a section", "Words of its title, or of its module"), "k"],
    ]),
    ...(isMarkdown ? [
      ["Figure", "Figure", () => pick("figures", "A figure", "Part of its name")],
      ["Table", "Table", table],
      ["Knowledge check", "Check", check],
      ["Safety callout", "Safety", () => putCallout("safety", "Never get wrong", "Never …")],
    ] : []),
    ["Go to a section", "Go to", goTo],
    ["Undo", "Undo", () => surface.undo()],
    ["Redo", "Redo", () => surface.redo()],
  ];
  for (const [name, label, done, key] of buttons) {
    const button = element("button", { type: "button", className: `tool tool-${label.toLowerCase().replace(" ", "-")}`, textContent: label });
    if (name !== label) button.setAttribute("aria-label", name);
    button.title = key ? `${name} (Ctrl+${key.toUpperCase()})` : name;
    button.addEventListener("click", () => done());
    bar.append(button);
  }
  bar.hidden = false;
  const keys = new Map(buttons.filter(([, , , key]) => key).map(([, , done, key]) => [key, done]));
  keys.set("s", save);
  surface.element.addEventListener("keydown", (event) => {
    const done = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && keys.get(event.key.toLowerCase());
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
    done();
  }, { capture: true });
  if (isMarkdown) {
    surface.element.addEventListener("paste", async (event) => {
      const html = event.clipboardData?.getData("text/html");
      if (!html || event.clipboardData.getData("vscode-editor-data")) return;
      event.preventDefault();
      event.stopPropagation();
      const plain = event.clipboardData.getData("text/plain");
      const { markdownOf } = await load("paste");
      surface.insert(markdownOf(html) || plain);
    }, { capture: true });
  }
}

export function idOf(words, text) {
  const plain = words.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40).replace(/-+$/, "") || "section";
  let [id, number] = [plain, 2];
  while (text.includes(`{#${id}}`)) { id = `${plain}-${number}`; number += 1; }
  return id;
}

function heading() {
  ask("A section heading", [["words", "Its words", surface.chosen().trim() || "", "text"]], ({ words }) => {
    const title = words.trim() || "A new section";
    block(`## ${title} {#${idOf(title, surface.text())}}`);
  });
}

function callout() {
  choose("A callout", CALLOUTS.map(([kind, label, words]) => ({ label, about: "", done: () => putCallout(kind, "", words) })));
}

function putCallout(kind, title, words) {
  const chosen = surface.chosen().trim() || words;
  block(`> [!${kind}]${title ? ` ${title}` : ""}\n${chosen.split("\n").map((line) => `> ${line}`).join("\n")}`);
}

function table() {
  ask("A table", [["rows", "Rows below the head", "3", "number"], ["columns", "Columns", "3", "number"]], ({ rows, columns }) => {
    const [down, across] = [bounded(rows, 50), bounded(columns, 12)];
    const line = (words) => `| ${Array.from({ length: across }, words).join(" | ")} |`;
    block([line((_, index) => `Head ${index + 1}`), line(() => "---"), ...Array.from({ length: down }, () => line(() => "…"))].join("\n"));
  });
}

function check() {
  const id = `check-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36).slice(0, 5)}`;
  block(`\`\`\`check
id: ${id}
type: single-choice
prompt: What is asked?
options:
  - id: right
    text: The right answer
    correct: true
    why: Why it is right.
  - id: wrong
    text: A wrong answer
    why: Why it is wrong.
\`\`\``);
}

function goTo() {
  const found = [];
  let isFenced = false;
  surface.text().split("\n").forEach((line, index) => {
    if (line.startsWith("```")) isFenced = !isFenced;
    const title = !isFenced && /^(#{2,4})\s+(.*?)\s*(?:\{#[^}]*\})?$/.exec(line);
    const key = room.dataset.markdown !== "yes" && /^(?:([\w-]+):|\s{0,4}- (?:id: ([\w-]+)|\{id: ([\w-]+))|@\w+\{([^,]+))/.exec(line);
    if (title) found.push({ label: title[2], about: title[1].length > 2 ? "part of a section" : "", done: () => surface.goTo(index + 1) });
    else if (key) found.push({ label: key.slice(1).find(Boolean), about: `line ${index + 1}`, done: () => surface.goTo(index + 1) });
  });
  choose("Go to", found, "Words of the heading");
}

async function pick(kind, title, help) {
  if (!picks || Date.now() - asked > 60_000) {
    const answer = await fetch(room.dataset.picksUrl, { headers: { Accept: "application/json" }, credentials: "same-origin" }).catch(() => undefined);
    if (answer?.ok && !answer.redirected) [picks, asked] = [await answer.json(), Date.now()];
  }
  const found = (picks?.[kind] ?? []).map(([label, about, text, more]) => ({ label, about, more, done: () => put(kind, text) }));
  choose(title, found, help, picks ? "" : "The list could not be fetched. Try again when the connection is back.");
}

// Chosen words become the words of a link.
function put(kind, text) {
  const chosen = surface.chosen();
  if (kind === "figures") block(text);
  else surface.insert(chosen && kind !== "sources" && !chosen.includes("\n") ? text.replace(/^\[[^\]]*\]/, `[${chosen}]`) : (kind === "sources" && chosen ? `${chosen} ` : "") + text);
}

// Stands on lines of its own, with an empty line on both sides.
function block(words) {
  surface.lines((line) => {
    const rest = surface.chosen() ? line.replace(surface.chosen(), "").trimEnd() : line;
    return rest.trim() ? `${rest}\n\n${words}\n` : `${words}\n`;
  });
}

function bounded(value, most) { return Math.min(Math.max(Number.parseInt(value, 10) || 1, 1), most); }

function ask(title, fields, done) {
  const dialog = open(title);
  const box = element("form", { method: "dialog" });
  for (const [name, label, value, type] of fields) {
    const input = element("input", { className: "input", name, value, type, id: `tool-${name}` });
    if (type === "number") Object.assign(input, { min: "1", max: "50" });
    box.append(element("label", { htmlFor: input.id, textContent: label }), input);
  }
  const actions = element("div", { className: "actions" });
  actions.append(element("button", { className: "button", textContent: "Put in" }), closing(dialog));
  box.append(actions);
  box.addEventListener("submit", () => { dialog.close(); done(Object.fromEntries(new FormData(box))); });
  dialog.append(box);
  dialog.showModal();
  box.querySelector("input").select();
}

// Typing narrows the list; words may stand in any order.
function choose(title, items, help = "Words to look for", told = "") {
  const dialog = open(title);
  const search = element("input", { className: "input", type: "search", id: "tool-search", autocomplete: "off" });
  const list = element("ul", { className: "picks plain" });
  const count = element("p", { className: "muted small" });
  count.setAttribute("role", "status");
  const show = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fitting = items.filter((item) => { const all = `${item.label} ${item.about} ${item.more ?? ""}`.toLowerCase(); return wanted.every((word) => all.includes(word)); });
    list.replaceChildren(...fitting.slice(0, SHOWN).map((item) => {
      const button = element("button", { type: "button", className: "pick-one" });
      button.append(element("span", { textContent: item.label }), element("span", { className: "muted small", textContent: item.about }));
      button.addEventListener("click", () => { dialog.close(); item.done(); });
      const row = element("li");
      row.append(button);
      return row;
    }));
    count.textContent = told || (fitting.length > SHOWN ? `${fitting.length} found, the first ${SHOWN} shown; type to narrow them down.` : fitting.length === 1 ? "1 found." : `${fitting.length} found.`);
  };
  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); list.querySelector("button")?.click(); }
    if (event.key === "ArrowDown") { event.preventDefault(); list.querySelector("button")?.focus(); }
  });
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("li");
    const next = event.key === "ArrowDown" ? row?.nextElementSibling : event.key === "ArrowUp" ? row?.previousElementSibling ?? search : undefined;
    if (!next) return;
    event.preventDefault();
    (next.querySelector?.("button") ?? next).focus();
  });
  const actions = element("div", { className: "actions" });
  actions.append(closing(dialog));
  dialog.append(element("label", { htmlFor: search.id, textContent: help }), search, count, list, actions);
  show();
  dialog.showModal();
  search.focus();
}

function open(title) {
  const dialog = element("dialog", { className: "tool-dialog" });
  const head = element("h2", { textContent: title, id: "tool-title" });
  dialog.setAttribute("aria-labelledby", head.id);
  dialog.append(head);
  dialog.addEventListener("close", () => { dialog.remove(); surface.focus(); });
  document.body.append(dialog);
  return dialog;
}

function closing(dialog) {
  const button = element("button", { type: "button", className: "button quiet", textContent: "Cancel" });
  button.addEventListener("click", () => dialog.close());
  return button;
}

function element(name, values = {}) { return Object.assign(document.createElement(name), values); }
