// The message box: completes commands, remembers drafts by conversation and what was sent before.

import { createAttaching } from "./attaching.js";
import { complete } from "./completion.js";
import { h, icon, unseen } from "./dom.js";
import { attachListbox } from "./listbox.js";

const KEPT = 30;
// On a touch keyboard there is no Shift and Enter: Enter starts a new line, and the button sends.
const TOUCH = matchMedia("(hover: none) and (pointer: coarse)");

/**
 * A message box. `target()` gives {as, channel, thread, name, withBot, commands};
 * `send(target, text, files)` promises true once it arrived; what did not arrive is put back in the box. Who types on
 * in the meantime has that sent next. `give(file)` takes a file, in the conversation with the bot; without it the box
 * takes none.
 */
export function createComposer({ id, target, send, give = null }) {
  return new Composer(id, target, send, give);
}

class Composer {
  constructor(id, target, send, give) {
    Object.assign(this, { target, send, give, recalled: -1, underWay: 0, last: Promise.resolve() });
    this.label = h("label", { class: "unseen", for: id });
    this.input = h("textarea", { id, class: "composer-input", rows: 1, spellcheck: "true", "aria-describedby": `${id}-hint` });
    this.hint = h("p", { class: "composer-hint", id: `${id}-hint` });
    this.list = attachListbox(this.input, { id: `${id}-list`, label: "Commands", tabPicks: true, onPick: ({ insert }) => this.type(insert) });
    this.attaching = createAttaching({ id, key: () => draftKey(this.target()), give, focus: () => this.focus() });
    const { button, input, list, said } = this.attaching.nodes;
    const line = h("div", { class: "composer-line" }, button, this.input, h("button", { class: "send" }, icon("send"), unseen("Send")));
    this.node = h("form", { class: "composer" }, this.label, this.list.node, input, h("div", { class: "composer-box" }, list, line), said, this.hint);
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => { this.recalled = -1; this.put(this.input.value); });
    this.input.addEventListener("keydown", (event) => this.useKey(event));
    this.input.addEventListener("blur", () => this.list.hide());
    this.node.addEventListener("dragover", (event) => { if (this.takesFiles()) event.preventDefault(); });
    this.node.addEventListener("drop", (event) => this.useDrop(event));
    this.node.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
  }

  useKey(event) {
    if (this.list.useKey(event)) return;
    const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing && !TOUCH.matches;
    if (!sends) { this.recall(event); return; }
    event.preventDefault();
    this.submit();
  }

  takesFiles() {
    return Boolean(this.give) && this.target().withBot;
  }

  useDrop(event) {
    if (!this.takesFiles() || !event.dataTransfer.files.length) return;
    event.preventDefault();
    this.attaching.add(event.dataTransfer.files);
  }

  focus() {
    this.input.focus();
  }

  type(text) {
    this.put(text);
    this.focus();
  }

  put(text) {
    this.input.value = text;
    fit(this.input);
    save(this.target(), text);
    this.look();
  }

  look() {
    const found = complete(this.input.value.slice(0, this.input.selectionStart), this.target());
    this.hint.textContent = found.hint ?? idle(this.target());
    if (found.options.length && document.activeElement === this.input) this.list.show(found.options);
    else this.list.hide();
  }

  submit() {
    const text = this.input.value.trim();
    const target = this.target();
    const files = this.takesFiles() ? this.attaching.take(draftKey(target)) : [];
    if (!(text || files.length)) return;
    this.recalled = -1;
    this.put("");
    this.list.hide();
    this.last = this.last.then(() => this.deliver(target, text, files));
    this.busy(+1);
  }

  // One after the other: what was sent first arrives first.
  async deliver(target, text, files) {
    if (!(await this.send(target, text, files))) this.putBack(target, text, files);
    else if (text) remember(target, text);
    this.busy(-1);
  }

  busy(more) {
    this.underWay += more;
    if (this.underWay) this.node.setAttribute("aria-busy", "true");
    else this.node.removeAttribute("aria-busy");
  }

  // The person may have gone elsewhere while it was sent: it goes back to where it was written.
  putBack(target, text, files) {
    const kept = [text, draft(target)].filter(Boolean).join("\n");
    save(target, kept);
    this.attaching.putBack(draftKey(target), files);
    if (draftKey(target) === draftKey(this.target())) this.put(kept);
  }

  recall(event) {
    const past = sent(this.target());
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step || !past.length || (this.input.value && this.recalled < 0) || this.recalled + step >= past.length) return;
    event.preventDefault();
    this.recalled = Math.max(-1, this.recalled + step);
    this.put(this.recalled < 0 ? "" : past[this.recalled]);
    this.list.hide();
  }

  /** Shows the draft of the conversation that `target` names now. */
  draw() {
    const target = this.target();
    this.label.textContent = this.input.placeholder = target.name;
    this.input.value = draft(target);
    this.recalled = -1;
    fit(this.input);
    this.hint.textContent = idle(target);
    this.attaching.nodes.button.hidden = !this.takesFiles();
    this.attaching.draw();
    this.list.hide();
  }
}

function idle({ withBot, commands, teams, installed }) {
  if (teams && withBot) return "Type a word such as help. On Teams, commands are words without a slash.";
  if (teams && commands.length) return installed ? "Begin with @Teapoint to ask it something; it hears nothing else here." : "Teapoint is not here yet. Add it above, then begin with @Teapoint.";
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
