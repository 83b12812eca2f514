// Reading a module: marks the section in view in the contents, shows the note that a mark means, tells the server once
// when a section was opened, answers knowledge checks in place, and loads what exercises and notes need.
//
// A section that has not been opened carries `data-opened-url`; after three seconds in view its URL is posted with the
// CSRF token of <meta name="csrf-token">. Without this script nothing is lost: finishing a section counts as opening it.

const STAY = 3000; // ms
const token = document.querySelector('meta[name="csrf-token"]')?.content;
const script = document.getElementById("module-script");
const inView = new Set();
const timers = new Map();
const sections = [...document.querySelectorAll(".section[id]")];

const watch = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) inView.add(target); else inView.delete(target);
    if (target.dataset.openedUrl) isIntersecting ? startCounting(target) : stopCounting(target);
  }
  markCurrent(sections.find((section) => inView.has(section)));
}, { rootMargin: "-15% 0px -55% 0px" });

for (const section of sections) watch.observe(section);

// A link of the contents, chosen on a phone, closes them so that the section is in sight.
document.querySelector(".contents ol")?.addEventListener("click", (event) => {
  if (event.target.closest("a")) event.target.closest("details").open = false;
});

function markCurrent(section) {
  if (!section) return;
  for (const link of document.querySelectorAll(".contents ol a")) {
    if (link.hash === `#${section.id}`) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
  }
}

function startCounting(section) {
  if (!timers.has(section)) timers.set(section, setTimeout(() => opened(section), STAY));
}

function stopCounting(section) {
  clearTimeout(timers.get(section));
  timers.delete(section);
}

async function opened(section) {
  const url = section.dataset.openedUrl;
  delete section.dataset.openedUrl;
  const answer = await fetch(url, {
    method: "POST", headers: { Accept: "application/json", "X-CSRFToken": token }, credentials: "same-origin", keepalive: true,
  }).catch(() => undefined);
  if (!answer) section.dataset.openedUrl = url; // offline: counted when it comes into view again
  timers.delete(section);
}

// A mark in the text and its note in the margin of its section: pointing lights the note up; following the mark leads to
// the note instead of to the list of sources or the glossary, and Escape leads back.

const beside = (mark, section) => mark.matches(".term")
  ? document.getElementById(section.id.replace("section-", "note-") + mark.hash.replace("#", "-"))
  : [...section.querySelectorAll(".note-source")].find((each) => each.querySelector(".name").textContent === mark.textContent);

for (const mark of document.querySelectorAll(".section-text :is(.cite, .term)")) {
  const note = beside(mark, mark.closest(".section"));
  if (!note) continue;
  const light = (isOn) => () => note.classList.toggle("is-meant", isOn);
  for (const event of ["mouseenter", "focus"]) mark.addEventListener(event, light(true));
  for (const event of ["mouseleave", "blur"]) mark.addEventListener(event, light(false));
  mark.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (!note.checkVisibility?.()) note.closest("details").open = true;
    light(true)();
    note.tabIndex = -1;
    note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
    note.onblur = light(false);
    note.onkeydown = ({ key }) => { if (key === "Escape") mark.focus(); };
  });
}

// Knowledge checks. `form[data-check]` is posted to its action with `Accept: text/html` and `X-Fragment: 1`; the answer
// is the check's element as it stands then (with status 422 the question and what to change), which takes the old one's
// place; its verdict, or else its first field, takes the focus. Anything else than a fragment (an error, a sign-in page)
// falls back to an ordinary submission. Without this script the page is reloaded.

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-check]");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  const old = form.closest(".check");
  const fragment = await ask(form, event.submitter);
  if (!fragment) {
    form.submit();
    return;
  }
  old.replaceWith(fragment);
  const verdict = fragment.querySelector("[data-verdict]") ?? fragment.querySelector("input:not([type=hidden]), select, textarea");
  verdict?.focus({ preventScroll: true });
  fragment.scrollIntoView({ block: "nearest" });
});

async function ask(form, submitter) {
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new URLSearchParams(new FormData(form, submitter)), headers: { Accept: "text/html", "X-Fragment": "1" }, credentials: "same-origin",
    });
    if ((!answer.ok && answer.status !== 422) || answer.redirected) return undefined;
    const read = new DOMParser().parseFromString(await answer.text(), "text/html");
    return read.querySelector(".check") ?? undefined;
  } catch {
    return undefined;
  }
}

// Exercises: whole without a script; that of its kind is loaded when one comes near (static/scripts/exercise_KIND.js).

const near = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    import(script.getAttribute(`data-${target.dataset.exercise}`)).then(({ enliven }) => enliven(target), () => undefined);
  }
}, { rootMargin: "50% 0px" });
for (const exercise of document.querySelectorAll(".exercise[data-exercise]")) near.observe(exercise);

// Notes: loaded where the page has some, where words are chosen, and where a fold of notes is opened.

const address = script.dataset.notes;
if (address) {
  const load = () => {
    document.removeEventListener("selectionchange", whenChosen);
    document.removeEventListener("toggle", whenOpened, true);
    import(address);
  };
  const whenChosen = () => { if (!getSelection().isCollapsed) load(); };
  const whenOpened = (event) => { if (event.target.matches(".own")) load(); };
  if (document.querySelector(".own-note")) {
    load();
  } else {
    document.addEventListener("selectionchange", whenChosen);
    document.addEventListener("toggle", whenOpened, true);
  }
}
