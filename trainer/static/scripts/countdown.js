// Keeps the time left true between two pages, by the server's clock.
//
// `[data-due-at]` and `[data-now]` are the server's times as the page was made; the element's own text is replaced each
// second, and the status beside it speaks at five minutes, at one minute, and at the end. The server decides, not this.

for (const shown of document.querySelectorAll("[data-due-at]")) count(shown);

function count(shown) {
  const spoken = shown.parentElement.querySelector("[role=status]");
  const atStart = Date.parse(shown.dataset.dueAt) - Date.parse(shown.dataset.now);
  const startedAt = performance.now();
  let before = Infinity;
  const timer = setInterval(tick, 1000);
  tick();

  function tick() {
    const left = Math.max(0, Math.ceil((atStart - (performance.now() - startedAt)) / 1000));
    const words = left === 0 ? "Time is up. What was saved counts." : `${inWords(left)} left`;
    shown.textContent = words;
    shown.parentElement.classList.toggle("is-short", left <= 60);
    const isDue = (before > 300 && left <= 300) || (before > 60 && left <= 60) || left === 0;
    if (spoken && isDue && before !== Infinity) spoken.textContent = words;
    before = left;
    if (left === 0) clearInterval(timer);
  }
}

function inWords(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (seconds > 300) return `${Math.ceil(seconds / 60)} minutes`;
  if (seconds % 60 === 0 && minutes) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  return minutes ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
