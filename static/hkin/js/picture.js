// Draws the network as the server laid it out. Everything it shows stands in the table below it too.
const box = document.querySelector("[data-picture]");
const canvas = document.querySelector("[data-picture-canvas]");
const opener = document.querySelector("[data-picture-open]");
const now = document.querySelector("[data-picture-now]");
const link = document.querySelector("[data-picture-page]");
const SMALL = window.matchMedia("(max-width: 46rem)").matches;
const LEGIBLE = 0.55; // below this nobody reads a name
const FEW = 400; // more boxes than this is a large picture

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// ---- how it looks: a kind has a shape, what stands out has an edge and a word in its label ----------
const looks = ({ nodes, widths }) => {
  const isLarge = nodes.length > FEW; // then lines go from middle to middle, which is less work
  const ink = token("--basis-color-default-color-document");
  const paper = token("--basis-color-default-bg-document");
  const line = token("--basis-color-default-border-default");
  const strong = token("--basis-color-action-1-color-default");
  const letters = getComputedStyle(document.body).fontFamily;
  return [
    { selector: "node", style: {
      shape: "rectangle", height: 28, label: "data(label)", color: ink, "font-family": letters,
      "font-size": 13, "text-valign": "center", "text-halign": "center", "background-color": paper, "border-color": ink, "border-width": 1,
      "min-zoomed-font-size": 6, "overlay-opacity": 0, "z-index-compare": "manual", "z-index": 2 } },
    ...Object.entries(widths).map(([kind, width]) => ({ selector: `node[kind = '${kind}']`, style: { width } })),
    { selector: "node[kind = 'theme']", style: { shape: "cut-rectangle", "border-width": 2, "font-weight": "bold" } },
    { selector: "node[kind = 'person']", style: { shape: "round-rectangle", "corner-radius": 14 } },
    { selector: "node[kind = 'partner']", style: { shape: "barrel" } },
    { selector: "node[mark]", style: { height: 36, "text-wrap": "wrap", "font-size": 12, "font-weight": "bold" } },
    { selector: "node[mark = 'alone'], node[mark = 'no_lead']", style: { "border-style": "dashed", "border-width": 3 } },
    { selector: "node[mark = 'many'], node[mark = 'one_person']", style: { "border-style": "double", "border-width": 6 } },
    { selector: "node[kind = 'wall']", style: {
      width: "data(w)",
      "background-color": token("--basis-color-default-bg-subtle"), "border-width": 8, "border-color": ink, height: "data(h)",
      "text-valign": "top", "text-margin-y": -6, "font-size": 22, "font-weight": "bold", "min-zoomed-font-size": 0,
      "z-index": 0, events: "no" } },
    { selector: "node[kind = 'head']", style: {
      width: 1,
      "background-opacity": 0, "border-width": 0, "font-size": 16, "font-weight": "bold", "z-index": 1,
      events: "no" } },
    { selector: "edge", style: {
      ...(isLarge ? { "curve-style": "haystack", "haystack-radius": 0 } : {
        "curve-style": "straight", "source-endpoint": "50% 0%", "target-endpoint": "-50% 0%" }), width: 1, "line-color": line, "line-style": "dotted", "z-index-compare": "manual", "z-index": 1,
      "overlay-opacity": 0, events: "no" } },
    !isLarge && { selector: "edge[source ^= 'o']", style: { "source-endpoint": "-50% 0%", "target-endpoint": "50% 0%" } },
    { selector: "edge[tie = 'lead']", style: { width: 4, "line-style": "solid", "line-color": strong } },
    { selector: "edge[tie = 'executor'], edge[tie = 'contact_person']", style: { width: 1.5, "line-style": "solid" } },
    { selector: "edge[tie = 'adviser']", style: { "line-style": "dashed" } },
    { selector: ".hkin-far", style: { opacity: 0.15 } },
    { selector: ".hkin-here", style: { "border-width": 5, "border-style": "solid", "border-color": strong, "font-weight": "bold" } },
    { selector: "edge.hkin-tied", style: { width: 3, "line-color": strong } },
  ].filter(Boolean);
};

const elements = (drawing) => [
  { data: { id: "wall", kind: "wall", label: drawing.wall.label, w: drawing.wall.w, h: drawing.wall.h },
    position: { x: drawing.wall.x, y: drawing.wall.y }, selectable: false, grabbable: false },
  ...drawing.heads.map((head, at) => ({ data: { id: `head${at}`, kind: "head", label: head.label },
    position: { x: head.x, y: head.y }, selectable: false, grabbable: false })),
  ...drawing.nodes.map(({ x, y, ...data }) => ({ data, position: { x, y }, grabbable: false })),
  ...drawing.lines.map((line) => ({ data: { source: line.s, target: line.t, tie: line.tie } })),
];

