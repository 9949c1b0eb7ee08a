// Says out loud, once, what changed: the text of a fresh [data-announce] goes into the live region of the page.
const region = document.getElementById("live");
let last = "";

const announce = (text) => {
  if (!region || text === last) return;
  last = text;
  region.textContent = text;
};

document.addEventListener("htmx:afterSettle", () => {
  const fresh = document.querySelector("[data-announce]");
  if (fresh) announce(fresh.textContent.trim());
});
document.addEventListener("hkin:announce", (event) => announce(event.detail));
