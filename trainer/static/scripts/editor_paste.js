// Makes Markdown of what a word processor or a web page puts on the clipboard: headings, lists, emphasis, links, tables.

const BLOCKS = new Set(["ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "DIV", "DL", "FIGURE", "FOOTER", "FORM", "H1", "H2", "H3", "H4", "H5", "H6", "HEADER", "HR", "LI", "MAIN", "NAV", "OL", "P", "PRE", "SECTION", "TABLE", "UL"]);
const LEFT_OUT = new Set(["SCRIPT", "STYLE", "HEAD", "META", "LINK", "TITLE", "TEMPLATE", "IFRAME", "OBJECT", "SVG", "IMG", "BUTTON", "INPUT", "SELECT", "TEXTAREA", "NOSCRIPT", "O:P"]);

export function markdownOf(html) {
  // Styles are read and never applied, and the policy would complain of them and of handlers.
  const quiet = html
    .replace(/<!--\[if !supportLists\]-->[\s\S]*?<!--\[endif\]-->|<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-on="));
  const { body } = new DOMParser().parseFromString(quiet, "text/html");
  return blocksOf(body).join("\n\n").replace(/\n{3,}/g, "\n\n").trim();
}

function blocksOf(node) {
  const made = [];
  let words = "";
  let word = []; // paragraphs that a word processor marks as items of a list
  const flush = () => { const text = tidy(words); if (text) made.push(text); words = ""; };
  const flushList = () => { if (word.length) made.push(word.join("\n")); word = []; };
  for (const child of node.childNodes) {
    if (child.nodeType === Node.ELEMENT_NODE && LEFT_OUT.has(child.tagName.toUpperCase())) continue;
    if (child.nodeType === Node.ELEMENT_NODE && (BLOCKS.has(child.tagName) || holdsBlocks(child))) {
      flush();
      if (/mso-list:\s*l\d/i.test(child.dataset.style ?? "") || /MsoListParagraph/.test(child.className)) { word.push(itemOfWord(child)); continue; }
      flushList();
      made.push(...blockOf(child));
    } else {
      if (child.textContent.trim()) flushList();
      words += inline(child);
    }
  }
  flush();
  flushList();
  return made.filter(Boolean);
}

function blockOf(node) {
  const { tagName } = node;
  if (/^H[1-6]$/.test(tagName)) {
    const words = tidy(inlines(node)).replace(/\*\*/g, "").replaceAll("\n", " ");
    const level = Math.max(2, Math.min(4, Number(tagName[1]) === 1 ? 2 : Number(tagName[1])));
    return words ? [`${"#".repeat(level)} ${words}${level === 2 ? ` {#${idFrom(words)}}` : ""}`] : [];
  }
  if (tagName === "UL" || tagName === "OL") return [listOf(node, 0)];
  if (tagName === "TABLE") return [tableOf(node)];
  if (tagName === "HR") return ["---"];
  if (tagName === "PRE") return ["```\n" + node.textContent.replace(/\n$/, "") + "\n```"];
  if (tagName === "BLOCKQUOTE") return [blocksOf(node).join("\n\n").split("\n").map((line) => (line ? `> ${line}` : ">")).join("\n")];
  return blocksOf(node);
}

function listOf(list, depth) {
  const lines = [];
  let number = Number(list.getAttribute("start")) || 1;
  for (const item of list.children) {
    if (item.tagName === "UL" || item.tagName === "OL") { lines.push(listOf(item, depth + 1)); continue; } // as some write them
    if (item.tagName !== "LI") continue;
    const mark = list.tagName === "OL" ? `${number}.` : "-";
    number += 1;
    const inner = [...item.children].filter((child) => child.tagName === "UL" || child.tagName === "OL");
    const own = item.cloneNode(true);
    for (const child of [...own.children]) if (child.tagName === "UL" || child.tagName === "OL") child.remove();
    const indent = "   ".repeat(depth);
    lines.push(`${indent}${mark} ${blocksOf(own).join(" ").replaceAll("\n", " ")}`, ...inner.map((child) => listOf(child, depth + 1)));
  }
  return lines.join("\n");
}

function itemOfWord(paragraph) {
  const depth = Number(/level(\d)/i.exec(paragraph.dataset.style ?? "")?.[1] ?? 1) - 1;
  const text = tidy(inlines(paragraph)).replaceAll("\n", " ");
  const number = /^\(?(\d+)[.)]\s+/.exec(text);
  return `${"   ".repeat(depth)}${number ? `${number[1]}.` : "-"} ${text.replace(/^(?:[·•▪◦§o‣–-]|\(?\d+[.)])\s+/u, "")}`;
}

function tableOf(table) {
  const rows = [...table.rows].map((row) => [...row.cells].flatMap((cell) => {
    const words = blocksOf(cell).join(" ").replaceAll("\n", " ").replaceAll("|", "\\|") || " ";
    return [words, ...Array(Math.max(0, cell.colSpan - 1)).fill(" ")];
  })).filter((row) => row.length);
  if (!rows.length) return "";
  const width = Math.max(...rows.map((row) => row.length));
  const line = (cells) => `| ${[...cells, ...Array(width - cells.length).fill(" ")].join(" | ")} |`;
  return [line(rows[0]), line(Array(width).fill("---")), ...rows.slice(1).map(line)].join("\n");
}

function inlines(node) { return [...node.childNodes].map(inline).join(""); }

function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.data.replace(/[\s\u00a0]+/g, " "));
  if (node.nodeType !== Node.ELEMENT_NODE || LEFT_OUT.has(node.tagName.toUpperCase())) return "";
  const words = inlines(node);
  const style = node.dataset?.style ?? "";
  if (/mso-list:\s*Ignore/i.test(style)) return words; // the mark of an item
  if (/display:\s*none/i.test(style)) return "";
  switch (node.tagName) {
    case "BR": return "\\\n";
    case "CODE": case "TT": return node.textContent.trim() ? `\`${node.textContent.trim()}\`` : "";
    case "SUB": return words.trim() ? `<sub>${words.trim()}</sub>` : "";
    case "SUP": return words.trim() ? `<sup>${words.trim()}</sup>` : "";
    case "A": {
      const address = node.getAttribute("href") ?? "";
      const shown = words.trim();
      return /^(?:https:|mailto:)/i.test(address) && shown ? spaced(words, (text) => `[${text}](${address.replace(/[()\s]/g, (each) => `%${each.charCodeAt(0).toString(16)}`)})`) : words;
    }
    default: {
      const isBold = /^(?:B|STRONG)$/.test(node.tagName) ? !/font-weight:\s*(?:normal|400)/i.test(style) : /font-weight:\s*(?:bold|[6-9]00)/i.test(style);
      const isItalic = /^(?:I|EM)$/.test(node.tagName) ? !/font-style:\s*normal/i.test(style) : /font-style:\s*italic/i.test(style);
      const made = isItalic ? spaced(words, (text) => `*${text}*`) : words;
      return isBold ? spaced(made, (text) => (text.startsWith("**") ? text : `**${text}**`)) : made;
    }
  }
}

// Marks stand close to the words; the spaces go outside.
function spaced(words, mark) {
  const [, before, text, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words);
  return text ? before + mark(text) + after : words;
}

function escaped(text) { return text.replace(/[\\*_`[\]]/g, "\\$&").replace(/</g, "&lt;"); }

function holdsBlocks(node) { return [...node.querySelectorAll("*")].some((each) => BLOCKS.has(each.tagName)); }

function tidy(text) { return text.replace(/ *\\\n */g, "\\\n").replace(/^(?:\\\n|\s)+|(?:\\\n|\s)+$/g, "").replace(/ {2,}/g, " "); }

function idFrom(words) {
  return words.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40) || "section";
}
