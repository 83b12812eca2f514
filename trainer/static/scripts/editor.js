// The page on which a document is written. Typing never waits: words are kept in this browser at once, sent a moment
// later, and what comes back (the version, what others wrote meanwhile, problems, the preview) is put in beside them.

const room = document.getElementById("writing");
const form = document.getElementById("text-form");
const area = form.elements.text;
const place = (name) => room.querySelector(`[data-${name}]`);
const load = (name) => import(room.dataset[name]);

const PAUSE = 1500; // ms after the last letter
const LONGEST = 6000; // ms with letters in between
const RETRY = 5000;
const BEAT = 20_000;
const LARGEST_ON_LEAVING = 60_000; // what browsers send after a page is gone

const [texts, surfaces, local] = await Promise.all([load("texts"), load("surface"), load("local")]);
const words = local.keeper(room);
const offered = words.found(area.value);
let surface = surfaces.inTextarea(area, typed);
let saved = area.value; // what the server has
let [due, keeping, first, sending, held, refusedAt] = [0, 0, 0, undefined, "", 0];

try {
  const cm = await load("vendor");
  surface = surfaces.inCodeMirror(cm, place("surface"), area, room.dataset.markdown === "yes", typed);
  saved = surface.text();
} catch {
  // The textarea does all that is needed.
}
room.classList.add("is-live");
form.querySelector("label[for=text]").addEventListener("click", () => surface.focus());
offer(offered);
showProblems(JSON.parse(place("problems").dataset.problems));
followScrolling();
beat();
setInterval(beat, BEAT);
const wanted = /^#line-(\d{1,6})$/.exec(location.hash); // from the page for publishing, which names a problem's line
if (wanted) surface.goTo(Number(wanted[1]));
load("tools").then(({ equip }) => equip(room, surface, { save: () => save(true), load, tell: announce }));

function isBehind() { return surface.text() !== saved; }

function seen() { return { version: form.elements.version.value, revision: form.elements.revision.value }; }

function typed() {
  first ||= Date.now();
  if (place("saved").dataset.state !== "failed" && !sending) say("changed", "Not saved yet");
  clearTimeout(keeping);
  keeping = setTimeout(keep, 300);
  wait(Math.max(0, Math.min(PAUSE, first + LONGEST - Date.now())));
}

function keep() {
  if (isBehind() && !words.keep(surface.text(), seen())) say("failed", "This browser keeps no words; keep this page open until they are saved.");
}

function wait(time) {
  clearTimeout(due);
  due = setTimeout(save, time);
}

async function save(isAsked = false) {
  clearTimeout(due);
  if (sending) return; // looks again when it ends
  if (held && !isAsked) return;
  if (!isBehind()) { if (isAsked) say("saved", "Everything is saved"); return; }
  [first, held] = [0, ""];
  const sent = surface.text();
  say("saving", "Saving…");
  sending = send(sent, false);
  const outcome = await sending;
  sending = undefined;
  if (outcome.version === undefined) { refused(outcome); return; }
  accept(sent, outcome);
  if (isBehind()) typed();
}

async function send(text, isLeaving) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ csrf_token: form.elements.csrf_token.value, text, ...seen() })) body.set(name, value);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin", keepalive: isLeaving });
    const said = (await answer.json().catch(() => undefined)) ?? {};
    return answer.ok ? said : { status: answer.redirected ? 401 : answer.status, message: said.message, theirs: said.version };
  } catch {
    return { status: 0 };
  }
}

function accept(sent, outcome) {
  const now = surface.text();
  if (outcome.text !== undefined) {
    const joined = now === sent ? outcome.text : texts.rebased(sent, now, outcome.text);
    if (joined === undefined) { wait(RETRY); return; } // both write in one line now: the server decides, from what was seen
    surface.replace(texts.changesOf(now, joined));
    announce("What somebody else wrote meanwhile has been put in.");
  }
  saved = outcome.text ?? sent;
  form.elements.version.value = outcome.version;
  form.elements.revision.value = outcome.revision ?? form.elements.revision.value;
  if (!isBehind()) { clearTimeout(keeping); words.letGo(); } else keep();
  for (const box of place("offers").querySelectorAll(".offer")) if (box.words === saved) box.remove();
  say("saved", outcome.text === undefined ? `Saved at ${outcome.saved_at}` : `Saved at ${outcome.saved_at}, with what somebody else wrote`);
  look();
}

