// The list that drops from a text field: the field keeps the focus, arrow keys walk the list (ARIA combobox).

import { fill, h } from "./dom.js";

/**
 * Gives `input` a list. Options are {key, text, help?, group?}.
 * `onPick(option)` runs for Enter, Tab (when `tabPicks`) or a press; `empty` is said when nothing fits.
 */
export function attachListbox(input, { id, label, onPick, empty = null, tabPicks = false }) {
  const list = h("div", { class: "listbox", role: "listbox", id, "aria-label": label, hidden: true });
  const nothing = h("p", { class: "listbox-empty", role: "status" });
  const box = h("div", { class: "listbox-frame", hidden: true }, list, nothing);
  const state = { options: [], active: -1 };
  setUp(input, id);

  const light = (at) => {
    state.active = at;
    list.querySelectorAll("[role=option]").forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
    const node = list.querySelectorAll("[role=option]")[at];
    if (node) input.setAttribute("aria-activedescendant", node.id);
    else input.removeAttribute("aria-activedescendant");
    node?.scrollIntoView({ block: "nearest" });
  };
  const hide = () => {
    box.hidden = list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    light(-1);
  };
  const pick = (at) => {
    const option = state.options[at];
    hide();
    if (option) onPick(option);
  };
  const show = (options) => {
    state.options = options;
    fill(list, drawOptions(id, options, pick));
    fill(nothing, options.length ? "" : empty);
    list.hidden = !options.length;
    box.hidden = !options.length && !empty;
    input.setAttribute("aria-expanded", String(!list.hidden));
    light(-1);
  };
  const keys = {
    ArrowDown: () => light((state.active + 1) % state.options.length),
    ArrowUp: () => light((state.active <= 0 ? state.options.length : state.active) - 1),
    Escape: hide,
    Enter: () => state.active >= 0 && pick(state.active),
    Tab: () => (tabPicks ? pick(Math.max(state.active, 0)) : false),
  };
  /** Whether the list has used the key. */
  const useKey = (event) => {
    if (box.hidden || event.altKey || event.ctrlKey || event.shiftKey || !keys[event.key]) return false;
    if (list.hidden && event.key !== "Escape") return false;
    if (keys[event.key]() === false) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { node: box, show, hide, useKey, light, isOpen: () => !box.hidden };
}

function setUp(input, id) {
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
}

function drawOptions(id, options, pick) {
  const groups = new Map();
  options.forEach((option, at) => {
    const name = option.group ?? "";
    groups.set(name, [...(groups.get(name) ?? []), drawOption(id, option, at, pick)]);
  });
  return [...groups].map(([name, nodes], at) => name ? drawGroup(`${id}-g${at}`, name, nodes) : nodes);
}

function drawGroup(id, name, nodes) {
  return h("div", { role: "group", "aria-labelledby": id }, h("div", { class: "listbox-group", id, role: "presentation" }, name), nodes);
}

function drawOption(id, option, at, pick) {
  const choose = (event) => { event.preventDefault(); pick(at); };
  return h("div", { role: "option", class: "option", id: `${id}-${at}`, "aria-selected": "false", on: { mousedown: (event) => event.preventDefault(), click: choose } },
    option.mark ?? null,
    h("span", { class: "option-words" }, h("span", { class: "option-text" }, option.text), option.help && h("span", { class: "option-help" }, option.help)));
}
