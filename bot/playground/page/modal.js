// A modal over the page: one form, its errors at the field, what was typed kept when it closes.

import { drawBlocks } from "./blocks.js";
import { findProblems } from "./checks.js";
import { fill, h, icon, unseen } from "./dom.js";
import { draftKey, draftOf, forgetDraft, keepField } from "./drafts.js";
import { later } from "./later.js";
import { wordsOf } from "./mrkdwn.js";
import { makeSurface } from "./surface.js";

/**
 * The page's modal. `show({view, view_id, hash})` draws what the server says is on top; null closes it.
 * `desk.submit(view_id, values, words)` promises {errors} or {ok}; `desk.close(view_id)` tells that it was closed.
 */
export function createModal(page, desk) {
  const modal = new Modal(page, desk);
  return {
    show: (answer) => modal.show(answer),
    complain: (text) => modal.complain(text),
    isOpen: () => modal.parts.dialog.open,
  };
}

class Modal {
  constructor(page, desk) {
    Object.assign(this, { page, desk, parts: drawParts(), top: null, opener: null, leaving: null });
    this.states = new Map(); // what stood in the forms below the one on top, by view
    this.listen();
  }

  listen() {
    const { dialog, form, body, cross, close } = this.parts;
    for (const type of ["input", "change"]) body.addEventListener(type, () => this.keepTouched());
    body.addEventListener("click", (event) => event.target.closest(".option, .chip-remove") && this.keepTouched());
    dialog.addEventListener("cancel", (event) => {
      if (event.target !== dialog) return;
      event.preventDefault();
      this.leave();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.top?.view.submit) this.submit();
    });
    for (const button of [cross, close]) button.addEventListener("click", () => this.leave());
  }

  show({ view, view_id: id, hash }) {
    if (!view) return this.hide();
    const stamp = JSON.stringify([id, hash ?? view]);
    if (id === this.leaving || stamp === this.top?.stamp) return null;
    this.putAside(id);
    const focused = this.top?.id === id ? document.activeElement?.dataset.action : null;
    this.top = { id, hash, stamp, view, surface: makeSurface({ source: "view", view_id: id }, this.desk) };
    drawView(this.parts, view, this.top.surface, view.card && later.makeCardSurface({ view_id: id }, this.desk));
    this.restore();
    this.open();
    return focused ? focusAction(this.parts.body, focused) : focusFirst(this.parts);
  }

  putAside(next) {
    if (!this.top) return;
    if (this.top.id !== next && this.states.has(next)) return; // the one on top was closed
    this.states.set(this.top.id, currentStates(this.top.surface));
  }

  // A form that is updated or uncovered stands as it was; one opened again gets what was typed last time.
  restore() {
    const { id, surface } = this.top;
    const draft = draftOf(this.key());
    restoreStates(surface, this.states.get(id) ?? draft);
    if (!this.states.delete(id) && draft.size) this.offerAfresh();
  }

  offerAfresh() {
    const afresh = () => {
      const { view, id, hash } = this.top;
      forgetDraft(this.key());
      this.top = null;
      this.show({ view, view_id: id, hash });
    };
    this.parts.body.prepend(h("div", { class: "kept" }, h("p", {}, "This is what you typed last time."),
      h("button", { type: "button", class: "button button-quiet", on: { click: afresh } }, "Start afresh")));
  }

  key() {
    return draftKey(this.page.route.as, this.top.view);
  }

  open() {
    if (this.parts.dialog.open) return;
    this.opener = openerNow();
    this.parts.dialog.showModal();
  }

  hide() {
    this.top = null;
    this.states.clear();
    if (!this.parts.dialog.open) return;
    this.parts.dialog.close();
    giveBack(this.opener);
  }

  // The form below, if there is one, is shown again once the server has closed this one.
  async leave() {
    const { id } = this.top;
    this.leaving = id;
    if (this.states.size === 0) this.hide();
    await this.desk.close(id);
    this.leaving = null;
  }

  complain(text) {
    this.parts.trouble.textContent = text;
  }

  async submit() {
    const { form, body } = this.parts;
    const { id, surface, view } = this.top;
    const key = this.key();
    this.complain("");
    if (showProblems(body, surface, findProblems(surface.fields)) || form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    const answer = await this.desk.submit(id, surface.values(), wordsOf(view.submit));
    form.removeAttribute("aria-busy");
    if (answer?.errors) showProblems(body, surface, new Map(Object.entries(answer.errors)));
    else if (answer) forgetDraft(key);
  }

  // Only what the person changed is kept, so that a form opened anew shows fresh values everywhere else.
  keepTouched() {
    if (!this.top) return;
    for (const [name, field] of this.top.surface.fields) {
      const state = field.read();
      if (JSON.stringify(state) !== field.first) keepField(this.key(), name, state);
    }
  }
}

