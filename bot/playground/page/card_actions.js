// A card's actions: what is sent to the bot, links, and what opens within the card.

import { pressOnce } from "./elements.js";
import { h, icon, unseen } from "./dom.js";
import { isSafe } from "./mrkdwn.js";

const STYLES = { positive: "button-primary", destructive: "button-danger" };

/** A row of actions; what they open stands below it. `drawCard` draws the card of an Action.ShowCard. */
export function drawActions(actions, surface, drawCard) {
  const opened = [];
  const row = h("div", { class: "block-actions" }, actions.map((action) =>
    action.type === "Action.ShowCard" ? drawOpener(action, surface, drawCard, opened) : drawAction(action, surface)));
  return h("div", { class: "card-actions" }, row, opened.map(({ region }) => region));
}

/** One action; `look` is for a link within a text. */
export function drawAction(action, surface, { look = null } = {}) {
  const words = action.title ?? "";
  const attributes = { class: look ?? `button ${STYLES[action.style] ?? ""}`, title: action.tooltip, "aria-label": action.tooltip, data: { action: nameOf(action) } };
  if (action.type === "Action.OpenUrl") return drawLink(action, attributes, words);
  const act = action.type === "Action.ToggleVisibility" ? toggle : (node) => pressOnce(node, action, () => surface.press(action));
  return h("button", { ...attributes, type: "button", on: { click: (event) => act(event.currentTarget, action) } }, words);
}

function nameOf({ pressId = "", title = "" }) {
  return `${pressId} ${title}`;
}

function drawLink({ url = "" }, attributes, words) {
  if (!isSafe(url)) return h("span", {}, words);
  return h("a", { ...attributes, "aria-label": null, href: url, target: "_blank", rel: "noopener noreferrer" }, words, unseen(" (opens in a new tab)"));
}

// One card of a row is open at a time, as in Teams.
function drawOpener(action, surface, drawCard, opened) {
  const id = surface.newId();
  const region = h("div", { class: "card-opened", id, role: "group", "aria-label": action.title, hidden: true }, drawCard(action.card, surface));
  const button = h("button", {
    type: "button", class: `button ${STYLES[action.style] ?? ""}`, "aria-expanded": "false", "aria-controls": id, data: { action: nameOf(action) },
    on: { click: () => open(region.hidden ? region : null, opened) },
  }, action.title, icon("down"));
  opened.push({ button, region });
  return button;
}

function open(wanted, opened) {
  for (const { button, region } of opened) {
    region.hidden = region !== wanted;
    button.setAttribute("aria-expanded", String(!region.hidden));
  }
}

function toggle(node, { targetElements = [] }) {
  const card = node.closest(".message-body, .modal-body") ?? node.closest(".card");
  for (const target of targetElements) {
    const { elementId, isVisible } = typeof target === "string" ? { elementId: target } : target;
    const element = card.querySelector(`[data-element="${CSS.escape(elementId)}"]`);
    if (element) element.hidden = isVisible === undefined ? !element.hidden : !isVisible;
  }
}
