// Puts our own Dutch button and text over the file control, whose words follow the language of the browser.
const describe = (box, files) => {
  if (files.length === 0) return box.dataset.fileNone;
  if (files.length === 1) return files[0].name;
  const names = [...files].map((file) => file.name).join(", ");
  return `${box.dataset.fileMany.replace("#", files.length)}: ${names}`;
};

const attach = (box) => {
  const input = box.querySelector("input[type=file]");
  const names = box.querySelector(".hkin-file__names");
  if (!input || box.classList.contains("hkin-file--ours")) return;
  box.classList.add("hkin-file--ours");
  box.querySelectorAll("[hidden]").forEach((part) => { part.hidden = false; });
  const show = () => { names.textContent = describe(box, input.files); };
  input.addEventListener("change", show);
  show();
};

const attachAll = () => document.querySelectorAll("[data-file]").forEach(attach);

attachAll();
document.addEventListener("htmx:afterSettle", attachAll);