function drawParts() {
  const title = h("h2", { class: "modal-title", id: "modal-title" });
  const cross = h("button", { type: "button", class: "icon-button" }, icon("close"), unseen("Close"));
  const body = h("div", { class: "modal-body" });
  const trouble = h("p", { class: "modal-trouble", role: "alert" });
  const close = h("button", { type: "button", class: "button" });
  const submit = h("button", { class: "button button-primary" });
  const form = h("form", { class: "modal-form", novalidate: true },
    h("header", { class: "modal-head" }, title, cross), body, trouble, h("footer", { class: "dialog-foot" }, close, submit));
  const dialog = h("dialog", { class: "dialog modal", "aria-labelledby": "modal-title" }, form);
  document.body.append(dialog);
  return { dialog, form, title, cross, body, trouble, close, submit };
}

function drawView({ title, body, trouble, close, submit }, view, surface, cardSurface) {
  fill(title, wordsOf(view.title));
  fill(body, view.card ? later.drawCard(view.card, cardSurface) : drawBlocks(view.blocks ?? [], surface));
  fill(close, wordsOf(view.close) || (view.submit ? "Cancel" : "Close"));
  fill(submit, wordsOf(view.submit));
  submit.hidden = !view.submit;
  trouble.textContent = "";
  body.scrollTop = 0;
  for (const field of surface.fields.values()) field.first = JSON.stringify(field.read());
}

function currentStates(surface) {
  return new Map([...surface.fields].map(([name, field]) => [name, field.read()]));
}

function restoreStates(surface, states) {
  for (const [name, state] of states) surface.fields.get(name)?.write(state);
}

function focusFirst({ body, submit, close }) {
  const first = body.querySelector(".block input, .block textarea, .block select, .block .button, .card input, .card textarea, .card select, .card .button");
  (first ?? (submit.hidden ? close : submit)).focus();
}

function focusAction(body, action) {
  [...body.querySelectorAll("[data-action]")].find((node) => node.dataset.action === action)?.focus();
}

/** Shows problems at their fields, takes away old ones, and moves to the first. Whether there were any. */
function showProblems(body, surface, problems) {
  let first = null;
  for (const field of surface.fields.values()) {
    const node = body.querySelector(`[data-block="${CSS.escape(field.block.block_id)}"]`);
    const place = node?.querySelector(".field-error");
    if (!place) continue;
    const problem = problems.get(field.block.block_id) ?? "";
    fill(place, problem && [unseen("Problem: "), problem]);
    place.hidden = !problem;
    node.classList.toggle("has-error", Boolean(problem));
    const control = field.control();
    control?.toggleAttribute("aria-invalid", false);
    if (problem) { control?.setAttribute("aria-invalid", "true"); first ??= control; }
  }
  first?.focus();
  return problems.size > 0;
}

function openerNow() {
  const node = document.activeElement;
  return { node, key: node?.closest("[data-key]")?.dataset.key, action: node?.dataset?.action };
}

// The message that opened the modal may have been drawn anew since: find the same control, else the message box.
function giveBack({ node, key, action }) {
  if (node?.isConnected && node !== document.body) return node.focus();
  const item = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  const control = [...(item ?? document).querySelectorAll("[data-action]")].find((one) => action && one.dataset.action === action);
  return (control ?? item ?? document.getElementById("composer"))?.focus();
}
