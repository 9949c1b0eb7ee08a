// A second tap on a chosen chip takes the choice back, which radio buttons alone cannot.
const wasChosen = new WeakSet();

const remember = (event) => {
  const input = event.target.closest?.(".hkin-chip")?.querySelector("input[type=radio]");
  if (!input) return;
  if (input.checked) wasChosen.add(input);
  else wasChosen.delete(input);
};

document.addEventListener("pointerdown", remember);
document.addEventListener("click", (event) => {
  if (!event.target.matches(".hkin-chip input[type=radio]") || !wasChosen.has(event.target)) return;
  wasChosen.delete(event.target);
  event.target.checked = false;
  event.target.dispatchEvent(new Event("change", { bubbles: true }));
});
