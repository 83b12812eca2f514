// Asks what came of a publication, and shows the page anew when something did.

let asked = 0;

async function look() {
  asked += 1;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "application/json" } });
    if (answer.ok && (await answer.json()).state !== "waiting") {
      location.reload();
      return;
    }
  } catch {
    // The network is away for a moment: the next look says more.
  }
  if (asked < 120) setTimeout(look, 1000);
  else location.reload();
}

setTimeout(look, 1000);
