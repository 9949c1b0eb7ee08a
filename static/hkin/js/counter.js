// Counts the characters left under a text area. Waits for a pause before it is read out.
const PAUSE = 800;

const texts = (counter, left) => {
  const text = left < 0 ? counter.dataset.counterOver : counter.dataset.counterLeft;
  return text.replace("#", Math.abs(left).toLocaleString("nl-NL"));
};

const attach = (counter) => {
  const field = document.getElementById(counter.dataset.counterFor);
  if (!field || counter.dataset.attached) return;
  counter.dataset.attached = "yes";
  const spoken = document.createElement("span");
  spoken.className = "hkin-visually-hidden";
  spoken.setAttribute("role", "status");
  counter.after(spoken);
  let timer;
  const show = () => {
    const left = Number(counter.dataset.counterMax) - [...field.value].length;
    counter.textContent = texts(counter, left);
    counter.classList.toggle("hkin-counter--over", left < 0);
  };
  field.addEventListener("input", () => {
    show();
    clearTimeout(timer);
    timer = setTimeout(() => { spoken.textContent = counter.textContent; }, PAUSE);
  });
  show();
};

const attachAll = () => document.querySelectorAll("[data-counter-for]").forEach(attach);

attachAll();
document.addEventListener("htmx:afterSettle", attachAll);
