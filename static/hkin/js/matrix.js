// The matrix: arrow keys go from cell to cell, a cell opens beside the table, and only what was saved is put back.
const matrix = document.querySelector("[data-matrix]");
const panel = document.getElementById("cel");
const grid = document.querySelector("[data-grid]");
let opened = null; // the link that the panel belongs to

const words = new Map();
document.querySelectorAll("[data-legend] li").forEach((line) => {
  line.querySelector("b").classList.forEach((name) => {
    if (!words.has(name)) words.set(name, line.querySelector("span").textContent);
  });
});

// What a letter means is said in full for the cell that is pointed at.
const describe = (link) => {
  const cell = link.closest("td");
  if (!cell) return;
  const row = cell.parentElement.querySelector("th").textContent;
  const column = grid.tHead.rows[0].cells[cell.cellIndex].querySelector("span").textContent;
  const marks = [...link.querySelectorAll("b")].map((mark) => [...mark.classList].map((name) => words.get(name)).join(", "));
  const text = [row, column, marks.join("; ") || link.textContent].join(": ");
  link.setAttribute("aria-label", text);
  link.title = text;
};

const linkAt = (row, column) => grid.tBodies[0].rows[row]?.cells[column]?.querySelector("a");

const search = (row, column, down, right) => {
  const rows = grid.tBodies[0].rows;
  for (;;) {
    row += down;
    column += right;
    if (row < 0 || row >= rows.length || column < 1 || column >= rows[row].cells.length) return null;
    const link = linkAt(row, column);
    if (link) return link;
  }
};

const rove = (link) => {
  grid.querySelector("td > a[tabindex='0']")?.setAttribute("tabindex", "-1");
  link.setAttribute("tabindex", "0");
};

const goTo = (link) => {
  if (!link) return;
  rove(link);
  describe(link);
  link.focus();
};

const target = (event, link) => {
  const cell = link.closest("td");
  const row = cell.parentElement.sectionRowIndex;
  const last = cell.parentElement.cells.length;
  switch (event.key) {
    case "ArrowRight": return search(row, cell.cellIndex, 0, 1);
    case "ArrowLeft": return search(row, cell.cellIndex, 0, -1);
    case "ArrowDown": return search(row, cell.cellIndex, 1, 0);
    case "ArrowUp": return search(row, cell.cellIndex, -1, 0);
    case "Home": return search(event.ctrlKey ? 0 : row, 0, 0, 1);
    case "End": return search(event.ctrlKey ? grid.tBodies[0].rows.length - 1 : row, last, 0, -1);
    default: return undefined;
  }
};

const show = (address) => {
  const url = new URL(address, window.location.href);
  new URLSearchParams(window.location.search).forEach((value, name) => {
    if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  });
  window.htmx.ajax("GET", url.pathname + url.search, { target: panel, swap: "innerHTML" });
};

const mark = (link) => {
  document.querySelector(".hkin-grid__open")?.classList.remove("hkin-grid__open");
  link?.closest("td")?.classList.add("hkin-grid__open");
};

const open = (link) => {
  opened = link;
  mark(link);
  show(link.getAttribute("href"));
};

const close = () => {
  panel.replaceChildren();
  mark(null);
  opened?.focus();
};

// Only the cells that changed; a link that had the focus is a new one then.
const putBack = () => {
  const path = opened ? new URL(opened.href).pathname : "";
  panel.querySelectorAll("template").forEach((piece) => {
    const where = piece.dataset.piece ?? piece.dataset.pieceLine;
    const home = piece.dataset.piece ? "td" : "li";
    const link = document.querySelector(`[data-matrix] ${home} > a[href^="${where}"]`);
    if (link) link.parentElement.replaceChildren(piece.content.cloneNode(true));
    piece.remove();
  });
  if (grid && !grid.querySelector("td > a[tabindex='0']")) prepare();
  opened = [...document.querySelectorAll("[data-matrix] :is(td, li) > a")].find(
    (link) => link.getClientRects().length && samePlace(new URL(link.href).pathname, path),
  );
  mark(null);
  if (opened?.closest("td")) goTo(opened);
  else opened?.focus();
};

const place = (path) => path.split("/").slice(0, 6).join("/"); // /netwerk/matrix/cel/<theme>/<department>
const samePlace = (one, other) => place(one) === place(other);

const prepare = () => {
  const links = grid.querySelectorAll("td > a");
  links.forEach((link) => link.setAttribute("tabindex", "-1"));
  if (!links.length) return;
  links[0].setAttribute("tabindex", "0");
  describe(links[0]);
};

if (matrix && panel && window.htmx) {
  if (grid) prepare();
  matrix.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest(":is(td, [data-lines] li) > a, a[data-cell-link], a[data-cell-close]");
    if (!link) return;
    event.preventDefault();
    if (link.matches("[data-cell-close]")) close();
    else if (link.matches("[data-cell-link]")) show(link.getAttribute("href"));
    else {
      if (link.closest("td")) rove(link);
      open(link);
    }
  });
  matrix.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.contains(event.target)) {
      close();
      return;
    }
    const link = event.target.closest("td > a");
    const next = link && target(event, link);
    if (next === undefined || next === null) return;
    event.preventDefault();
    goTo(next);
  });
  matrix.addEventListener("pointerover", (event) => {
    const link = event.target.closest("td > a");
    if (link && !link.title) describe(link);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target !== panel) return;
    opened?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (panel.querySelector("[data-saved]")) putBack();
    else if (!panel.querySelector("[data-error-summary]")) {
      (panel.querySelector("[data-cell-conflict]") ?? panel.querySelector("[data-cell-title]"))?.focus();
    }
  });
  // What cannot be opened in place is opened as a page of its own.
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.target === panel && opened) window.location.assign(opened.href);
  });
}
