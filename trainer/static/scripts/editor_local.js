// Keeps an author's words in this browser until the server has them: localStorage, by course, path, person and page.

const FRESH = 30_000; // ms: another page that is alive tells of itself more often than this

export function keeper(room) {
  const { course, path, person } = room.dataset;
  const all = `words|${course}|${path}|${person}|`;
  const before = all + sessionStorage["words-page"]; // the page that was in this tab, which is certainly gone
  sessionStorage["words-page"] = crypto.getRandomValues(new Uint32Array(2)).join("");
  const own = all + sessionStorage["words-page"];
  return {
    // Tells whether the words are kept.
    keep(text, seen) {
      try {
        localStorage.setItem(own, JSON.stringify({ text, ...seen, at: Date.now() }));
        return true;
      } catch {
        return false;
      }
    },
    letGo(key = own) { localStorage.removeItem(key); },
    // What earlier pages could not hand over: those of this tab, and those of pages that are silent.
    found(text) {
      const found = [];
      for (const key of Object.keys(localStorage).filter((each) => each.startsWith(all))) {
        const words = read(key);
        if (key === own) continue;
        if (!words || words.text === text) localStorage.removeItem(key);
        else if (key === before || Date.now() - words.at > FRESH) found.push({ key, ...words });
      }
      return found.sort((one, other) => other.at - one.at);
    },
  };
}

function read(key) {
  try {
    const words = JSON.parse(localStorage.getItem(key));
    return typeof words.text === "string" && typeof words.at === "number" ? words : undefined;
  } catch {
    return undefined;
  }
}
