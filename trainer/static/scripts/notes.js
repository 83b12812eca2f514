// One's own notes in the text of a module; loaded by module.js when they are needed.
//
// Each section has a fold `.own` with its notes (`.own-note`, whose data attributes say where their words stand now) and
// a form for a new one. This script lights the passages in the text, offers a bar where words are chosen by mouse, touch
// or keys, lets a passage be chosen sentence by sentence, and sends the forms in place. Without it the forms load a page.

// A section is read by the same rules as in trainer/curriculum/section_text.py.
const BREAKS = new Set("ASIDE BLOCKQUOTE BR DD DIV DL DT FIGCAPTION FIGURE H3 H4 H5 H6 HR IMG LI OL P PRE TABLE TBODY TD TH THEAD TR UL".split(" "));
const MARKS = ".cites, .footnote-mark, .footnote-back, .exercise-control";
const SPACE = /[\t\n\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const WORD = /[\p{L}\p{M}\p{N}]/u;
const SURROUNDINGS = 32;
const LONGEST_QUOTE = 1000;

// The words of a section, and for each character its place in the page.
export function wordsOf(section) {
  let text = "";
  const places = [];
  let isSpaceDue = false;
  const put = (character, node, offset) => {
    if (SPACE.test(character)) { isSpaceDue = text !== ""; return; }
    if (isSpaceDue) { text += " "; places.push([node, offset]); isSpaceDue = false; }
    text += character;
    places.push([node, offset]);
  };
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      for (let offset = 0; offset < node.data.length; offset += 1) put(node.data[offset], node, offset);
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(MARKS)) return;
    const isBreak = BREAKS.has(node.tagName);
    if (isBreak) put(" ");
    node.childNodes.forEach(read);
    if (isBreak) put(" ");
  };
  for (const prose of section.querySelectorAll(":scope > .section-text > .prose")) { read(prose); put(" "); }
  return { text, places };
}

const sections = new Map();
for (const fold of document.querySelectorAll(".own")) sections.set(fold.closest(".section"), undefined);

function wordsIn(section) {
  if (!sections.get(section)) sections.set(section, wordsOf(section));
  return sections.get(section);
}

function rangeOf({ places }, start, end) {
  const range = document.createRange();
  const [last, offset] = places[end - 1];
  range.setStart(...places[start]);
  range.setEnd(last, offset + 1);
  return range;
}

// Lights the passages that have a note. Where the browser cannot, the notes beside the text are all there is.

const lit = globalThis.Highlight && CSS.highlights ? { notes: new Highlight(), meant: new Highlight(), chosen: new Highlight() } : undefined;
if (lit) {
  lit.meant.priority = 1;
  lit.chosen.priority = 2;
  for (const [name, highlight] of Object.entries(lit)) CSS.highlights.set(`own-${name}`, highlight);
}
const passages = new Map(); // from a note's element to its range

function light() {
  passages.clear();
  lit?.notes.clear();
  for (const section of sections.keys()) {
    const { text } = wordsIn(section);
    for (const note of section.querySelectorAll(".own-note[data-before]")) {
      const { before, after } = note.dataset;
      const words = note.dataset.words ?? note.querySelector(".own-quote").textContent;
      const at = text.indexOf(before + words + after);
      if (at < 0) continue;
      const start = at + before.length;
      const range = rangeOf(wordsIn(section), start, start + words.length);
      passages.set(note, range);
      lit?.notes.add(range);
    }
  }
}

// Pointing at a note, or having the focus in it, lights its passage, and the other way round.

function mean(note) {
  for (const other of document.querySelectorAll(".own-note.is-meant")) if (other !== note) other.classList.remove("is-meant");
  lit?.meant.clear();
  if (!note) return;
  note.classList.add("is-meant");
  if (passages.has(note)) lit?.meant.add(passages.get(note));
}

