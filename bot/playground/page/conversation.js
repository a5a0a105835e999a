// The middle column: a conversation with its messages and its message box, or the App Home.

import { drawBlocks } from "./blocks.js";
import { createComposer } from "./composer.js";
import { fill, h, icon, unseen } from "./dom.js";
import { createMessages } from "./messages.js";
import { formatRoute } from "./route.js";
import { isBotChat } from "./sidebar.js";
import { makeSurface } from "./surface.js";
import { count, placeName } from "./words.js";

const drawnHomes = new WeakMap();
const TRIES = ["help", "status", "join"];

/** The middle column in `root`; `page` is the page's state, `desk` its hands. */
export function createConversation(root, page, desk) {
  const head = h("header", { class: "place-head" });
  const home = h("div", { class: "home", hidden: true });
  const composer = createComposer({ id: "composer", target: () => targetOf(page), send: desk.say, give: desk.give });
  const closed = h("p", { class: "closed", hidden: true }, "This channel is archived. You can read it, but nobody can write here.");
  const threadLink = (message) => formatRoute({ ...page.route, conversation: page.shown, panel: "thread", thread: message.thread_ts ?? message.ts });
  const messages = createMessages({ id: "messages", label: "Messages", desk, threadLink });
  let drawn = null;
  fill(root, head, home, messages.node, closed, composer.node);
  return {
    focusComposer: () => composer.focus(),
    drawHome: (view) => {
      setMode(root, true, { home, messages, composer, closed });
      drawHomeHead(head, page);
      drawHome(home, view, desk);
      drawn = "home";
    },
    draw: (conversation) => {
      setMode(root, false, { home, messages, composer, closed });
      const summary = page.world.conversations.find((one) => one.id === conversation.id) ?? conversation;
      drawHead(head, page, { ...summary, ...conversation });
      messages.draw({ ...conversation, key: `${page.route.as} ${conversation.id}` }, () => drawEmpty({ ...summary, ...conversation }, page, composer));
      composer.node.hidden = Boolean(summary.archived);
      closed.hidden = !summary.archived;
      const key = `${page.route.as} ${conversation.id}`;
      if (drawn !== key) composer.draw();
      drawn = key;
    },
  };
}

function setMode(root, isHome, { home, messages, composer, closed }) {
  root.classList.toggle("is-home", isHome);
  home.hidden = !isHome;
  messages.node.hidden = isHome;
  composer.node.hidden = isHome;
  closed.hidden = true;
}

function targetOf(page) {
  const one = page.world?.conversations.find(({ id }) => id === page.shown);
  const withBot = Boolean(one) && isBotChat(one, page.world);
  return {
    as: page.route.as, channel: page.shown, thread: null, withBot,
    name: one ? `Message ${placeName(one)}` : "Message",
    commands: page.world?.commands ?? [],
  };
}

function backLink(page) {
  return h("a", { class: "icon-button back", href: formatRoute({ as: page.route.as }), data: { back: "list" } }, icon("back"), unseen("Back to all conversations"));
}

function drawHead(head, page, conversation) {
  const people = conversation.member_count ?? conversation.members?.length ?? 0;
  const note = conversation.kind === "channel" ? conversation.purpose : conversation.kind === "mpim" ? "A group chat. The bot starts it and does not read it." : null;
  fill(head, backLink(page),
    h("div", { class: "place-words" },
      h("h2", { class: "place-title", id: "place-title" }, placeName(conversation)),
      note && h("p", { class: "place-note" }, note)),
    conversation.kind !== "im" && people > 0 && h("p", { class: "place-count" }, count(people, "person", "people")));
}

function drawHomeHead(head, page) {
  fill(head, backLink(page), h("div", { class: "place-words" },
    h("h2", { class: "place-title", id: "place-title" }, "App Home"),
    h("p", { class: "place-note" }, "Teapoint's own page, for you alone")));
}

function drawHome(home, view, desk) {
  const stamp = JSON.stringify(view?.blocks ?? null);
  if (drawnHomes.get(home) === stamp) return;
  const action = home.contains(document.activeElement) ? document.activeElement.dataset.action : null;
  drawnHomes.set(home, stamp);
  fill(home, h("div", { class: "home-page" }, view
    ? drawBlocks(view.blocks ?? [], makeSurface({ source: "home", view_id: view.id ?? null }, desk))
    : drawNoHome()));
  if (action) refocus(home, action);
}

// A press may draw the Home anew; the focus stays on the same control, or at the top of what is new.
function refocus(home, action) {
  const same = [...home.querySelectorAll("[data-action]")].find((node) => node.dataset.action === action);
  (same ?? document.getElementById("middle")).focus({ preventScroll: true });
}

function drawNoHome() {
  return h("div", { class: "empty" }, h("h3", {}, "Nothing here yet"),
    h("p", {}, "Teapoint has not drawn its page for you. It does so when it is told that you opened it; if you have stopped the bot, start it again in “Behind the scenes”."));
}

function drawEmpty(conversation, page, composer) {
  if (isBotChat(conversation, page.world)) return drawBotStart(page, composer);
  const words = conversation.kind === "channel" ? conversation.purpose : "Nobody has written here yet.";
  return [h("h3", {}, `This is the start of ${placeName(conversation)}`), h("p", {}, words || "Nobody has written here yet.")];
}

function drawBotStart(page, composer) {
  const verbs = TRIES.filter((verb) => page.world.commands.some(({ words }) => String(words) === verb));
  return [h("h3", {}, "This is where Teapoint talks with you"),
    h("p", {}, "Introductions and answers arrive here. You can type to it as you would to a colleague; nobody else sees it."),
    verbs.length > 0 && h("div", { class: "block-actions" }, verbs.map((verb) =>
      h("button", { type: "button", class: "button", on: { click: () => composer.type(verb) } }, `Type “${verb}”`)))];
}
