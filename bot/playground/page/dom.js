// The only way this page makes elements: text stays text, and markup from outside is never read.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes, `on` handlers and `data` values; null and false children are left out. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  node.append(...children.flat(Infinity).filter(isDrawn));
  return node;
}

function isDrawn(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}

function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
  else if (name === "data") Object.assign(node.dataset, value);
  else if (name === "value") node.value = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** Empties a node and fills it anew. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter(isDrawn));
  return node;
}

/** Text that only a screen reader meets. */
export function unseen(text) {
  return h("span", { class: "unseen" }, text);
}

const ICONS = {
  close: "M5 5l10 10M15 5L5 15",
  back: "M12 4l-6 6 6 6",
  down: "M5 8l5 5 5-5",
  attach: "M14.5 9.5l-5 5a3 3 0 0 1-4.300-4.300l6-6a2 2 0 0 1 2.900 2.900l-6 6a1 1 0 0 1-1.500-1.500l5-5",
  send: "M3 10l14-6-5 13-3-5z",
  clock: "M10 3a7 7 0 1 0 0 14a7 7 0 0 0 0-14zM10 6v4l3 2",
  help: "M10 3a7 7 0 1 0 0 14a7 7 0 0 0 0-14zM8 8a2 2 0 1 1 2.6 2c-.5.3-.6.6-.6 1.3M10 14v.2",
  scenes: "M3 10s2.5-5 7-5s7 5 7 5s-2.5 5-7 5s-7-5-7-5zM10 8a2 2 0 1 0 0 4a2 2 0 0 0 0-4",
  thread: "M4 4h12v9H9l-4 3v-3H4z",
  mail: "M3 5h14v10H3zM3 6l7 5l7-5",
  add: "M10 4v12M4 10h12",
  home: "M3 9.500L10 4l7 5.500M5 8.500V16h10V8.5",
  tick: "M4 10.500l4 4l8-9",
  more: "M4.5 10h.1M10 10h.1M15.5 10h.1",
  lock: "M6 9V7a4 4 0 0 1 8 0v2M5 9h10v7H5z",
};

/** A small line drawing that says nothing by itself. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of [["viewBox", "0 0 20 20"], ["aria-hidden", "true"], ["class", `icon icon-${name}`]]) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

const stamps = new WeakMap();

/** Redraws a list by key: an item whose stamp is unchanged keeps its node, its focus and its place. */
export function keep(container, items) {
  const old = new Map([...container.children].map((node) => [node.dataset.key, node]));
  const nodes = items.map(({ key, stamp, make }) => {
    const known = old.get(key);
    if (known && stamps.get(known) === stamp) return known;
    const node = make();
    node.dataset.key = key;
    stamps.set(node, stamp);
    return node;
  });
  const wanted = new Set(nodes);
  for (const node of [...container.children]) if (!wanted.has(node)) node.remove();
  nodes.forEach((node, at) => {
    if (container.children[at] !== node) container.insertBefore(node, container.children[at] ?? null);
  });
}

/** One tab stop for a list; arrow keys, Home and End walk it. */
export function rove(container, selector) {
  const items = () => [...container.querySelectorAll(selector)].filter((node) => node.offsetParent !== null);
  const stop = (target) => {
    for (const node of items()) node.tabIndex = node === target ? 0 : -1;
  };
  container.addEventListener("focusin", (event) => event.target.matches(selector) && stop(event.target));
  container.addEventListener("keydown", (event) => {
    if (!event.target.matches(selector)) return;
    const next = nextOf(items(), event);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  return (preferred) => stop(preferred ?? items().find((node) => node.tabIndex === 0) ?? items()[0]);
}

function nextOf(list, event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const at = list.indexOf(event.target);
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.length - 1 };
  return event.key in moves ? list[Math.max(0, Math.min(list.length - 1, moves[event.key]))] : null;
}
