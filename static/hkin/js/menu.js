// Closes an open menu with Escape or a tap beside it, and gives the focus back to its button.
const openMenus = () => document.querySelectorAll("details[data-menu][open]");

const close = (menu, { focus }) => {
  menu.open = false;
  if (focus) menu.querySelector("summary").focus();
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  openMenus().forEach((menu) => close(menu, { focus: menu.contains(document.activeElement) }));
});
document.addEventListener("click", (event) => {
  openMenus().forEach((menu) => {
    if (!menu.contains(event.target)) close(menu, { focus: false });
  });
});

// Filters stand open where there is room and closed on a phone, unless one is in use.
if (window.matchMedia("(max-width: 46rem)").matches) {
  document.querySelectorAll("details[data-closed-on-small]:not([data-in-use])").forEach((box) => { box.open = false; });
}