function noteAt(x, y) {
  const place = document.caretPositionFromPoint?.(x, y);
  const range = place ? undefined : document.caretRangeFromPoint?.(x, y);
  const node = place?.offsetNode ?? range?.startContainer;
  if (!node) return undefined;
  const offset = place?.offset ?? range.startOffset;
  return [...passages].find(([, passage]) => passage.isPointInRange(node, offset))?.[0];
}

document.addEventListener("pointerover", (event) => {
  const note = event.target.closest?.(".own-note");
  if (note) mean(note);
});
document.addEventListener("focusin", (event) => mean(event.target.closest(".own-note")));
let isLookingDue = false;
document.addEventListener("pointermove", (event) => {
  if (isLookingDue || !passages.size || event.target.closest(".own, .pick")) return;
  isLookingDue = true;
  requestAnimationFrame(() => {
    isLookingDue = false;
    mean(event.target.closest(".prose") ? noteAt(event.clientX, event.clientY) : undefined);
  });
});
document.addEventListener("click", (event) => {
  if (!event.target.closest(".prose") || event.target.closest("a, button, summary") || !getSelection().isCollapsed) return;
  const note = noteAt(event.clientX, event.clientY);
  if (note) show(note);
});

function show(note) {
  note.closest("details.own")?.setAttribute("open", "");
  mean(note);
  note.scrollIntoView({ block: "nearest" });
}

// Words chosen by mouse, touch or keys: a bar below them, which Tab reaches after the text.

const bar = Object.assign(document.createElement("div"), { className: "pick" });
bar.setAttribute("role", "toolbar");
bar.setAttribute("aria-label", "With the chosen words");
for (const [words, kind, act] of [["Highlight", "", () => highlight(chosen)], ["Note", "quiet", () => note(chosen)], ["Unclear?", "quiet", () => tell(chosen)]]) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: `button ${kind}`, textContent: words });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the words stay chosen
  button.addEventListener("click", () => { act(); bar.remove(); });
  bar.append(button);
}
bar.addEventListener("keydown", (event) => { if (event.key === "Escape") { bar.remove(); getSelection().collapseToEnd(); } });
let chosen; // {section, start, end} in the words of a section
let timer = 0;
let isPointing = false;

document.addEventListener("pointerdown", ({ target }) => { isPointing = !bar.contains(target); });
for (const event of ["pointerup", "pointercancel"]) {
  document.addEventListener(event, ({ target }) => {
    isPointing = false;
    if (!bar.contains(target)) offer();
  });
}
document.addEventListener("selectionchange", () => { clearTimeout(timer); timer = setTimeout(offer, 200); });
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && bar.isConnected) bar.remove(); });

function offer() {
  if (isPointing || bar.contains(document.activeElement)) return;
  const selection = getSelection();
  chosen = selection.isCollapsed || !selection.rangeCount ? undefined : inSection(selection.getRangeAt(0));
  if (!chosen) { bar.remove(); return; }
  const column = chosen.section.querySelector(".section-text");
  if (bar.parentElement !== column) column.append(bar);
  const { text, places } = wordsIn(chosen.section);
  const boxes = [...rangeOf({ text, places }, chosen.start, chosen.end).getClientRects()];
  const top = Math.min(...boxes.map((box) => box.top));
  const last = boxes.reduce((one, other) => (other.bottom > one.bottom ? other : one));
  // Below, where the menu of a phone does not stand; above only where there is no room below.
  const isRoom = last.bottom + 8 + bar.offsetHeight < innerHeight;
  const y = isRoom || top < bar.offsetHeight + 8 ? last.bottom + 8 : top - bar.offsetHeight - 8;
  const frame = (bar.offsetParent ?? document.documentElement).getBoundingClientRect();
  const x = Math.max(8, Math.min(last.left, document.documentElement.clientWidth - bar.offsetWidth - 8));
  bar.style.left = `${x - frame.left}px`;
  bar.style.top = `${y - frame.top}px`;
}

