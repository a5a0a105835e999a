// A field that is typed into and chooses from a long list: one value, or several shown as a row of names.

import { fill, h, icon, unseen } from "./dom.js";
import { attachListbox } from "./listbox.js";

const PAUSE = 180;

/**
 * Options are {key, text, help, group, value}. `find(text)` promises them.
 * Returns {node, control, chosen(), choose(options)}; `onChange` runs after each choice.
 */
export function makeChooser({ id, label, placeholder, find, many = false, most = null, attributes = {}, onChange = () => {} }) {
  const state = { chosen: [], asked: 0, timer: 0 };
  const names = h("ul", { class: "chosen", "aria-label": `${label}: chosen`, hidden: true });
  const input = h("input", { type: "text", id, class: "field", placeholder, spellcheck: "false", ...attributes });
  const set = (chosen, quiet) => {
    state.chosen = chosen;
    if (many) drawNames(names, chosen, (option) => { set(chosen.filter((one) => one !== option)); input.focus(); });
    input.value = many ? "" : chosen[0]?.text ?? "";
    if (!quiet) onChange();
  };
  const add = (option) => {
    if (!many) return set([option]);
    if (most && state.chosen.length >= most) return set(state.chosen);
    return set([...state.chosen.filter((one) => one.key !== option.key), option]);
  };
  const list = attachListbox(input, { id: `${id}-list`, label, onPick: add, empty: "Nothing fits. Try fewer letters." });
  const look = async () => {
    const asked = ++state.asked;
    const text = !many && input.value === state.chosen[0]?.text ? "" : input.value;
    const options = await find(text.trim());
    if (asked !== state.asked || document.activeElement !== input) return;
    list.show(options.filter((option) => !many || !state.chosen.some((one) => one.key === option.key)));
  };
  listen(input, { list, look, state, many, set });
  return {
    node: h("div", { class: "chooser" }, many && names, input, list.node),
    control: input,
    chosen: () => state.chosen,
    choose: (options) => set(options, true),
  };
}

function listen(input, { list, look, state, many, set }) {
  const later = () => { clearTimeout(state.timer); state.timer = setTimeout(look, PAUSE); };
  input.addEventListener("input", later);
  input.addEventListener("click", () => !list.isOpen() && look());
  input.addEventListener("keydown", (event) => {
    if (list.useKey(event)) return;
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "ArrowDown") { event.preventDefault(); look(); }
    if (event.key === "Backspace" && many && !input.value && state.chosen.length) set(state.chosen.slice(0, -1));
  });
  input.addEventListener("blur", () => {
    clearTimeout(state.timer);
    state.asked += 1;
    list.hide();
    settle(input, state, many, set);
  });
}

// What was typed but not chosen is not an answer: one value goes back to the last choice, or is cleared.
function settle(input, state, many, set) {
  if (many || input.value === (state.chosen[0]?.text ?? "")) return;
  if (input.value.trim() === "" && state.chosen.length) set([]);
  else input.value = state.chosen[0]?.text ?? "";
}

function drawNames(names, chosen, remove) {
  names.hidden = chosen.length === 0;
  fill(names, chosen.map((option) => h("li", { class: "chip" }, option.text,
    h("button", { type: "button", class: "chip-remove", on: { click: () => remove(option) } }, icon("close"), unseen(`Take out ${option.text}`)))));
}
