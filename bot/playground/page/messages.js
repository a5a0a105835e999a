// A list of messages: who, when, what, and the way into a thread. It never takes the reading place away.

import { drawBlocks } from "./blocks.js";
import { h, icon, keep, rove, unseen } from "./dom.js";
import { drawMenu } from "./elements.js";
import { later } from "./later.js";
import { drawMrkdwn } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { userId } from "./route.js";
import { makeSurface } from "./surface.js";
import { count, day, hours, sizeOf, spoken, toDate } from "./words.js";

const TOGETHER = 5 * 60 * 1000;
const NEAR = 48;

/** A list in a scrolling frame. `desk` is the page's hands; `threadLink(message)` is an address, or null in a thread. */
export function createMessages({ id, label, desk, threadLink }) {
  const list = h("ol", { class: "messages", id, "aria-label": label });
  const more = h("button", { type: "button", class: "more-below", hidden: true, on: { click: () => toBottom(frame, more) } });
  const frame = h("div", { class: "scroller" }, list);
  const settle = rove(list, ".message");
  list.addEventListener("focusin", () => followStop(list));
  let shown = null;
  frame.addEventListener("scroll", () => { if (isAtBottom(frame)) more.hidden = true; });
  return {
    node: h("div", { class: "messages-frame" }, frame, more),
    draw: (conversation, empty) => {
      const same = shown === conversation.key;
      const before = place(frame, list, same);
      shown = conversation.key;
      const items = itemsOf(conversation, desk, threadLink);
      keep(list, items.length ? items : [{ key: "empty", stamp: conversation.key, make: () => h("li", { class: "empty" }, empty()) }]);
      settle(before.focused?.isConnected ? undefined : list.querySelector(".message:last-child"));
      followStop(list);
      restore(frame, list, before, more);
    },
  };
}

// Only the message that the arrow keys are at has its thread link and menu among the tab stops; else Tab would meet hundreds.
function followStop(list) {
  for (const stop of list.querySelectorAll(".thread-link, .message-menu summary")) stop.tabIndex = stop.closest(".message").tabIndex;
}

function isAtBottom(frame) {
  return frame.scrollHeight - frame.scrollTop - frame.clientHeight < NEAR;
}

function toBottom(frame, more) {
  frame.scrollTop = frame.scrollHeight;
  more.hidden = true;
  frame.querySelector(".message:last-child")?.focus({ preventScroll: true });
}

// Where the reader is: at the end, or somewhere; with the focus on a control of some message, or not.
function place(frame, list, same) {
  const active = list.contains(document.activeElement) ? document.activeElement : null;
  return {
    same,
    atBottom: isAtBottom(frame),
    number: list.querySelectorAll(".message").length,
    focused: active,
    key: active?.closest("[data-key]")?.dataset.key,
    action: active?.dataset.action,
  };
}

function restore(frame, list, before, more) {
  const focused = before.focused && refocus(list, before);
  const fresh = list.querySelectorAll(".message").length - before.number;
  if (!before.same) frame.scrollTop = frame.scrollHeight;
  else if (before.atBottom) frame.scrollTop = Math.min(frame.scrollHeight, focused ? focused.offsetTop - list.offsetTop : Infinity);
  else if (fresh > 0) { more.textContent = count(fresh, "new message below", "new messages below"); more.hidden = false; }
  if (!before.same || isAtBottom(frame)) more.hidden = true;
}

function refocus(list, { focused, key, action }) {
  if (focused.isConnected && focused.closest("li")) return focused.closest("li");
  const item = [...list.children].find((node) => node.dataset.key === key) ?? list.querySelector(".message:last-child");
  const control = action && [...(item?.querySelectorAll("[data-action]") ?? [])].find((node) => node.dataset.action === action);
  const wrong = action && item?.querySelector(".card [aria-invalid=true]");
  (wrong || control || item)?.focus({ preventScroll: !wrong });
  return item;
}

function itemsOf(conversation, desk, threadLink) {
  const items = [];
  let last = null;
  for (const message of conversation.messages) {
    if (!last || day(last.ts) !== day(message.ts)) { items.push(dayItem(message)); last = null; }
    items.push(messageItem(message, continues(last, message), conversation, desk, threadLink));
    last = message;
  }
  return items;
}

