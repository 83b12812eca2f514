// The worker that keeps opened modules in this browser, so that they can be read without a connection.
//
// The server writes `SHELL` before this text: the version, the address of the plain page, and what that page needs. It
// also decides what is kept: an answer with `Trainer-Keep` is, and `Trainer-Device: <session> <until>` says for whom and
// until when. The answer to a page that names another session, or none, wipes everything. What is kept is made harmless
// first: no token, no script but one, and nothing that can be pressed. Anything but a GET passes by untouched.

const MOST = 60; // pages
const OWN = `shell-${SHELL.version}`;
const PART = /^\/(static|media)\//;

addEventListener("install", (event) => event.waitUntil(prepare()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));

addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(keepNow(event.data.keep));
});

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  if (event.request.method !== "GET") {
    if (url.pathname === "/account/sign-out") event.waitUntil(forget());
    return;
  }
  if (event.request.mode === "navigate") event.respondWith(open(event, url));
  else if (PART.test(url.pathname)) event.respondWith(part(event.request));
});

async function prepare() {
  const shell = await caches.open(OWN);
  await shell.addAll(SHELL.parts);
  await shell.add(new Request(SHELL.page, { credentials: "omit", cache: "reload" })); // as a stranger: it names nobody
  await skipWaiting();
}

async function takeOver() {
  for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== OWN) await caches.delete(name);
  await clients.claim();
}

async function open(event, url) {
  if (url.pathname === SHELL.page) return list(url);
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    return kept(url);
  }
  event.waitUntil(learn(url, answer.clone()));
  return answer;
}

async function part(request) {
  return (await caches.match(request)) ?? fetch(request);
}

// A page that was opened before this worker was there.
async function keepNow(path) {
  const answer = await fetch(path, { headers: { Accept: "text/html" } }).catch(() => undefined);
  if (answer) await learn(new URL(answer.url), answer);
}

// What an answer says about the copies: whose they may be, and whether this one may be kept. A redirect, a failing
// server and a file say nothing.
async function learn(url, answer) {
  const isPage = answer.headers.get("Content-Type")?.startsWith("text/html");
  if (answer.type === "opaqueredirect" || answer.status >= 500 || !isPage) return;
  const device = answer.headers.get("Trainer-Device");
  const name = device && `kept-${device.replace(" ", "-")}`;
  await forget(name);
  if (!name || url.search) return;
  const cache = await caches.open(name);
  if (answer.headers.get("Trainer-Keep")) await keep(cache, url.pathname, answer);
  else await cache.delete(url.pathname);
}

async function forget(butFor) {
  for (const name of await caches.keys()) if (name.startsWith("kept-") && name !== butFor) await caches.delete(name);
}

async function keep(cache, path, answer) {
  const at = Date.now();
  const headers = new Headers(answer.headers);
  headers.set("Kept-At", String(at));
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const text = harmless(await answer.text(), await mark(path, at));
  await cache.put(path, new Response(text, { headers }));
  for (const needed of partsOf(text)) if (!(await cache.match(needed))) await cache.add(needed).catch(() => undefined);
  await tidy(cache);
}

function harmless(text, mark) {
  return text
    .replace("<html ", "<html data-offline ")
    .replace(/<script\b[^>]*><\/script>/g, (script) => (script.includes("/scripts/site.js") ? script : ""))
    .replace(/<meta name="csrf-token"[^>]*>/, "")
    .replace(/(name="csrf_token" value=")[^"]*/g, "$1")
    .replace(/ data-opened-url="[^"]*"/g, "")
    .replace(/<(button|input|select|textarea)\b/g, "<$1 disabled")
    .replace('<main id="main"', (main) => mark + main);
}

function partsOf(text) {
  const found = text.matchAll(/ (?:href|src)="(\/(?:static|media)\/[^"]+)"/g);
  return new Set([...found].map(([, address]) => address.replaceAll("&amp;", "&")));
}

// Removes the oldest pages beyond the bound, and then what no page needs any more.
async function tidy(cache) {
  const pages = await pagesOf(cache);
  if (pages.length <= MOST) return;
  for (const old of pages.slice(MOST)) await cache.delete(old.path);
  const needed = new Set();
  for (const page of pages.slice(0, MOST)) for (const each of partsOf(await (await cache.match(page.path)).text())) needed.add(each);
  for (const { url } of await cache.keys()) {
    const { pathname, search } = new URL(url);
    if (PART.test(pathname) && !needed.has(pathname + search)) await cache.delete(url);
  }
}

async function kept(url) {
  const found = await (await current())?.match(url.pathname);
  return found ?? list(url);
}

// The copies of the session that was here last; none once it has ended.
async function current() {
  const name = (await caches.keys()).find((each) => each.startsWith("kept-"));
  if (name && Number(name.split("-")[2]) > Date.now()) return caches.open(name);
  await forget();
  return undefined;
}

// The plain page, which lists what can be read. It looks as the page kept last does.
async function list(url) {
  const cache = await current();
  const pages = cache ? await pagesOf(cache) : [];
  let text = await shellText();
  const isAsked = url.pathname === SHELL.page;
  const last = pages.length ? await (await cache.match(pages[0].path)).text() : "<html data-offline lang=\"en\">";
  text = text.replace(/<html [^>]*>/, () => last.match(/<html [^>]*>/)[0]);
  if (pages.length) {
    const rows = pages.map((page) => filled(template(text, "row"), { PATH: page.path, TITLE: page.title, WHEN: inWords(page.at) }));
    text = text.replace(/<p data-none>[^]*?<\/p>/, "").replace("<ul class=\"rows\" data-kept></ul>", () => `<ul class="rows" data-kept>${rows.join("")}</ul>`);
  }
  if (!isAsked) text = text.replace('<main id="main"', (main) => template(text, "missing") + main);
  return new Response(text, { status: isAsked ? 200 : 503, headers: await shellHeaders() });
}

async function pagesOf(cache) {
  const pages = [];
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    if (PART.test(path)) continue;
    const answer = await cache.match(request);
    const title = (await answer.text()).match(/<title>([^]*?)(?: · Trainer)?<\/title>/)?.[1] ?? path;
    pages.push({ path, title, at: Number(answer.headers.get("Kept-At")) });
  }
  return pages.sort((one, other) => other.at - one.at);
}

async function mark(path, at) {
  const what = path.includes("/modules/") ? "module" : "page";
  return filled(template(await shellText(), "mark"), { WHAT: what, WHEN: inWords(at) });
}

async function shellText() {
  return (await caches.match(SHELL.page, { cacheName: OWN })).text();
}

async function shellHeaders() {
  return (await caches.match(SHELL.page, { cacheName: OWN })).headers;
}

function template(text, name) {
  return text.match(new RegExp(`<template id="${name}">([^]*?)</template>`))[1];
}

function filled(text, words) {
  return text.replace(/\b(PATH|TITLE|WHAT|WHEN)\b/g, (name) => words[name] ?? name);
}

function inWords(at) {
  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" }).format(at);
  return `${day} at ${new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(at)}`;
}
