// Chooses a region of a figure where it is pointed at; the list beside the figure does the same without a pointer.

for (const figure of document.querySelectorAll("[data-hotspot]")) {
  const question = figure.closest(".question");
  if (!question) continue;
  const radios = [...question.querySelectorAll("input[type=radio]")];
  const marks = [...figure.querySelectorAll("g[data-value]")];
  const show = () => {
    for (const mark of marks) {
      mark.classList.toggle("is-chosen", radios.some((radio) => radio.checked && radio.value === mark.dataset.value));
    }
  };
  for (const mark of marks) {
    mark.addEventListener("click", () => {
      const radio = radios.find((each) => each.value === mark.dataset.value);
      if (radio && !radio.disabled) radio.click();
    });
  }
  for (const radio of radios) radio.addEventListener("change", show);
}
