// Asks every second whether the folder shows something else by now, and then gets the page anew.

const shown = document.querySelector("[data-state-url]");

async function look() {
  try {
    const answer = await fetch(shown.dataset.stateUrl, { headers: { Accept: "application/json" } });
    if (answer.ok && String((await answer.json()).number) !== shown.dataset.number) {
      location.reload();
      return;
    }
  } catch {
    // The preview was stopped, or begins again.
  }
  setTimeout(look, 1000);
}

if (shown) setTimeout(look, 1000);
