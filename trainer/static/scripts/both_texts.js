// Leads to the places where two people wrote: each line's link marks both texts between their marks. The first place is
// in sight from the beginning; the page itself stays where it explains what happened.

const area = document.getElementById("merged");
const links = document.querySelectorAll("[data-place]");

for (const link of links) link.addEventListener("click", (event) => { event.preventDefault(); goTo(Number(link.dataset.place)); area.focus({ preventScroll: true }); area.scrollIntoView({ block: "nearest" }); });
if (links.length) goTo(Number(links[0].dataset.place));

// Lines move while somebody mends the places above: the nearest mark from there on is meant.
function goTo(line) {
  const starts = [...area.value.matchAll(/^<{7} /gm)].map((found) => found.index);
  const wanted = area.value.split("\n", line - 1).join("\n").length;
  const start = starts.sort((one, other) => Math.abs(one - wanted) - Math.abs(other - wanted))[0] ?? wanted;
  const end = /^>{7} .*$/m.exec(area.value.slice(start));
  area.setSelectionRange(start, end ? start + end.index + end[0].length : start);
  area.scrollTop = heightOf(area.value.slice(0, start)) - area.clientHeight / 3;
}

// How far down a text reaches, wrapped as the textarea wraps it.
function heightOf(text) {
  const copy = area.cloneNode();
  copy.removeAttribute("id");
  copy.removeAttribute("name");
  copy.setAttribute("aria-hidden", "true");
  copy.style.minHeight = copy.style.height = "0";
  copy.value = text;
  area.after(copy);
  const height = copy.scrollHeight;
  copy.remove();
  return height;
}