function refused({ status, message, theirs }) {
  keep();
  if (status === 409) {
    [held, refusedAt] = ["diverged", theirs];
    say("failed", "Not saved: somebody else changed the same place. Your words are kept. ", ["Look at both texts", () => { area.value = surface.text(); form.submit(); }]);
  } else if (status === 422 || status === 413) {
    held = "refused";
    say("failed", message ?? "Not saved: the text is too long.");
  } else if (status === 403 || status === 404) {
    held = "refused";
    say("failed", "Not saved: you may not write this document any more. Your words are kept in this browser; copy them.");
  } else if (status === 400 || status === 401) {
    say("failed", "Not saved: you are no longer signed in. Your words are kept in this browser and are saved when you are back. ", ["Sign in on another page", () => open("/sign-in", "_blank", "noopener")]);
    setTimeout(async () => { await renewToken(); wait(0); }, RETRY);
  } else {
    say("failed", status ? "Not saved: the server does not answer. Your words are kept in this browser and sent again by themselves." : "Not saved: no connection. Your words are kept in this browser and sent by themselves.");
    wait(RETRY);
  }
}

// After somebody signed in again the page's own token is too old; the page as it would come now has the new one.
async function renewToken() {
  const answer = await fetch(location.pathname, { credentials: "same-origin" }).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#text-form input[name=csrf_token]");
  if (fresh) form.elements.csrf_token.value = fresh.value;
}

function say(state, told, action) {
  const status = place("saved");
  status.dataset.state = state;
  status.replaceChildren(told);
  if (!action) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button link", textContent: action[0] });
  button.addEventListener("click", action[1]);
  status.append(button);
}

function announce(told) { place("told").textContent = told; }

// Leaving, switching to another app, closing the lid.
addEventListener("pagehide", leave);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
addEventListener("pagehide", () => {
  const body = new FormData();
  body.set("csrf_token", form.elements.csrf_token.value);
  body.set("leaves", "yes");
  navigator.sendBeacon(room.dataset.atWorkUrl, body);
});
addEventListener("online", () => wait(0));
form.addEventListener("submit", (event) => { event.preventDefault(); save(true); });

async function leave() {
  if (!isBehind() || held) return;
  keep();
  const sent = surface.text();
  if (sending || sent.length > LARGEST_ON_LEAVING) return;
  sending = send(sent, true);
  const outcome = await sending;
  sending = undefined;
  if (outcome.version !== undefined) accept(sent, outcome); else wait(RETRY);
}

// Words of an earlier page that never reached the server.
function offer(found) {
  for (const each of found) {
    if ([...place("offers").children].some((box) => box.key === each.key)) continue;
    const box = Object.assign(document.createElement("div"), { className: "notice is-warning offer", key: each.key, words: each.text });
    const when = new Date(each.at);
    const isToday = when.toDateString() === new Date().toDateString();
    const time = when.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    const day = isToday ? "" : `${when.toLocaleDateString("en-GB", { day: "numeric", month: "long" })}, `;
    const title = Object.assign(document.createElement("p"), { textContent: `Words from ${day}${time} that did not reach the server.` });
    const actions = Object.assign(document.createElement("div"), { className: "actions" });
    const compared = Object.assign(document.createElement("pre"), { className: "compared", hidden: true, tabIndex: 0 });
    compared.setAttribute("aria-label", "What is different in them");
    for (const [label, done] of [
      ["Put them back", () => { putBack(each); box.remove(); }],
      ["Compare", () => { compare(compared, each.text); }],
      ["Forget them", () => { words.letGo(each.key); box.remove(); surface.focus(); }],
    ]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: label });
      button.addEventListener("click", done);
      actions.append(button);
    }
    const body = document.createElement("div");
    body.append(title, compared, actions);
    box.append(document.createElement("span"), body);
    place("offers").append(box);
  }
}

