// A modal over the page: one form, its errors at the field, what was typed kept when it closes.

import { drawBlocks } from "./blocks.js";
import { findProblems } from "./checks.js";
import { fill, h, icon, unseen } from "./dom.js";
import { draftKey, draftOf, forgetDraft, keepField } from "./drafts.js";
import { wordsOf } from "./mrkdwn.js";
import { makeSurface } from "./surface.js";

/**
 * The page's modal. `show({view, view_id, hash})` draws what the server says is on top; null closes it.
 * `desk.submit(view_id, values)` promises {errors} or {ok}; `desk.close(view_id)` tells that it was closed.
 */
export function createModal(page, desk) {
  const parts = drawParts();
  const { dialog, form, body, trouble } = parts;
  const shown = { id: null, hash: null, stamp: null, view: null, surface: null, opener: null };

  const show = ({ view, view_id: id, hash }) => {
    if (!view) return put(false);
    const stamp = JSON.stringify([id, hash ?? view]);
    if (stamp === shown.stamp) return null;
    const before = shown.id === id ? currentStates(shown.surface) : null;
    const action = body.contains(document.activeElement) ? document.activeElement.dataset.action : null;
    const surface = makeSurface({ source: "view", view_id: id }, desk);
    Object.assign(shown, { id, hash, stamp, view, surface });
    drawView(parts, view, surface);
    const kept = before ?? draftOf(draftKey(page.route.as, view));
    restoreStates(surface, kept);
    if (!before && kept.size) offerAfresh();
    put(true);
    return before ? focusAction(body, action) : focusFirst(parts);
  };

  const put = (open) => {
    if (open && !dialog.open) { shown.opener = openerNow(); dialog.showModal(); }
    if (!open && dialog.open) { dialog.close(); Object.assign(shown, { id: null, stamp: null, view: null }); giveBack(shown.opener); }
  };
  const offerAfresh = () => {
    const afresh = () => { forgetDraft(draftKey(page.route.as, shown.view)); const last = { view: shown.view, view_id: shown.id, hash: shown.hash }; shown.id = shown.stamp = null; show(last); };
    body.prepend(h("div", { class: "kept" }, h("p", {}, "This is what you typed last time."),
      h("button", { type: "button", class: "button button-quiet", on: { click: afresh } }, "Start afresh")));
  };
  const leave = async () => { const id = shown.id; put(false); await desk.close(id); };
  const complain = (text) => { trouble.textContent = text; };
  const submit = async () => {
    complain("");
    const problems = findProblems(shown.surface.fields);
    if (showProblems(body, shown.surface, problems) || form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    const key = draftKey(page.route.as, shown.view);
    const answer = await desk.submit(shown.id, shown.surface.values(), wordsOf(shown.view.submit));
    form.removeAttribute("aria-busy");
    if (answer?.errors) showProblems(body, shown.surface, new Map(Object.entries(answer.errors)));
    else if (answer) forgetDraft(key);
  };

  for (const type of ["input", "change"]) body.addEventListener(type, () => keepTouched(shown, page.route.as));
  body.addEventListener("click", (event) => event.target.closest(".option, .chip-remove") && keepTouched(shown, page.route.as));
  dialog.addEventListener("cancel", (event) => { if (event.target !== dialog) return; event.preventDefault(); leave(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); if (shown.view?.submit) submit(); });
  for (const button of [parts.cross, parts.close]) button.addEventListener("click", leave);
  return { show, complain, isOpen: () => dialog.open };
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

function drawView({ title, body, trouble, close, submit }, view, surface) {
  fill(title, wordsOf(view.title));
  fill(body, drawBlocks(view.blocks ?? [], surface));
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

// Only what the person changed is kept, so that a form opened anew shows fresh values everywhere else.
function keepTouched({ view, surface }, as) {
  if (!view) return;
  for (const [name, field] of surface.fields) {
    const state = field.read();
    if (JSON.stringify(state) !== field.first) keepField(draftKey(as, view), name, state);
  }
}

function focusFirst({ body, submit, close }) {
  const first = body.querySelector("input:not([type=hidden]), textarea, select, .button");
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
