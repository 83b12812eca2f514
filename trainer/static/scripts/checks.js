// Answers knowledge checks in place.
//
// `form[data-check]` is posted to its action with `Accept: text/html` and `X-Fragment: 1`; the answer is the check's
// element as it stands then (with status 422 the question and what to change), which takes the old one's place; its
// verdict, or else its first field, takes the focus. Anything else than a fragment (an error, a sign-in page) falls back
// to an ordinary submission. Without this script the page is reloaded.

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