// They count as written from what their page had seen, so that the server merges them with what was saved since.
function putBack({ key, text, version, revision }) {
  surface.replace(texts.changesOf(surface.text(), text));
  form.elements.version.value = version;
  form.elements.revision.value = revision;
  words.letGo(key);
  keep();
  surface.focus();
  save(true);
}

function compare(box, text) {
  box.hidden = !box.hidden;
  const marks = { same: "  ", gone: "− ", new: "+ " };
  box.replaceChildren(...texts.differences(surface.text(), text).map(([kind, line]) =>
    Object.assign(document.createElement("span"), { className: `line-${kind}`, textContent: marks[kind] + line })));
}

// Others at the same document; what they saved meanwhile is fetched by saving what stands here.
async function beat() {
  const body = new FormData();
  body.set("csrf_token", form.elements.csrf_token.value);
  const answer = await fetch(room.dataset.atWorkUrl, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" }).catch(() => undefined);
  if (isBehind()) keep(); // tells other pages that this one is alive
  offer(words.found(saved));
  if (!answer?.ok) return;
  const { colleagues, version } = await answer.json();
  const names = colleagues.map(([name]) => name).join(", ");
  if (names !== place("colleagues").dataset.names) announce(names ? `${names} has this open too.` : "");
  place("colleagues").dataset.names = names;
  place("colleagues").textContent = colleagues.map(([name, seconds]) => `${name} has this open too, seen ${seconds === 1 ? "1 second" : `${seconds} seconds`} ago.`).join(" ");
  if (held === "diverged" && version !== refusedAt) { held = ""; wait(0); return; } // something else stands there now
  if (version > Number(form.elements.version.value) && !isBehind() && !sending && !held) {
    const sent = surface.text();
    sending = send(sent, false);
    const outcome = await sending;
    sending = undefined;
    if (outcome.version !== undefined) accept(sent, outcome);
  }
}

let [looking, again] = [false, false];
async function look() {
  if (looking) { again = true; return; }
  looking = true;
  const answer = await fetch(room.dataset.previewUrl, { headers: { Accept: "application/json" }, credentials: "same-origin" }).catch(() => undefined);
  if (answer?.ok && !answer.redirected) {
    const said = await answer.json();
    const pane = room.querySelector(".writing-look");
    const top = pane.scrollTop;
    place("look").innerHTML = said.html;
    place("figures").innerHTML = said.figures;
    showProblems(said.problems);
    pane.scrollTop = top;
  }
  looking = false;
  if (again) { again = false; look(); }
}

function showProblems(problems) {
  surface.mark(problems);
  const list = Object.assign(document.createElement("ul"), { className: "plain" });
  for (const [line, message, severity] of problems) {
    const link = Object.assign(document.createElement("a"), { href: "#text-form", className: "problem-line", textContent: `Line ${line}` });
    link.addEventListener("click", (event) => { event.preventDefault(); surface.goTo(line); });
    const item = Object.assign(document.createElement("li"), { className: `problem is-${severity}` });
    const mark = Object.assign(document.createElement("span"), { className: "problem-kind", textContent: severity === "error" ? "Stops publishing" : "To look at" });
    const said = document.createElement("span");
    said.append(link, ` ${message}`);
    item.append(mark, said);
    list.append(item);
  }
  place("problems").replaceChildren(problems.length ? list : Object.assign(document.createElement("p"), { className: "muted", textContent: "No problems." }));
}

function followScrolling() {
  const pane = room.querySelector(".writing-look");
  let frame = 0;
  surface.onScroll(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      if (pane.scrollHeight <= pane.clientHeight) return; // stacked on a narrow page
      const blocks = [...place("look").querySelectorAll("[data-line]")].map((each) => [Number(each.dataset.line), each.offsetTop]);
      const line = surface.topLine();
      const marks = [[1, 0], ...blocks, [surface.text().split("\n").length + 1, place("look").querySelector(".sources")?.offsetTop ?? pane.scrollHeight]];
      const index = marks.findLastIndex(([at]) => at <= line);
      const [[from, top], [to, end]] = [marks[index], marks[index + 1] ?? marks[index]];
      pane.scrollTop = top + (to > from ? ((line - from) / (to - from)) * (end - top) : 0);
    });
  });
}
