// Keeps a form with data-draft-url on the server while somebody types, and says honestly when that fails.
const form = document.querySelector("form[data-draft-url]");
const line = document.getElementById("saved");
const PAUSE = 2000;
const RETRY = 5000;
let timer;
let sending = false;

const body = () => {
  const data = new FormData(form);
  [...data.entries()].forEach(([name, value]) => { if (value instanceof File) data.delete(name); });
  return new URLSearchParams(data);
};

const later = (pause) => {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
};

const save = async () => {
  if (sending) return;
  try {
    const answer = await fetch(form.dataset.draftUrl, {
      method: "POST",
      body: body(),
      headers: { "X-Requested-With": "fetch", "HX-Request": "true" },
      redirect: "error",
    });
    if (answer.status === 401) {
      line.textContent = line.dataset.signedOut;
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    line.textContent = await answer.text();
    line.classList.remove("hkin-unsaved");
  } catch {
    line.textContent = line.dataset.unsaved;
    line.classList.add("hkin-unsaved");
    later(RETRY);
  }
};

if (form && line) {
  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("submit", () => {
    sending = true;
    clearTimeout(timer);
  });
  window.addEventListener("pageshow", () => { sending = false; });
  window.addEventListener("online", () => later(0));
}
