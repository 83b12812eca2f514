// On every page of somebody who is signed in: lets this browser keep modules for reading offline where that was chosen
// (`data-keeps` on <html>) and forgets them where it was not, and fetches the suggestions of a search box
// (`input[data-search]`, whose `data-script` names the script) when it takes the focus.

const page = document.documentElement.dataset;

if (navigator.serviceWorker && page.offline === undefined) page.keeps ? keep() : letGo();

async function keep() {
  const { serviceWorker } = navigator;
  await serviceWorker.register("/offline.js", { updateViaCache: "none" }).catch(() => undefined);
  if (serviceWorker.controller) return;
  const { active } = await serviceWorker.ready;
  active.postMessage({ keep: location.pathname }); // this page came before the worker
}

async function letGo() {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    await registration.unregister();
    await forget("");
  }
}

async function forget(kind) {
  for (const name of await caches.keys()) if (name.startsWith(kind)) await caches.delete(name);
}

// `button[data-forget]` wipes what is kept, and says so in the element after it.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-forget]");
  if (!button || !window.caches) return;
  await forget("kept-");
  document.querySelector("[data-kept]")?.replaceChildren();
  button.nextElementSibling.textContent = button.dataset.forget;
});

// Paper: a button in each `[data-print]`, and the words of `[data-paper]` with the day below every sheet.
for (const place of document.querySelectorAll("[data-print]")) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button link", textContent: place.dataset.print });
  button.addEventListener("click", () => print());
  place.append(button);
}

addEventListener("beforeprint", () => {
  const words = document.querySelector("[data-paper]")?.dataset.paper;
  const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  if (words) document.documentElement.style.setProperty("--paper-foot", JSON.stringify(`${words} · printed on ${day}`));
});

document.addEventListener("focusin", ({ target }) => {
  if (target.matches("input[data-search]")) import(target.dataset.script ?? "./search.js").catch(() => undefined);
});
