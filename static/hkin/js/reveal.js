// Shows what belongs to an option only while that option is chosen. Without this script everything is in sight.
const options = () => document.querySelectorAll("input[data-reveals]");

const update = () => {
  const wanted = new Map();
  options().forEach((option) => {
    const id = option.dataset.reveals;
    wanted.set(id, Boolean(wanted.get(id)) || option.checked);
  });
  wanted.forEach((isShown, id) => {
    const target = document.getElementById(id);
    if (target) target.hidden = !isShown;
  });
};

update();
document.addEventListener("change", (event) => {
  if (event.target.matches("input[type=radio], input[type=checkbox]")) update();
});
document.addEventListener("htmx:afterSettle", update);
