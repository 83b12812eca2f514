// Buttons and keys for what nobody should have to type: marks, callouts, sources, terms, links, figures, tables, checks, exercises.

const SHOWN = 60;
const MORE = { terms: ["newTerm", "Not there? Add a term (opens another page)"], figures: ["newFigure", "Not there? Upload a figure (opens another page)"], sources: ["newSource", "Not there? Add a source (opens another page)"] };

let room;
let surface;
let picks; // asked for again when a picker is opened ten seconds later, since something may have been added
let asked = 0;

export function equip(page, at, { save, load, tell }) {
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
      ["Exercise", "Exercise", () => pick("exercises", "An exercise", "What it is for")],
      ["Safety callout", "Safety", () => putCallout(cribs("callout").find(({ words }) => words.startsWith("> [!safety]")).words)],
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
      const made = surface.isInProse() ? markdownOf(html, surface.text(), idOf) : { words: "", pictures: 0 };
      surface.insert(made.words || plain);
      if (made.pictures) tell(made.pictures === 1 ? "A picture was not pasted: upload it." : `${made.pictures} pictures were not pasted: upload them.`);
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

// What stands in the crib is what the buttons put in, so that it is said once.
function cribs(kind) {
  return [...room.querySelectorAll(`[data-put=${kind}]`)].map((each) => ({ label: each.closest("dd").previousElementSibling.textContent, words: each.textContent }));
}

function callout() {
  choose("A callout", cribs("callout").map(({ label, words }) => ({ label, about: words.replace(/^> \S+ ?/, "").replaceAll("\n>", " "), done: () => putCallout(words) })));
}

// Chosen words become the words of the callout.
function putCallout(words) {
  const chosen = surface.chosen().trim();
  block(chosen ? `${words.split("\n")[0]}\n${chosen.split("\n").map((line) => `> ${line}`).join("\n")}` : words);
}

function table() {
  ask("A table", [["rows", "Rows below the head", "3", "number"], ["columns", "Columns", "3", "number"]], ({ rows, columns }) => {
    const [down, across] = [bounded(rows, 50), bounded(columns, 12)];
    const line = (words) => `| ${Array.from({ length: across }, words).join(" | ")} |`;
    block([line((_, index) => `Head ${index + 1}`), line(() => "---"), ...Array.from({ length: down }, () => line(() => "…"))].join("\n"));
  });
}

// The words of the crib stay where nothing was typed, to be written over.
function check() {
  ask("A knowledge check", [
    ["prompt", "What is asked", ""], ["right", "The right answer", ""], ["because", "Why it is right", ""], ["wrong", "A wrong answer", ""], ["but", "Why it is wrong", ""],
  ], (typed) => {
    const words = ["prompt", "right", "because", "wrong", "but"].map((name) => typed[name].trim());
    const lines = cribs("check")[0].words.split("\n").map((line) => line.replace(/^(\s*(?:prompt|text|why): )(.*)$/, (all, key) => { const given = words.shift(); return given ? `${key}'${given.replaceAll("'", "''")}'` : all; }));
    const id = `check-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36).slice(0, 5)}`;
    block(lines.join("\n").replace(/^id: .*$/m, `id: ${id}`));
  }, "For more answers copy the lines of the wrong one, and give each its own id.");
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
  if (!picks || Date.now() - asked > 10_000) {
    const answer = await fetch(room.dataset.picksUrl, { headers: { Accept: "application/json" }, credentials: "same-origin" }).catch(() => undefined);
    if (answer?.ok && !answer.redirected) [picks, asked] = [await answer.json(), Date.now()];
  }
  const found = (picks?.[kind] ?? []).map(([label, about, text, more]) => ({ label, about, more, done: () => put(kind, text) }));
  choose(title, found, help, picks ? "" : "The list could not be fetched. Try again when the connection is back.", MORE[kind]);
}

// Chosen words become the words of a link.
function put(kind, text) {
  const chosen = surface.chosen();
  if (kind === "figures") figure(text);
  else if (kind === "exercises") block(text);
  else surface.insert(chosen && kind !== "sources" && !chosen.includes("\n") ? text.replace(/^\[[^\]]*\]/, `[${chosen}]`) : (kind === "sources" && chosen ? `${chosen} ` : "") + text);
}

function figure(text) {
  if (!text.startsWith("!")) {
    surface.insert(text);
    return;
  }
  const path = /\]\((\S+)/.exec(text)[1];
  const said = /^!\[((?:\\.|[^\]\\])*)\]/.exec(text)[1].replace(/\\(.)/g, "$1");
  ask("What the figure shows", [["alt", "For people who do not see it", said.startsWith("Say what it shows") ? "" : said, "text", true], ["caption", "Its caption, if it needs one", ""]], ({ alt, caption }) => {
    const [shown, below] = [alt, caption].map((each) => each.trim().replace(/\s+/g, " "));
    block(`![${shown.replace(/[[\]]/g, "\\$&")}](${path}${below ? ` "${below.replaceAll('"', "”")}"` : ""})`);
  }, "Say what somebody learns from it, not that it is a picture.");
}

// Stands on lines of its own, with an empty line on both sides, so that what is typed next is no part of it.
function block(words) {
  surface.lines((line) => {
    const rest = surface.chosen() ? line.replace(surface.chosen(), "").trimEnd() : line;
    return rest.trim() ? `${rest}\n\n${words}\n\n` : `${words}\n\n`;
  });
}

function bounded(value, most) { return Math.min(Math.max(Number.parseInt(value, 10) || 1, 1), most); }

function ask(title, fields, done, help = "") {
  const dialog = open(title);
  const box = element("form", { method: "dialog" });
  for (const [name, label, value, type = "text", required = false] of fields) {
    const input = element("input", { className: "input", name, value, type, required, id: `tool-${name}` });
    if (type === "number") Object.assign(input, { min: "1", max: "50" });
    box.append(element("label", { htmlFor: input.id, textContent: label }), input);
  }
  const actions = element("div", { className: "actions" });
  actions.append(element("button", { className: "button", textContent: "Put in" }), closing(dialog));
  if (help) box.append(element("p", { className: "help", textContent: help }));
  box.append(actions);
  box.addEventListener("submit", () => { dialog.close(); done(Object.fromEntries(new FormData(box))); });
  dialog.append(box);
  dialog.showModal();
  box.querySelector("input").select();
}

// Typing narrows the list; words may stand in any order.
function choose(title, items, help = "Words to look for", told = "", more = undefined) {
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
    if (event.key === "Escape") { event.preventDefault(); dialog.close(); } // at once, where a browser would empty the field first
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
  const address = more && room.dataset[more[0]];
  if (address) actions.append(element("a", { href: address, target: "_blank", rel: "noopener", textContent: more[1] }));
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
