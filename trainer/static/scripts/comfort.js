// Shows each choice of `form[data-comfort]` on this page at once; nothing is remembered before it is saved.

const names = { text_size: "text", line_width: "width", theme: "theme", motion: "motion" };

document.querySelector("form[data-comfort]").addEventListener("change", ({ target }) => {
  if (target.name in names) document.documentElement.dataset[names[target.name]] = target.value;
});