function dayItem(message) {
  const name = day(message.ts);
  return { key: `day ${name}`, stamp: name, make: () => h("li", { class: "day" }, h("span", { class: "day-name" }, name)) };
}

function continues(last, message) {
  return Boolean(last) && userId(last.user?.id) === userId(message.user?.id) && last.ephemeral === message.ephemeral
    && !message.is_bot && toDate(message.ts) - toDate(last.ts) < TOGETHER;
}

function messageItem(message, follows, conversation, desk, threadLink) {
  return {
    key: `${message.ts}${message.ephemeral ? "e" : ""}`,
    stamp: JSON.stringify([message, follows]),
    make: () => drawMessage(message, follows, conversation, desk, threadLink),
  };
}

function drawMessage(message, follows, conversation, desk, threadLink) {
  const surface = makeSurface({ source: "message", channel: conversation.id, ts: message.ts }, desk);
  const look = ["message", message.is_bot && "is-bot", message.ephemeral && "is-private", follows && "is-following"];
  return h("li", { class: look.filter(Boolean).join(" "), tabindex: -1 },
    avatar({ ...message.user, is_bot: message.is_bot }),
    h("div", { class: "message-main" },
      drawHead(message),
      h("div", { class: "message-body" }, drawBody(message, surface), drawCards(message, conversation, desk), drawFiles(message)),
      message.edited && h("p", { class: "edited" }, "Edited"),
      !message.ephemeral && drawTools(message, conversation, desk, threadLink)));
}

// A thread that has replies keeps its link below the message; what else can be done shows when the message is met.
function drawTools(message, conversation, desk, threadLink) {
  const address = threadLink?.(message);
  const link = address && drawThreadLink(message, address);
  const tools = [!message.reply_count && link, drawShortcuts(message, conversation, desk)].filter(Boolean);
  return [message.reply_count > 0 && link, tools.length > 0 && h("div", { class: "message-tools" }, tools)];
}

function drawShortcuts(message, conversation, desk) {
  const items = desk.shortcuts().map(({ callback_id, name }) =>
    ({ words: name, choose: () => desk.shortcut({ channel: conversation.id, ts: message.ts, callback_id }, name) }));
  const whose = `More for the message of ${message.user?.name ?? "somebody"}, ${hours(message.ts)}`;
  return items.length > 0 && drawMenu(whose, items, { action: "menu" });
}

function drawHead(message) {
  return h("p", { class: "message-head" },
    h("strong", { class: "author" }, message.user?.name ?? "Somebody"), message.is_bot && h("span", { class: "app-mark" }, "app"),
    h("time", { datetime: toDate(message.ts).toISOString(), title: spoken(message.ts) }, hours(message.ts)),
    message.ephemeral && h("span", { class: "private-mark" }, icon("lock"), "Only you can see this"));
}

function drawBody(message, surface) {
  if (message.blocks?.length) return drawBlocks(message.blocks, surface);
  if (!message.text && message.cards?.length) return null;
  return h("div", { class: "block block-text" }, drawWords(message, surface));
}

// Slack's messages say nothing of a format; those of Teams do.
function drawWords({ format, text }, surface) {
  if (format === "plain") return later.drawPlain(text);
  return format === "markdown" ? later.drawMarkdown(text) : drawMrkdwn(text, surface.nameOf);
}

// The note is what the bot answered to your last press of this card.
function drawCards({ cards = [], note, ts }, conversation, desk) {
  if (!cards.length) return null;
  const surface = later.makeCardSurface({ channel: conversation.id, ts }, desk);
  return [cards.map((card) => later.drawCard(card, surface)), note && h("p", { class: "card-note" }, note)];
}

function drawFiles({ files }) {
  return files?.length > 0 && h("ul", { class: "message-files", "aria-label": "Files" },
    files.map((file) => h("li", { class: "attached-file" }, h("span", { class: "attached-name" }, file.name), h("span", { class: "attached-size" }, sizeOf(file.size)))));
}

function drawThreadLink(message, address) {
  const replies = message.reply_count ?? 0;
  return h("a", { class: `thread-link${replies ? "" : " is-quiet"}`, href: address, data: { action: "thread" } },
    icon("thread"), replies ? count(replies, "reply", "replies") : "Reply in thread",
    unseen(` to ${message.user?.name ?? "this message"}, ${hours(message.ts)}`));
}