// ---- going round in it ---------------------------------------------------------------------------
const real = (cy) => cy.nodes("[said]");

const near = (from, others, [dx, dy]) => {
  const here = from.position();
  let best = null;
  let least = Infinity;
  others.forEach((one) => {
    const there = one.position();
    const ahead = (there.x - here.x) * dx + (there.y - here.y) * dy;
    if (ahead <= 1) return;
    const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
    const far = ahead + 2 * aside;
    if (far < least) [best, least] = [one, far];
  });
  return best;
};

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// Sideways to who is tied to it, up and down to who stands there; whoever has no line is reached too.
const next = (cy, from, key) => {
  const tied = from.neighborhood("node[said]");
  const all = real(cy).not(from);
  const sideways = key === "ArrowLeft" || key === "ArrowRight";
  return (sideways && near(from, tied, WAYS[key])) || near(from, all, WAYS[key]);
};

// In a large picture only what is near changes: restyling everything would make each step slow.
let marked = null;

const choose = (cy, node) => {
  cy.batch(() => {
    const close = node.closedNeighborhood();
    const all = cy.elements("node[said], edge");
    (marked || cy.collection()).removeClass("hkin-here hkin-far hkin-tied");
    const far = cy.nodes().length > FEW ? cy.collection() : all.not(close);
    far.addClass("hkin-far");
    close.edges().addClass("hkin-tied");
    node.addClass("hkin-here");
    marked = close.union(far);
  });
  now.textContent = node.data("said");
  const url = node.data("url");
  link.hidden = !url;
  if (url) {
    link.href = url;
    link.textContent = `${link.dataset.picturePageText}: ${node.data("name")}`;
  }
  const seen = cy.extent();
  const at = node.position();
  const outside = at.x < seen.x1 || at.x > seen.x2 || at.y < seen.y1 || at.y > seen.y2;
  if (cy.zoom() < LEGIBLE) cy.zoom({ level: LEGIBLE, position: at });
  if (outside || cy.zoom() === LEGIBLE) cy.center(node); // at once: nothing moves on the screen by itself
};

const zoom = (cy, factor) => {
  if (!factor) { cy.fit(undefined, 12); return; }
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
};

const walk = (cy) => {
  let here = null;
  const go = (node) => { if (node) { here = node; choose(cy, node); } };
  canvas.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (WAYS[event.key]) go(here ? next(cy, here, event.key) : real(cy)[0]);
    else if (event.key === "Enter" && here?.data("url")) window.location.assign(here.data("url"));
    else if (event.key === "+" || event.key === "=") zoom(cy, 1.4);
    else if (event.key === "-") zoom(cy, 0.7);
    else if (event.key === "0") zoom(cy, 0);
    else return;
    event.preventDefault();
  });
  cy.on("tap", "node[said]", (event) => { canvas.focus(); go(event.target); });
  document.querySelectorAll("[data-picture-zoom]").forEach((button) => {
    button.addEventListener("click", () => zoom(cy, Number(button.dataset.pictureZoom)));
  });
  // The wheel scrolls the page until somebody is in the picture.
  canvas.addEventListener("focus", () => cy.userZoomingEnabled(true));
  canvas.addEventListener("blur", () => cy.userZoomingEnabled(false));
};

// ---- drawing it ------------------------------------------------------------------------------------
const draw = (drawing) => {
  const begun = performance.now();
  const cy = window.cytoscape({
    container: canvas, elements: elements(drawing), style: looks(drawing), layout: { name: "preset", fit: true, padding: 12 },
    minZoom: 0.05, maxZoom: 3, userZoomingEnabled: false, autoungrabify: true, boxSelectionEnabled: false,
    hideEdgesOnViewport: drawing.lines.length > 1500, textureOnViewport: drawing.nodes.length > FEW,
    pixelRatio: drawing.nodes.length > FEW ? 1 : "auto",
  });
  cy.one("render", () => {
    canvas.dataset.drawnIn = String(Math.round(performance.now() - begun));
    canvas.dataset.nodes = String(real(cy).length);
  });
  walk(cy);
  return cy;
};

let begun = false;
const show = async () => {
  box.hidden = false;
  if (begun) return;
  begun = true;
  try {
    const answer = await fetch(box.dataset.picture, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    draw(await answer.json());
  } catch {
    canvas.hidden = true;
    now.textContent = box.dataset.pictureFailed;
  }
};

document.querySelector("[data-picture-off]").hidden = true;
if (SMALL) {
  opener.hidden = false;
  opener.addEventListener("click", () => {
    const opens = box.hidden;
    opener.setAttribute("aria-expanded", String(opens));
    if (opens) show(); else box.hidden = true;
  });
} else if (document.readyState === "complete") show();
else window.addEventListener("DOMContentLoaded", show);
