// Makes Markdown of what a word processor or a web page puts on the clipboard: headings, lists, tables, quotes, notes.

const BLOCKS = new Set(["ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "CAPTION", "DD", "DIV", "DL", "DT", "FIGCAPTION", "FIGURE", "FOOTER", "FORM", "H1", "H2", "H3", "H4", "H5", "H6", "HEADER", "HR", "LI", "MAIN", "NAV", "OL", "P", "PRE", "SECTION", "TABLE", "UL"]);
const LEFT_OUT = "script, style, head, meta, link, title, template, iframe, object, embed, svg, math, button, input, select, textarea, noscript, xml, "
  + "del, .msocomanchor, .msocomtxt, .MsoCommentReference, [data-style*='mso-element:comment'], [data-style*='mso-hide:all'], .mw-editsection, sup.reference, .sr-only";
const REFERENCE = /#_?(?:ftn|edn|ftnt|sdfootnote|sdendnote)(\d+)(?:sym)?$/; // leads to a note
const BACK = /#_?(?:(?:ftn|edn)ref|ftnt_ref|sdfootnote|sdendnote)(\d+)(?:anc)?$/; // leads from a note to its reference
const NOTE = "[data-style*='mso-element:footnote']:not([data-style*='list']), [data-style*='mso-element:endnote']:not([data-style*='list']), [id^='sdfootnote'], [id^='sdendnote']";

let made; // what one pasting comes to: the notes by the number that they had, the pictures, how headings are moved

// `text` is where it is put in; `idOf(words, text)` makes an id that is free there. Gives the words and how many
// pictures could not come along; no words where the plain text is the better one.
export function markdownOf(html, text, idOf) {
  const body = parsed(html);
  const only = body.children.length === 1 && !body.textContent.replace(body.children[0].textContent, "").trim() && body.children[0];
  if (only && (only.tagName === "PRE" || /white-space:\s*pre\s*(?:;|$)/i.test(only.dataset.style ?? ""))) return { words: "", pictures: 0 };
  const titles = body.querySelectorAll("h1, .MsoTitle, [role=heading][aria-level='1']").length;
  made = { text, idOf, notes: new Map(), pictures: 0, deeper: titles > 1 ? 1 : 0 };
  const notes = takeNotes(body);
  const blocks = [...blocksOf(body), ...notes()];
  return { words: blocks.join("\n\n").replace(/\n{3,}/g, "\n\n").trim(), pictures: made.pictures };
}

function parsed(html) {
  // Styles are read and never applied, and the policy would complain of them and of handlers.
  const quiet = html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-on="));
  const { body } = new DOMParser().parseFromString(quiet, "text/html");
  for (const each of body.querySelectorAll("[data-style]")) each.dataset.style = each.dataset.style.replace(/\s*:\s*/g, ":");
  for (const each of body.querySelectorAll(LEFT_OUT)) each.remove();
  for (const each of [...body.querySelectorAll("*")]) if (/display:none/i.test(each.dataset.style ?? "")) each.remove();
  return body;
}

// Takes the notes out of their place and gives what writes them at the end.
function takeNotes(body) {
  const found = [];
  for (const back of [...body.querySelectorAll("a[href]")].filter((each) => BACK.test(each.getAttribute("href")))) {
    const number = BACK.exec(back.getAttribute("href"))[1];
    if (REFERENCE.test(back.getAttribute("href")) && !back.closest(NOTE)) continue;
    const note = back.closest(NOTE) ?? back.closest("li, p, div") ?? back;
    if (note.contains(body) || made.notes.has(number)) continue;
    let key = found.length + 1;
    while (made.text.includes(`[^${key}]`) || [...made.notes.values()].includes(key)) key += 1;
    made.notes.set(number, key);
    back.remove();
    found.push([key, note]);
    note.remove();
  }
  for (const list of body.querySelectorAll("[data-style*='-list']")) if (!list.textContent.trim()) list.remove();
  return () => found.map(([key, note]) => `[^${key}]: ${blocksOf(note).join(" ").replaceAll("\n", " ")}`);
}

function blocksOf(node) {
  const blocks = [];
  let loose = []; // what stands in no block of its own
  let items = []; // paragraphs that a word processor marks as items of a list
  const flush = () => { blocks.push(...paragraphs(inlines(loose))); loose = []; };
  const flushList = () => { if (items.length) blocks.push(listOfWord(items)); items = []; };
  for (const child of node.childNodes) {
    const isElement = child.nodeType === Node.ELEMENT_NODE;
    if (isElement && (BLOCKS.has(child.tagName) || holdsBlocks(child))) {
      flush();
      if (/mso-list:l\d/i.test(child.dataset.style ?? "") && !/^H\d/.test(child.tagName)) { items.push(child); continue; }
      flushList();
      blocks.push(...blockOf(child));
    } else if (isElement || child.nodeType === Node.TEXT_NODE) {
      if (child.textContent.trim()) flushList();
      loose.push(child);
    }
  }
  flush();
  flushList();
  return joinedLists(blocks.filter(Boolean));
}

function blockOf(node) {
  const { tagName, className } = node;
  const level = levelOf(node);
  if (level) return headingOf(node, level);
  if (tagName === "UL" || tagName === "OL") return [listOf(node)];
  if (tagName === "TABLE") return tableOf(node);
  if (tagName === "HR") return ["---"];
  if (tagName === "PRE") return [fenced(node.textContent.replace(/\n$/, ""))];
  if (tagName === "DL") return definitionsOf(node);
  if (tagName === "BLOCKQUOTE" || /^Mso(?:Intense)?Quote/.test(className)) return [blocksOf(node).join("\n\n").split("\n").map((line) => (line ? `> ${line}` : ">")).join("\n")];
  return blocksOf(node);
}

function levelOf(node) {
  if (/^H[1-6]$/.test(node.tagName)) return Number(node.tagName[1]);
  if (node.className === "MsoTitle") return 1;
  return node.getAttribute("role") === "heading" ? Number(node.getAttribute("aria-level")) || 2 : 0;
}

// A title holds words only: no links, no notes, no pictures, and it is strong by itself.
function headingOf(node, level) {
  const pictures = [...node.querySelectorAll("img")];
  for (const each of [...pictures, ...node.querySelectorAll("sup, br")]) each.replaceWith(" ");
  for (const each of node.querySelectorAll("a")) each.replaceWith(...each.childNodes);
  const words = tidy(inlines(node.childNodes)).replace(/(?<!\\)\*\*/g, "").replaceAll("\n", " ");
  const depth = Math.max(2, Math.min(4, level + made.deeper));
  const after = pictures.map(pictureOf).filter(Boolean);
  if (!words) return after;
  if (depth > 2) return [`${"#".repeat(depth)} ${words}`, ...after];
  const id = made.idOf(words, made.text);
  made.text += `{#${id}}`;
  return [`## ${words} {#${id}}`, ...after];
}

function listOf(list) {
  const lines = [];
  let number = Number(list.getAttribute("start")) || 1;
  for (const item of list.children) {
    if (item.tagName === "UL" || item.tagName === "OL") { lines.push(indented(listOf(item))); continue; } // as some write them
    if (item.tagName !== "LI") continue;
    const mark = list.tagName === "OL" ? `${number}.` : "-";
    number += 1;
    const [first = "", ...others] = blocksOf(item);
    const own = isList(first) ? ["…", first] : [first];
    const words = [...own, ...others].map((each, place) => (place ? (isList(each) ? "\n" : "\n\n") + indented(each) : each.replaceAll("\n", "\n   "))).join("");
    const missing = Math.max(0, (Number(item.getAttribute("aria-level")) || 1) - depthOf(item));
    lines.push(indented(`${mark} ${words}`, missing));
  }
  return lines.join("\n");
}

function depthOf(item) {
  let depth = 0;
  for (let node = item.parentElement; node; node = node.parentElement) if (node.tagName === "UL" || node.tagName === "OL") depth += 1;
  return depth;
}

// Word writes each item as a paragraph with its mark in it.
function listOfWord(items) {
  const counts = [];
  return items.map((item) => {
    const depth = Number(/level(\d)/i.exec(item.dataset.style ?? "")?.[1] ?? 1) - 1;
    const mark = item.querySelector("[data-style*='mso-list:Ignore']");
    const shown = (mark?.textContent ?? "").replace(/[\s\u00a0]+/g, "");
    mark?.remove();
    counts.length = depth + 1;
    counts[depth] = counts[depth] ? counts[depth] + 1 : Number(/^\(?(\d+)[.)]/.exec(shown)?.[1] ?? 1);
    const isNumbered = /^\(?(?:\d+(?:\.\d+)*|[a-z]{1,5})[.)]$/i.test(shown) || /^\d+(?:\.\d+)+$/.test(shown);
    return indented(`${isNumbered ? `${counts[depth]}.` : "-"} ${tidy(inlines(item.childNodes)).replaceAll("\n", " ")}`, depth);
  }).join("\n");
}

// Items that stand in lists of their own are one list, as long as they have the same marks.
function joinedLists(blocks) {
  const joined = [];
  for (const block of blocks) {
    const before = joined.at(-1);
    const kind = (text) => (/^\s*-/.test(text) ? "-" : "1");
    if (before !== undefined && isList(before) && (/^ {3,}(?:-|\d+\.) /.test(block) || (isList(block) && kind(block) === kind(before)))) joined[joined.length - 1] = `${before}\n${block}`;
    else joined.push(block);
  }
  return joined;
}

function isList(block) { return /^(?:- |\d+\. )/.test(block); }

function indented(text, times = 1) { return times ? text.split("\n").map((line) => (line ? "   ".repeat(times) + line : line)).join("\n") : text; }

function definitionsOf(list) {
  const lines = [];
  for (const each of [...list.querySelectorAll("dt, dd")]) {
    const words = blocksOf(each).join(" ").replaceAll("\n", " ");
    if (words) lines.push(each.tagName === "DT" ? (lines.length ? `\n${words}` : words) : `: ${words}`);
  }
  return [lines.join("\n")];
}

// A table without joined cells: what was joined stands in the first of them.
function tableOf(table) {
  const rows = [...table.rows];
  if (rows.length === 1 && rows[0].cells.length === 1) return blocksOf(rows[0].cells[0]); // there for its looks
  const grid = rows.map(() => []);
  rows.forEach((row, down) => {
    let across = 0;
    for (const cell of row.cells) {
      while (grid[down][across] !== undefined) across += 1;
      const words = cellOf(cell);
      for (let y = 0; y < Math.max(1, Math.min(cell.rowSpan, rows.length - down)); y += 1) {
        for (let x = 0; x < Math.min(cell.colSpan, 50); x += 1) grid[down + y][across + x] = y || x ? " " : words;
      }
      across += Math.min(cell.colSpan, 50);
    }
  });
  const filled = grid.filter((row) => row.length);
  if (!filled.length) return [];
  const width = Math.max(...filled.map((row) => row.length));
  const line = (cells) => `| ${Array.from({ length: width }, (_, place) => cells[place] ?? " ").join(" | ")} |`;
  const caption = table.caption ? blocksOf(table.caption) : [];
  return [...caption, [line(filled[0]), line(Array(width).fill("---")), ...filled.slice(1).map(line)].join("\n")];
}

function cellOf(cell) {
  const lines = blocksOf(cell).flatMap((block) => block.split("\n")).map((line) => line.replace(/\\$/, "").replace(/^\s*- /, "• ").replace(/^#+ |\s*\{#[\w-]+\}$/g, "").trim());
  return lines.filter(Boolean).join("<br>").replaceAll("|", "\\|") || " ";
}

// Words with their marks; runs with the same marks are marked together, since word processors cut words into pieces.
// `outer` are the marks in which they stand already.
function inlines(nodes, outer = "") {
  let [all, run, marks] = ["", "", ""];
  const close = () => { all += marked(run, marks); run = ""; };
  for (const child of nodes) {
    const [words, own] = inline(child, outer);
    if (!words) continue;
    if (own !== marks && words.trim()) { close(); marks = own; }
    run += words;
  }
  close();
  return all;
}

function marked(words, marks) {
  let text = marks.includes("i") ? spaced(words, (each) => `*${each}*`) : words;
  if (marks.includes("b")) text = spaced(text, (each) => `**${each}**`);
  return text;
}

function inline(node, outer) {
  if (node.nodeType === Node.TEXT_NODE) return [escaped(node.data), ""];
  if (node.nodeType !== Node.ELEMENT_NODE) return ["", ""];
  const own = marksOf(node).filter((mark) => !outer.includes(mark)).join("");
  const words = inlines(node.childNodes, outer + own);
  const shown = words.trim();
  switch (node.tagName) {
    case "BR": return ["\\\n", ""];
    case "IMG": return [pictureOf(node), ""];
    case "CODE": case "TT": case "SAMP": return [coded(node.textContent.trim()), ""];
    case "SUB": return [shown ? `<sub>${shown}</sub>` : "", ""];
    case "SUP": return [shown && !/^\[\^\d+\]$/.test(shown) && !shown.startsWith("<sup>") ? `<sup>${shown}</sup>` : shown, ""];
    case "A": return [linkOf(node, words), ""];
    default: return [words, own];
  }
}

function marksOf(node) {
  const style = `;${node.dataset.style ?? ""}`.replace(/\s/g, "");
  const isBold = /^(?:B|STRONG)$/.test(node.tagName) ? !/;font-weight:(?:normal|400)/i.test(style) : /;font-weight:(?:bold|[6-9]00)/i.test(style);
  const isItalic = /^(?:I|EM|CITE)$/.test(node.tagName) ? !/;font-style:normal/i.test(style) : /;font-style:italic/i.test(style);
  return [...(isBold ? ["b"] : []), ...(isItalic ? ["i"] : [])];
}

function linkOf(node, words) {
  const href = node.getAttribute("href") ?? "";
  const note = made.notes.get(REFERENCE.exec(href)?.[1]);
  if (note) return `[^${note}]`;
  const address = reached(href).replace(/[()\s<>]/g, (each) => `%${each.charCodeAt(0).toString(16).padStart(2, "0")}`);
  if (!/^(?:https?:|mailto:)/i.test(address) || !words.trim() || node.querySelector("img")) return words;
  const plain = node.textContent.trim();
  if (plain === address || `mailto:${plain}` === address) return `<${plain}>`;
  return spaced(words, (text) => `[${text.replaceAll("\\\n", " ")}](${address})`);
}

// Where a link leads in the end: word processors and mail programs wrap addresses.
function reached(href) {
  try {
    const { hostname, pathname, searchParams } = new URL(href);
    if (/(?:^|\.)google\.\w+$/.test(hostname) && pathname === "/url") return searchParams.get("q") ?? searchParams.get("url") ?? href;
    if (/\.safelinks\.protection\.outlook\.com$/.test(hostname)) return searchParams.get("url") ?? href;
  } catch {
    // A path, which leads nowhere here.
  }
  return href;
}

function pictureOf(node) {
  const [width, height] = [node.getAttribute("width"), node.getAttribute("height")].map((each) => (each === null ? 100 : Number(each)));
  if (width <= 2 || height <= 2) return ""; // counts readers
  made.pictures += 1;
  const name = (node.getAttribute("alt") || "").replace(/\s+/g, " ").trim().slice(0, 200);
  return `\\[Picture not pasted${name ? `: ${escaped(name)}` : ""}. Upload it, then put it in here with “Figure”.\\]`;
}

function coded(text) {
  if (!text) return "";
  const fence = "`".repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  return fence.length > 1 ? `${fence} ${text} ${fence}` : `\`${text}\``;
}

function fenced(text) {
  const fence = "`".repeat(Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((run) => run.length)) + 1);
  return `${fence}\n${text}\n${fence}`;
}

// Marks stand close to the words; the spaces go outside.
function spaced(words, mark) {
  const [, before, text, after] = /^((?:\s|\\\n)*)([\s\S]*?)((?:\s|\\\n)*)$/.exec(words);
  return text ? before + mark(text) + after : words;
}

// Characters that nobody sees go, and those that Markdown would take for marks stay what they are.
function escaped(text) {
  return text.replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ue000-\uf8ff]/g, "").replace(/[\s\u00a0]+/g, " ")
    .replace(/[\\*_`[\]]/g, "\\$&").replace(/&(?=#?\w+;)/g, "&amp;").replace(/</g, "&lt;");
}

// Two line breaks part paragraphs; a line that begins like a list, a heading or a quote is none.
function paragraphs(text) {
  return text.split(/(?:\\\n\s*){2,}/).map(tidy).filter(Boolean).map((each) => each.split("\n").map((line) => line
    .replace(/^(\s*)(#{1,6}(?=\s)|>|[-+](?=\s)|:(?=\s)|-{3,}$|={3,}$|~{3,})/, "$1\\$2").replace(/^(\s*\d+)([.)])(?=\s)/, "$1\\$2")).join("\n"));
}

function holdsBlocks(node) { return [...node.querySelectorAll("*")].some((each) => BLOCKS.has(each.tagName)); }

function tidy(text) { return text.replace(/ *\\\n */g, "\\\n").replace(/^(?:\\\n|\s)+|(?:\\\n|\s)+$/g, "").replace(/ {2,}/g, " "); }
