// Compares texts by lines, and carries changes of one text over to another. Pure: no page, no network.

const LARGEST = 4_000_000; // comparisons; beyond it the whole stretch counts as changed

// What turns `before` into `after`: [from, to, words] with offsets in `before`, in order, whole lines each.
export function changesOf(before, after) {
  if (before === after) return [];
  const [old, fresh] = [linesOf(before), linesOf(after)];
  let top = 0;
  while (top < old.length && top < fresh.length && old[top] === fresh[top]) top += 1;
  let end = 0;
  while (end < old.length - top && end < fresh.length - top && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const [a, b] = [old.slice(top, old.length - end), fresh.slice(top, fresh.length - end)];
  const pairs = a.length * b.length > LARGEST ? [] : shared(a, b);
  const starts = offsets(old);
  const changes = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...pairs, [a.length, b.length]]) {
    if (x > i || y > j) changes.push([starts[top + i], starts[top + x], b.slice(j, y).join("")]);
    [i, j] = [x + 1, y + 1];
  }
  return changes;
}

export function applied(text, changes) {
  let [made, at] = ["", 0];
  for (const [from, to, words] of changes) { made += text.slice(at, from) + words; at = to; }
  return made + text.slice(at);
}

// Somebody goes on typing while what was `sent` is merged on the server: what they have `now`, with what the server
// changed. Undefined where both changed the same lines.
export function rebased(sent, now, merged) {
  const [theirs, mine] = [changesOf(sent, merged), changesOf(sent, now)];
  const both = [...theirs, ...mine].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  for (let i = 1; i < both.length; i += 1) {
    const [before, after] = [both[i - 1], both[i]];
    if (after[0] < before[1] || (after[0] === before[0] && after[1] === before[1])) return undefined;
  }
  return applied(sent, both);
}

// Lines that differ, for people: [["same" | "gone" | "new", words], …], with `around` lines of what is the same.
export function differences(before, after, around = 1) {
  const rows = [];
  let at = 0;
  const same = (words) => {
    const lines = linesOf(words);
    const cut = lines.length > 2 * around + 1 ? [...lines.slice(0, rows.length ? around : 0), "…\n", ...lines.slice(-around)] : lines;
    for (const line of cut) rows.push(["same", line]);
  };
  for (const [from, to, words] of changesOf(before, after)) {
    same(before.slice(at, from));
    for (const line of linesOf(before.slice(from, to))) rows.push(["gone", line]);
    for (const line of linesOf(words)) rows.push(["new", line]);
    at = to;
  }
  return rows;
}

function linesOf(text) { return text.match(/[^\n]*\n|[^\n]+$/g) ?? []; }

function offsets(lines) {
  const starts = [0];
  for (const line of lines) starts.push(starts.at(-1) + line.length);
  return starts;
}

// The longest sequence of lines that both hold, as pairs of places.
function shared(a, b) {
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = a[i] === b[j] ? longest[(i + 1) * width + j + 1] + 1 : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) { pairs.push([i, j]); i += 1; j += 1; }
    else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}