// The part of a selection that lies in one section's text.
function inSection(range) {
  for (const section of sections.keys()) {
    if (!range.intersectsNode(section.querySelector(".section-text"))) continue;
    const { places } = wordsIn(section);
    const inside = (at) => places[at] && range.comparePoint(places[at][0], places[at][1]) === 0 && range.comparePoint(places[at][0], places[at][1] + 1) === 0;
    let start = places.findIndex((_, at) => inside(at));
    if (start < 0) continue;
    let end = start;
    while (inside(end)) end += 1;
    const { text } = wordsIn(section);
    const isInWord = (at) => WORD.test(text[at - 1] ?? "") && WORD.test(text[at] ?? "");
    while (isInWord(start)) start -= 1;
    while (isInWord(end)) end += 1;
    return trimmed(section, start, end);
  }
  return undefined;
}

function trimmed(section, start, end) {
  const { text } = wordsIn(section);
  while (start < end && text[start] === " ") start += 1;
  while (start < end && text[end - 1] === " ") end -= 1;
  return start < end ? { section, start, end } : undefined;
}

function quoteOf({ section, start, end }) {
  const { text } = wordsIn(section);
  return { quote: text.slice(start, end), before: text.slice(Math.max(0, start - SURROUNDINGS), start), after: text.slice(end, end + SURROUNDINGS) };
}

function fill(passage) {
  const form = passage.section.querySelector(".own-new");
  for (const [name, value] of Object.entries(quoteOf(passage))) form.elements[name].value = value;
  return form;
}

function highlight(passage) {
  if (!passage) return;
  if (passage.end - passage.start > LONGEST_QUOTE) { note(passage); return; } // the server says so, beside the form
  const form = fill(passage);
  form.elements.words.value = "";
  getSelection().empty();
  form.requestSubmit();
}

function note(passage) {
  if (!passage) return;
  const form = fill(passage);
  form.closest("details").open = true;
  form.elements.words.focus();
  form.scrollIntoView({ block: "nearest" });
}

// Leads to the form in which the authors are told something about a passage.
function tell(passage) {
  const link = passage?.section.querySelector("[data-tell]");
  if (!link) return;
  const { quote, before, after } = quoteOf(passage);
  // One more than is allowed: the server says so, beside the form.
  location.assign(`${link.href}?${new URLSearchParams({ quote: quote.slice(0, LONGEST_QUOTE + 1), before, after })}`);
}

// What is typed by hand into "the words it is about" has no surroundings.
document.addEventListener("input", (event) => {
  const form = event.target.closest(".own-new");
  if (form && event.target.name === "quote") form.elements.before.value = form.elements.after.value = "";
});

// Forms of a fold are sent in place; where that fails they are sent as a page, which says why.

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const fold = form.closest(".own");
  if (!fold || event.defaultPrevented) return;
  event.preventDefault();
  if (form.dataset.isSent) return;
  form.dataset.isSent = "yes";
  const action = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  const answer = await fetch(action, {
    method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "text/html", "X-Fragment": "1" }, credentials: "same-origin",
  }).catch(() => undefined);
  delete form.dataset.isSent;
  const fresh = answer?.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".own") : undefined;
  if (!fresh) { form.action = action; form.submit(); return; }
  take(fold, fresh, Boolean(form.elements.words.value) || form.matches(".own-removed"));
});

function take(fold, fresh, isSeen) {
  const known = new Set([...fold.querySelectorAll(".own-note")].map((each) => each.id));
  const wasOpen = fold.open;
  fold.replaceWith(fresh);
  // In the margin the list stands without the fold, which only holds the form there.
  const isBeside = matchMedia("(min-width: 62rem)").matches && CSS.supports("selector(::details-content)");
  fresh.open = isBeside ? Boolean(fresh.querySelector(".own-removed")) : wasOpen || isSeen;
  ready(fresh);
  light();
  const added = [...fresh.querySelectorAll(".own-note")].find((each) => !known.has(each.id));
  if (added) mean(added);
  (fresh.querySelector(".own-removed button") ?? fresh.querySelector("summary")).focus({ preventScroll: true });
  say(added ? (added.querySelector(".own-words") ? "Note kept." : "Highlighted.") : fresh.querySelector(".own-removed span")?.textContent ?? "Saved.");
}

