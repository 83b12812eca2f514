// An interaction matrix: its rows can be narrowed to one class or route, its columns to one question.

const ALL = "All";

export function enliven(exercise) {
  const table = exercise.querySelector("table");
  const rows = [...table.tBodies[0].rows];
  const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
  const bar = make("div", { className: "exercise-control exercise-choices" });
  const told = make("p", { className: "exercise-control", role: "status" });
  const words = (row, column) => row.cells[column].textContent.trim();
  const choices = [0, 1].map((column) => choice(heads[column], [...new Set(rows.map((row) => words(row, column)))]));
  choices.push(choice("Question", heads.slice(2)));
  bar.append(...choices.map(([label]) => label));
  bar.addEventListener("change", show);
  exercise.querySelector(".table-frame").before(bar, told);

  function show() {
    const [group, route, question] = choices.map(([, select]) => select.value);
    for (const row of rows) row.hidden = ![[group, 0], [route, 1]].every(([wanted, column]) => wanted === ALL || words(row, column) === wanted);
    const only = heads.indexOf(question);
    for (const row of table.rows) [...row.cells].forEach((cell, column) => { cell.hidden = only > 0 && column > 1 && column !== only; });
    const left = rows.filter((row) => !row.hidden).length;
    told.textContent = `${left} of ${rows.length} rows shown.`;
  }
}

function choice(name, options) {
  const select = make("select", { className: "input", ariaLabel: name });
  select.append(...[ALL, ...options].map((option) => make("option", { textContent: option, value: option })));
  const label = make("label", { textContent: name });
  label.append(select);
  return [label, select];
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
