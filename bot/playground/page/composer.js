// The message box: completes commands, remembers drafts by conversation and what was sent before.

import { complete } from "./completion.js";
import { h, icon, unseen } from "./dom.js";
import { attachListbox } from "./listbox.js";

const KEPT = 30;
// On a touch keyboard there is no Shift and Enter: Enter starts a new line, and the button sends.
const TOUCH = matchMedia("(hover: none) and (pointer: coarse)");

/**
 * A message box. `target()` gives {as, channel, thread, name, withBot, commands};
 * `send(text)` promises true once it arrived; a text that did not arrive stays in the box.
 */
export function createComposer({ id, target, send }) {
  const label = h("label", { class: "unseen", for: id });
  const input = h("textarea", { id, class: "composer-input", rows: 1, spellcheck: "true", "aria-describedby": `${id}-hint` });
  const hint = h("p", { class: "composer-hint", id: `${id}-hint` });
  const list = attachListbox(input, { id: `${id}-list`, label: "Commands", tabPicks: true, onPick: ({ insert }) => { put(insert); input.focus(); } });
  const button = h("button", { class: "send" }, icon("send"), unseen("Send"));
  const form = h("form", { class: "composer" }, label, list.node, h("div", { class: "composer-box" }, input, button), hint);
  const history = { at: -1 };
  const look = () => {
    const { commands, withBot } = target();
    const found = complete(input.value.slice(0, input.selectionStart), commands, withBot);
    hint.textContent = found.hint ?? idle(target());
    if (found.options.length && document.activeElement === input) list.show(found.options);
    else list.hide();
  };
  const put = (text) => {
    input.value = text;
    fit(input);
    save(target(), text);
    look();
  };
  const submit = async () => {
    const text = input.value.trim();
    if (!text || form.getAttribute("aria-busy") === "true") return;
    list.hide();
    form.setAttribute("aria-busy", "true");
    if (await send(text)) { remember(target(), text); history.at = -1; put(""); }
    form.removeAttribute("aria-busy");
  };
  const recall = (event) => {
    const past = sent(target());
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step || !past.length || (input.value && history.at < 0) || history.at + step >= past.length) return;
    event.preventDefault();
    history.at = Math.max(-1, history.at + step);
    put(history.at < 0 ? "" : past[history.at]);
    list.hide();
  };
  input.addEventListener("input", () => { history.at = -1; put(input.value); });
  input.addEventListener("keydown", (event) => {
    if (list.useKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !TOUCH.matches) { event.preventDefault(); submit(); } else recall(event);
  });
  input.addEventListener("blur", () => list.hide());
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  return {
    node: form,
    focus: () => input.focus(),
    type: (text) => { put(text); input.focus(); },
    /** Shows the draft of the conversation that `target` names now. */
    draw: () => { label.textContent = input.placeholder = target().name; input.value = draft(target()); history.at = -1; fit(input); hint.textContent = idle(target()); list.hide(); },
  };
}

function idle({ withBot, commands }) {
  if (withBot) return "Type a word such as help, or / for every command.";
  const keys = TOUCH.matches ? "" : "Enter sends, Shift and Enter starts a new line.";
  return `${commands.length ? "Type / for commands. " : ""}${keys}`;
}

function fit(input) {
  input.rows = Math.min(8, input.value.split("\n").length);
}

const draftKey = ({ as, channel, thread }) => `teapoint draft ${as} ${channel} ${thread ?? ""}`;
const sentKey = ({ as }) => `teapoint sent ${as}`;

function draft(target) {
  return localStorage.getItem(draftKey(target)) ?? "";
}

function save(target, text) {
  if (text) localStorage.setItem(draftKey(target), text);
  else localStorage.removeItem(draftKey(target));
}

function sent(target) {
  return JSON.parse(localStorage.getItem(sentKey(target)) ?? "[]");
}

function remember(target, text) {
  const past = [text, ...sent(target).filter((one) => one !== text)].slice(0, KEPT);
  localStorage.setItem(sentKey(target), JSON.stringify(past));
}
