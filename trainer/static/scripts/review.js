// Reviewing a document: the number of a line fills in the form beside the text, words that were typed stay in this tab
// until the page shows them kept, and keeping a comment comes back to where one was reading.

const form = document.getElementById("add");
const key = `review:${location.pathname}`;

if (form) {
  const { draft, line, words } = form.elements;
  const before = recall();
  if (before && document.getElementById(`unsent-${before.id}`)) forget();
  else if (before?.words && !words.value) {
    [draft.value, line.value, words.value] = [before.id, line.value || before.line, before.words];
  }
  if (before?.top && !location.search) scrollTo({ top: before.top, behavior: "instant" });

  form.addEventListener("input", () => remember());
  form.addEventListener("submit", () => remember(scrollY));
  document.querySelector(".review-source .source").addEventListener("click", (event) => {
    const number = event.target.closest(".no a");
    if (!number) return;
    event.preventDefault();
    line.value = new URL(number.href).searchParams.get("line");
    words.focus();
  });

  function remember(top) { store(JSON.stringify({ id: draft.value, line: line.value, words: words.value, top })); }
}

function recall() {
  try { return JSON.parse(sessionStorage.getItem(key)); } catch { return undefined; }
}

function store(text) {
  try { sessionStorage.setItem(key, text); } catch { /* A browser that keeps nothing still sends the form. */ }
}

function forget() {
  try { sessionStorage.removeItem(key); } catch { /* as above */ }
}
