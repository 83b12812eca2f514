// Sends chosen files one by one and shows how far each has come. Without this the form sends them together.

const form = document.querySelector("form[data-upload]");
const shown = form.querySelector("[data-progress]");
const bar = form.querySelector("progress");
const words = form.querySelector("[data-words]");
const chosen = form.elements.file;
const told = document.createElement("ul");
told.className = "plain";
const heard = document.createElement("div");
heard.setAttribute("role", "alert");
heard.append(told);
form.append(heard);

function fieldsFor(file, isAlone) {
  const fields = new FormData(form);
  fields.delete("file");
  if (!isAlone) for (const name of ["name", "says"]) fields.delete(name);
  fields.append("file", file);
  return fields;
}

function send(file, isAlone) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
    });
    request.addEventListener("load", () => done(request.status < 300 ? "" : reason(request)));
    request.addEventListener("error", () => done("The connection was lost. Try again."));
    request.send(fieldsFor(file, isAlone));
  });
}

function reason(request) {
  return request.response?.message ?? "It could not be taken in. Try again.";
}

form.addEventListener("submit", async (event) => {
  const files = [...chosen.files];
  // Two files for one place are a page of their own, which only the form itself leads to.
  if (!files.length || form.elements.path) return;
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  shown.hidden = false;
  told.replaceChildren();
  const failed = [];
  for (const [place, file] of files.entries()) {
    words.textContent = `Sending ${file.name} (${place + 1} of ${files.length})`;
    bar.value = 0;
    const problem = await send(file, files.length === 1);
    if (problem) failed.push(`${file.name}: ${problem}`);
  }
  shown.hidden = true;
  button.disabled = false;
  if (!failed.length) {
    window.location.assign(form.action);
    return;
  }
  for (const problem of failed) {
    const item = document.createElement("li");
    item.className = "wrong";
    item.textContent = problem;
    told.append(item);
  }
});
