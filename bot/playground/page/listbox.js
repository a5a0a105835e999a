// The list that drops from a text field: the field keeps the focus, arrow keys walk the list (ARIA combobox).

import { fill, h } from "./dom.js";

/**
 * Gives `input` a list. Options are {key, text, help?, group?, mark?}.
 * `onPick(option)` runs for Enter, Tab (when `tabPicks`) or a press; `empty` is said when nothing fits.
 */
export function attachListbox(input, { id, label, onPick, empty = null, tabPicks = false }) {
  setUp(input, id);
  return new Listbox(input, { id, label, onPick, empty, tabPicks });
}

class Listbox {
  constructor(input, { id, label, onPick, empty, tabPicks }) {
    Object.assign(this, { input, id, onPick, empty, options: [], active: -1 });
    this.list = h("div", { class: "listbox", role: "listbox", id, "aria-label": label, hidden: true });
    this.nothing = h("p", { class: "listbox-empty", role: "status" });
    this.node = h("div", { class: "listbox-frame", hidden: true }, this.list, this.nothing);
    this.keys = {
      ArrowDown: () => this.light((this.active + 1) % this.options.length),
      ArrowUp: () => this.light((this.active <= 0 ? this.options.length : this.active) - 1),
      Escape: () => this.hide(),
      Enter: () => this.active >= 0 && this.pick(this.active),
      Tab: () => tabPicks && this.pick(Math.max(this.active, 0)),
    };
  }

  /** Whether nothing of the list has been walked to yet. */
  isUntouched() {
    return this.active < 0;
  }

  isOpen() {
    return !this.node.hidden;
  }

  show(options) {
    this.options = options;
    fill(this.list, drawOptions(this.id, options, (at) => this.pick(at)));
    fill(this.nothing, options.length ? "" : this.empty);
    this.list.hidden = !options.length;
    this.node.hidden = !options.length && !this.empty;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.light(-1);
    if (this.isOpen()) this.node.scrollIntoView({ block: "nearest" });
  }

  hide() {
    this.node.hidden = this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.light(-1);
  }

  light(at) {
    this.active = at;
    const nodes = this.list.querySelectorAll("[role=option]");
    nodes.forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
    if (nodes[at]) this.input.setAttribute("aria-activedescendant", nodes[at].id);
    else this.input.removeAttribute("aria-activedescendant");
    nodes[at]?.scrollIntoView({ block: "nearest" });
  }

  pick(at) {
    const option = this.options[at];
    this.hide();
    if (option) this.onPick(option);
  }

  /** Whether the list has used the key. */
  useKey(event) {
    if (!this.isOpen() || event.altKey || event.ctrlKey || event.shiftKey || !this.keys[event.key]) return false;
    if (this.list.hidden && event.key !== "Escape") return false;
    if (this.keys[event.key]() === false) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
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
