// The middle column: a conversation with its messages and its message box, or the App Home.

import { drawBlocks } from "./blocks.js";
import { createComposer } from "./composer.js";
import { pressOnce } from "./elements.js";
import { fill, h, icon, unseen } from "./dom.js";
import { later } from "./later.js";
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
  const closed = h("p", { class: "closed", hidden: true });
  // A chat on Teams has no threads; its channels have.
  const threadLink = (message) => page.world.platform === "teams" && page.conversation?.kind !== "channel" ? null : formatRoute({ ...page.route, conversation: page.shown, panel: "thread", thread: message.thread_ts ?? message.ts });
  const messages = createMessages({ id: "messages", label: "Messages", desk, threadLink });
  const mailbox = createMailboxLater();
  const parts = { home, messages, mailbox, composer, closed };
  let drawn = null;
  fill(root, head, home, messages.node, mailbox.node, closed, composer.node);
  return {
    focusComposer: () => composer.focus(),
    drawHome: (view) => {
      setMode(root, "home", parts);
      drawHomeHead(head, page);
      drawHome(home, view, desk);
      drawn = "home";
    },
    draw: (conversation) => {
      const summary = page.world.conversations.find((one) => one.id === conversation.id) ?? conversation;
      drawHead(head, page, { ...summary, ...conversation }, desk);
      if (conversation.kind === "mail") {
        setMode(root, "mailbox", parts);
        mailbox.open().draw(conversation, page.route.as);
        return close(closed, whereRepliesGo(conversation));
      }
      setMode(root, "messages", parts);
      messages.draw({ ...conversation, key: `${page.route.as} ${conversation.id}` }, () => drawEmpty({ ...summary, ...conversation }, page, composer, desk));
      const why = whyClosed(summary);
      composer.node.hidden = Boolean(why);
      close(closed, why);
      const key = `${page.route.as} ${conversation.id}`;
      if (drawn !== key) composer.draw();
      drawn = key;
      return null;
    },
    drawNoMail: () => {
      setMode(root, "mailbox", parts);
      fill(head, backLink(page), h("div", { class: "place-words" }, h("h2", { class: "place-title", id: "place-title" }, "Mail")));
      mailbox.open().drawNone(page.world.you);
    },
  };
}

function createMailboxLater() {
  const node = h("div", { class: "mailbox", hidden: true, tabindex: "-1" });
  let made = null;
  return { node, open: () => made ??= later.createMailbox(node) };
}

function setMode(root, mode, { home, messages, mailbox, composer, closed }) {
  root.classList.toggle("is-home", mode === "home");
  home.hidden = mode !== "home";
  mailbox.node.hidden = mode !== "mailbox";
  messages.node.hidden = composer.node.hidden = mode !== "messages";
  closed.hidden = true;
}

function close(closed, why) {
  fill(closed, why);
  closed.hidden = !why;
}

function whyClosed({ archived, kind, installed }) {
  if (archived) return "This channel is archived. You can read it, but nobody can write here.";
  return kind === "im" && installed === false ? "Teapoint is not in this chat, so it cannot read what is written here." : null;
}

function whereRepliesGo({ messages }) {
  const address = messages.findLast(({ reply_to }) => reply_to)?.reply_to;
  return `You can read here, but not write. Replies go to ${address ?? "the address in each mail"}, where people read them. To do something, follow a link.`;
}

function targetOf(page) {
  const one = page.world?.conversations.find(({ id }) => id === page.shown);
  const withBot = Boolean(one) && isBotChat(one, page.world);
  return {
    as: page.route.as, channel: page.shown, thread: null, withBot,
    name: one ? `Message ${placeName(one)}` : "Message", teams: page.world?.platform === "teams", installed: one?.installed !== false,
    commands: page.world?.commands ?? [],
  };
}

function backLink(page) {
  return h("a", { class: "icon-button back", href: formatRoute({ as: page.route.as }), data: { back: "list" } }, icon("back"), unseen("Back to all conversations"));
}

function drawHead(head, page, conversation, desk) {
  const people = conversation.member_count ?? conversation.members?.length ?? 0;
  const note = noteOf(conversation, page);
  fill(head, backLink(page),
    h("div", { class: "place-words" },
      h("h2", { class: "place-title", id: "place-title" }, placeName(conversation)),
      note && h("p", { class: "place-note" }, note)),
    conversation.kind !== "im" && conversation.kind !== "mail" && people > 0 && h("p", { class: "place-count" }, count(people, "person", "people")),
    page.world.platform === "teams" && drawInstalling(conversation, page, desk));
}

function noteOf({ kind, purpose, team }, { world }) {
  if (kind === "channel") return [team && `In ${team} on Teams.`, purpose].filter(Boolean).join(" ");
  if (kind === "mail") return `${purpose}, to ${world.you.address ?? world.you.name}`;
  if (world.platform === "teams") return kind === "im" ? "Your chat with Teapoint on Teams" : "A group chat on Teams";
  return kind === "mpim" ? "A group chat. The bot starts it and does not read it." : null;
}

// Whoever uses Teams adds the bot for themselves, to a team or to a group chat, and takes it away again.
function drawInstalling(conversation, { world }, desk) {
  const what = { im: {}, mpim: { chat: conversation.id }, channel: { team: world.teams.find(({ name }) => name === conversation.team)?.id } }[conversation.kind];
  const where = { im: "", mpim: "chat", channel: "team" }[conversation.kind];
  const [deed, of] = conversation.installed ? ["Remove", "from"] : ["Add", "to"];
  const words = [deed, "Teapoint", where && `${of} the ${where}`].filter(Boolean).join(" ");
  const install = (event) => pressOnce(event.currentTarget, {}, () => desk.install(what, !conversation.installed));
  return h("button", { type: "button", class: `button place-install ${conversation.installed ? "button-quiet" : "button-primary"}`, data: { action: "install" }, on: { click: install } }, words);
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

function drawEmpty(conversation, page, composer, desk) {
  if (isBotChat(conversation, page.world)) return drawBotStart(conversation, page, composer, desk);
  const words = conversation.kind === "channel" ? conversation.purpose : "Nobody has written here yet.";
  return [h("h3", {}, `This is the start of ${placeName(conversation)}`), h("p", {}, words || "Nobody has written here yet.")];
}

// On Teams the whole line is typed; in Slack the verb alone is enough.
function drawBotStart(conversation, page, composer, desk) {
  const verbs = TRIES.flatMap((verb) => [verb, `unmentor ${verb}`].filter((words) => page.world.commands.some((one) => String(one.words) === words)).slice(0, 1));
  if (conversation.installed === false) return drawNotInstalled(desk);
  return [h("h3", {}, "This is where Teapoint talks with you"),
    h("p", {}, "Introductions and answers arrive here. You can type to it as you would to a colleague; nobody else sees it."),
    verbs.length > 0 && h("div", { class: "block-actions" }, verbs.map((verb) =>
      h("button", { type: "button", class: "button", on: { click: () => composer.type(verb) } }, `Type “${verb}”`)))];
}

function drawNotInstalled(desk) {
  return [h("h3", {}, "Teapoint is not here yet"),
    h("p", {}, "On Teams, people add an app before it can talk with them. It takes one press, where the organisation allows it."),
    h("div", { class: "block-actions" }, h("button", {
      type: "button", class: "button button-primary", on: { click: (event) => pressOnce(event.currentTarget, {}, () => desk.install({}, true)) },
    }, "Add Teapoint"))];
}
