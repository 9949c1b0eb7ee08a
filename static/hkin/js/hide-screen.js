// The hide button, and Escape twice: draw a curtain at once, save the draft, go to a page that tells nothing.
// Nothing typed may be lost: when saving fails the curtain stays and this page with its text stays behind it.
const TWICE_WITHIN = 700;
const SAVE_WITHIN = 4000;

const button = document.querySelector("[data-hide-screen]");
const template = document.getElementById("curtain");
let title = "";
let focused = null;

const draftOf = (form) => {
  const data = new FormData(form);
  [...data.entries()].forEach(([name, value]) => { if (value instanceof File) data.delete(name); });
  return data;
};

const save = async (form) => {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), SAVE_WITHIN);
  try {
    const answer = await fetch(form.dataset.draftUrl, {
      method: "POST",
      body: new URLSearchParams(draftOf(form)),
      headers: { "X-Requested-With": "fetch" },
      redirect: "error",
      keepalive: true,
      signal: stop.signal,
    });
    return answer.ok;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
};

const drawCurtain = () => {
  const curtain = template.content.firstElementChild.cloneNode(true);
  document.querySelectorAll("body > *").forEach((part) => { part.inert = true; });
  title = document.title;
  focused = document.activeElement;
  document.title = curtain.dataset.title;
  document.body.append(curtain);
  curtain.focus();
  return curtain;
};

const openCurtain = (curtain) => {
  curtain.remove();
  document.title = title;
  document.querySelectorAll("body > *").forEach((part) => { part.inert = false; });
  focused?.focus();
};

const hide = async () => {
  if (document.querySelector(".hkin-curtain")) return;
  const curtain = drawCurtain();
  const forms = [...document.querySelectorAll("form[data-draft-url]")];
  const saved = await Promise.all(forms.map(save));
  if (saved.every(Boolean)) {
    window.location.replace(button.href);
    return;
  }
  const back = curtain.querySelector("button");
  back.hidden = false;
  back.addEventListener("click", () => openCurtain(curtain));
};

if (button && template) {
  let pressed = -Infinity;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - pressed < TWICE_WITHIN) hide();
    pressed = event.timeStamp;
  });
}
