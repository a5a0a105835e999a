// Block Kit's interactive elements outside input blocks: they act as soon as they are used.

import { askFirst } from "./confirm.js";
import { h, icon, unseen } from "./dom.js";
import { makeField } from "./inputs.js";
import { isSafe, wordsOf } from "./mrkdwn.js";

/** Draws a button, a menu or a choice; `labelledBy` is the id of the text it belongs to. */
export function drawElement(block, element, surface, labelledBy) {
  if (element.type === "button") return drawButton(block, element, surface);
  if (element.type === "overflow") return drawOverflow(block, element, surface);
  return drawChoice(block, element, surface, labelledBy);
}

function drawButton(block, element, surface) {
  const words = wordsOf(element.text);
  const look = { class: `button ${element.style ? `button-${element.style}` : ""}`, "aria-label": element.accessibility_label };
  const data = { action: `${block.block_id} ${element.action_id}` };
  const press = (event) => pressOnce(event.currentTarget, element, () =>
    surface.press(block, element, { value: element.value }, event.currentTarget));
  if (element.url && isSafe(element.url)) {
    return h("a", { ...look, href: element.url, target: "_blank", rel: "noopener noreferrer", data, on: { click: press } },
      words, unseen(" (opens in a new tab)"));
  }
  return h("button", { ...look, type: "button", data, on: { click: press } }, words);
}

/** Runs a press; a second one while the first is under way is ignored, and the button keeps its focus. */
export async function pressOnce(node, element, press) {
  if (node.getAttribute("aria-busy") === "true") return;
  if (element.confirm && !(await askFirst(element.confirm, node))) return;
  node.setAttribute("aria-busy", "true");
  try {
    await press();
  } finally {
    node.removeAttribute("aria-busy");
  }
}

function drawOverflow(block, element, surface) {
  const choose = (option) => (event) => {
    event.currentTarget.closest("details").open = false;
    pressOnce(event.currentTarget.closest("details").firstChild, element, () =>
      surface.press(block, element, { selected: { selected_option: option } }, event.currentTarget));
  };
  const items = (element.options ?? []).map((option) =>
    h("li", {}, h("button", { type: "button", class: "menu-item", on: { click: choose(option) } }, wordsOf(option.text))));
  return h("details", { class: "overflow", on: { keydown: closeOnEscape, focusout: closeOnLeave } },
    h("summary", { class: "button", data: { action: `${block.block_id} ${element.action_id}` } }, icon("more"), unseen("More choices")),
    h("ul", { class: "menu" }, items));
}

/** A small menu behind three dots; `items` are {words, choose}. */
export function drawMenu(name, items, data = {}) {
  const choose = (item) => (event) => {
    const menu = event.currentTarget.closest("details");
    menu.open = false;
    menu.firstChild.focus();
    item.choose();
  };
  const rows = items.map((item) => h("li", {}, h("button", { type: "button", class: "menu-item", on: { click: choose(item) } }, item.words)));
  return h("details", { class: "overflow message-menu", on: { keydown: closeOnEscape, focusout: closeOnLeave } },
    h("summary", { class: "button", data }, icon("more"), unseen(name)),
    h("ul", { class: "menu" }, rows));
}

function closeOnEscape(event) {
  if (event.key !== "Escape" || !event.currentTarget.open) return;
  event.stopPropagation();
  event.preventDefault();
  event.currentTarget.open = false;
  event.currentTarget.firstChild.focus();
}

function closeOnLeave(event) {
  if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
}

function drawChoice(block, element, surface, labelledBy) {
  const ids = { control: surface.newId(), label: labelledBy, hint: null, error: null };
  const send = async () => {
    const { type, ...selected } = field.read();
    if (element.confirm && !(await askFirst(element.confirm, field.control()))) return;
    surface.press(block, element, { selected }, field.control());
  };
  const field = makeField(block, element, surface, ids, send);
  return field.node;
}
