// Tells that a document is open here, and says who else has it open and whether somebody has saved it since. The page
// works without: what two people save is merged or shown side by side.

const BEAT = 20_000; // ms: after a minute of silence somebody counts as gone

const place = document.querySelector("[data-at-work]");
beat();
setInterval(beat, BEAT);

async function beat() {
  const body = new FormData();
  body.set("csrf_token", document.querySelector("input[name=csrf_token]").value);
  const answer = await fetch(place.dataset.atWork, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" }).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return;
  const { colleagues, version } = await answer.json();
  const told = colleagues.map(([name]) => `${name} has this open too.`);
  if (version > Number(place.dataset.version)) told.push("Somebody has saved it since you opened it: what you save is put together with that.");
  const words = told.join(" ");
  if (place.textContent !== words) place.textContent = words; // said aloud only when something is new
}
