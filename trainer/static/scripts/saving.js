// Saves the answers of `form[data-saves]` as they are chosen, and says so in `[data-saved]`.
//
// Each change posts the whole form to its own action with `Accept: application/json`; the server answers
// {"number": n, "saved_at": "10:42"} and n goes into the hidden field `number`, so that the next save builds on this
// one. 409 with {"resubmit": true} sends the form as a page, with {"location": url} goes there; another refusal may carry {"message": words}. Saves follow one another,
// never overlap. What could not be sent stays on the page and is tried again. Without this script a button saves.

const RETRY_AFTER = 4000; // ms
const TYPING_PAUSE = 700; // ms

for (const form of document.querySelectorAll("form[data-saves]")) keepSaved(form);

function keepSaved(form) {
  const status = form.querySelector("[data-saved]") ?? document.querySelector("[data-saved]");
  form.classList.add("saves-itself"); // its button for saving by hand is not needed then
  let isDirty = false;
  let sending; // the promise of the running save
  let isLeaving = false;
  let timer = 0;

  form.addEventListener("change", () => wait(0));
  form.addEventListener("input", (event) => {
    if (event.target.matches("input[type=text], textarea")) wait(TYPING_PAUSE);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!sending) { isLeaving = true; return; }
    event.preventDefault(); // the page goes on with the number that the running save brings
    sending.then(() => form.requestSubmit(event.submitter));
  });
  addEventListener("pageshow", () => { isLeaving = false; });
  addEventListener("online", () => { if (isDirty) wait(0); });
  addEventListener("beforeunload", (event) => { if (isDirty && !isLeaving) event.preventDefault(); });

  function wait(time) {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, time);
  }

  async function save() {
    if (sending || isLeaving) return; // the running save looks again when it ends
    isDirty = false;
    show("saving", "Saving…");
    sending = send();
    const failure = await sending;
    sending = undefined;
    if (failure) {
      isDirty = true;
      show("failed", failure.words);
      if (failure.isWorthAnother) wait(RETRY_AFTER);
    } else if (isDirty) {
      wait(0);
    }
  }

  // Returns nothing when saved, else the words to show and whether trying again can help.
  async function send() {
    let answer;
    try {
      answer = await fetch(form.action, {
        method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" }, credentials: "same-origin", keepalive: true,
      });
    } catch {
      return { words: "Not saved: no connection. Your answer stands on this page only. Keep the page open; it is sent again by itself.", isWorthAnother: true };
    }
    const said = (await answer.json().catch(() => undefined)) ?? {};
    if (answer.status === 409 && said.resubmit) {
      isLeaving = true; // sent as a page: the server shows both answers, and the person chooses
      form.submit();
      return undefined;
    }
    if (answer.status === 409 && said.location) {
      isLeaving = true;
      location.assign(said.location);
      return undefined;
    }
    if (answer.ok && said.saved_at) {
      if (said.number !== undefined && form.elements.number) form.elements.number.value = said.number;
      show("saved", `Saved at ${said.saved_at}`);
      return undefined;
    }
    if (answer.redirected || answer.status === 401) {
      return { words: "Not saved: you are no longer signed in. Sign in on another page; this one then saves by itself.", isWorthAnother: true };
    }
    const isWorthAnother = answer.status >= 500 || answer.status === 429;
    const after = isWorthAnother ? "It is sent again by itself." : "Please load the page again and look at your answer.";
    return { words: said.message ?? `Not saved: the server did not accept it. ${after}`, isWorthAnother };
  }

  function show(state, words) {
    if (!status) return;
    status.dataset.state = state;
    status.textContent = words;
  }
}