const spoken = Object.assign(document.createElement("p"), { className: "visually-hidden" });
spoken.setAttribute("role", "status");
document.querySelector("main").append(spoken);

function say(words) { spoken.textContent = words; }

// By keyboard alone: "Choose a passage" moves through a section's text by sentence.

function ready(fold) {
  const button = fold.querySelector("[data-choose]");
  button.hidden = false;
  button.addEventListener("click", () => choose(fold.closest(".section"), button));
}

function sentencesOf(section) {
  const { text } = wordsIn(section);
  const cut = globalThis.Intl?.Segmenter
    ? [...new Intl.Segmenter("en", { granularity: "sentence" }).segment(text)].map(({ index, segment }) => [index, index + segment.length])
    : [...text.matchAll(/[^.!?]+[.!?]*\s*/g)].map((found) => [found.index, found.index + found[0].length]);
  return cut.map(([start, end]) => trimmed(section, start, end)).filter(Boolean);
}

function choose(section, button) {
  const sentences = sentencesOf(section);
  if (!sentences.length) return;
  let [first, last] = [0, 0];
  const box = Object.assign(document.createElement("div"), { className: "choosing", tabIndex: 0 });
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", "Choose a passage");
  const help = Object.assign(document.createElement("p"), { textContent: "Up and down arrows: by sentence. With Shift: more or less. Enter: note. H: highlight. T: tell the authors. Escape: leave." });
  const shown = document.createElement("p");
  box.append(shown, help);
  section.querySelector(".section-text").append(box);
  box.focus({ preventScroll: true });
  const passage = () => ({ section, start: sentences[first].start, end: sentences[last].end });
  let isLeft = false;
  const letters = { h: highlight, t: tell };
  const leave = (act) => {
    if (isLeft) return; // taking the box away takes the focus from it
    isLeft = true;
    lit?.chosen.clear();
    box.remove();
    if (act) act(passage()); else button.focus();
  };
  const draw = () => {
    const range = rangeOf(wordsIn(section), passage().start, passage().end);
    lit?.chosen.clear();
    lit?.chosen.add(range);
    const many = last > first ? `Sentences ${first + 1} to ${last + 1}` : `Sentence ${first + 1}`;
    shown.textContent = `${many} of ${sentences.length}`;
    say(`${shown.textContent}: ${quoteOf(passage()).quote}`);
    const { top, bottom } = range.getBoundingClientRect();
    if (top < 60 || bottom > innerHeight - box.offsetHeight - 20) scrollBy({ top: top - innerHeight / 3 });
  };
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") leave();
    else if (event.key === "Enter") leave(note);
    else if (event.key.toLowerCase() in letters && !event.ctrlKey && !event.metaKey && !event.altKey) leave(letters[event.key.toLowerCase()]);
    else if (event.key === "Home" || event.key === "End") { first = last = event.key === "Home" ? 0 : sentences.length - 1; draw(); }
    else if (step && event.shiftKey) { last = Math.max(first, Math.min(sentences.length - 1, last + step)); draw(); }
    else if (step) { first = last = Math.max(0, Math.min(sentences.length - 1, (step > 0 ? last : first) + step)); draw(); }
    else return;
    event.preventDefault();
  });
  box.addEventListener("blur", () => leave(() => undefined));
  draw();
}

document.querySelectorAll(".own").forEach(ready);
light();
if (location.hash.startsWith("#own-")) {
  const target = document.getElementById(location.hash.slice(1));
  if (target) show(target);
}
if (!getSelection().isCollapsed) offer();
