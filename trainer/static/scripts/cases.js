// Time pressure in a case, which is shown only; and what changed on the monitor, read aloud when the page has come.
// Nothing is decided by it, and the page works without this.

for (const live of document.querySelectorAll("[data-case-announce]")) {
  const words = live.textContent;
  live.textContent = "";
  setTimeout(() => { live.textContent = words; }, 600);
}

for (const shown of document.querySelectorAll("[data-case-seconds]")) {
  const all = Number(shown.dataset.caseSeconds);
  const spoken = shown.closest(".case-hurry").querySelector("[role=status]");
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const left = Math.max(0, Math.ceil(all - (performance.now() - startedAt) / 1000));
    shown.textContent = left ? `About ${left} s left, as it would be in the room.` : "In the room this moment would have passed. You can still choose.";
    if (!left) {
      spoken.textContent = shown.textContent;
      clearInterval(timer);
    }
  }, 1000);
}
