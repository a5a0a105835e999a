// The page put together: the address says where we are, the server says what is there, and each part draws its own share.

import { createAnnouncer, createNews, createToasts } from "./announce.js";
import { follow, read } from "./api.js";
import { createClock } from "./clock.js";
import { createConversation } from "./conversation.js";
import { createDesk } from "./desk.js";
import { fill, h, icon } from "./dom.js";
import { findEverybody } from "./everybody.js";
import { createHelp } from "./help.js";
import { listenForKeys } from "./keys.js";
import { fetchParts } from "./later.js";
import { createModal } from "./modal.js";
import { createPanel } from "./panel.js";
import { createPeopleMenu } from "./people.js";
import { platformOf, workspaceOf } from "./platforms.js";
import { formatRoute, paneOf, parseRoute, userId } from "./route.js";
import { createSidebar, isBotChat } from "./sidebar.js";
import { createTour } from "./tour.js";
import { clockTime, placeName } from "./words.js";

const FIRST_PERSON = "T0TEAPOINT:U0SAM";
const FIRST_CHANNEL = "C0UNMENTOR";
const NARROW = matchMedia("(max-width: 699px)");
const SCENES_EVERY = 3000;
const CLOCK_EVERY = 30000;

const at = (id) => document.getElementById(id);
const page = {
  route: parseRoute(location.hash), world: null, everybody: { people: [], workspaces: [] }, shown: null, conversation: null, homeFor: null,
  names: new Map(), saysTime: false,
};
page.nameOf = (id) => page.names.get(userId(id)) ?? null;

const say = createAnnouncer(at("announcer"));
const toast = createToasts(at("toasts"));
const news = createNews(say, page.nameOf);
const desk = createDesk(page, { refresh: () => refresh({ view: true }), did: (kind, words) => tour.did(kind, words), complain, say });
const modal = createModal(page, desk);
const sidebar = createSidebar(at("side"));
const conversation = createConversation(at("middle"), page, desk);
const panel = createPanel(at("panel"), page, desk);
const people = createPeopleMenu(at("you"), { find: desk.searchEverybody, onChoose: (person) => { location.hash = formatRoute({ as: person.id, conversation: page.route.conversation && keepPlace(person) }); } });
const clock = createClock(at("clock"), { onMove: desk.move });
const tour = createTour(at("tour"), { say, clock: clock.press });
const help = createHelp({ bringBack: tour.bringBack });
const scenesButton = drawTools();
let unfollow = () => {};

function complain(text) {
  if (modal.isOpen()) modal.complain(text);
  else toast(text);
}

// Somebody in the same workspace sees the same channel; private talk of the last person stays theirs.
function keepPlace(person) {
  const same = workspaceOf(person.id) === workspaceOf(page.route.as);
  const isOpen = page.shown === "home" || page.world.conversations.some((one) => one.id === page.shown && one.kind === "channel");
  return same && isOpen ? page.shown : null;
}

function drawTools() {
  const scenes = h("button", { type: "button", class: "button button-quiet", "aria-controls": "panel", on: { click: toggleScenes } }, icon("scenes"), h("span", { class: "tool-words" }, "Behind the scenes"));
  const ask = h("button", { type: "button", class: "button button-quiet", "aria-keyshortcuts": "Control+/", on: { click: help.open } }, icon("help"), h("span", { class: "tool-words tool-help" }, "Help"));
  at("tools").append(scenes, ask);
  return scenes;
}

function toggleScenes() {
  location.hash = formatRoute({ ...page.route, conversation: page.route.conversation ?? page.shown, panel: page.route.panel === "scenes" ? null : "scenes" });
}

// One refresh at a time; what is asked for meanwhile is done right after, once. Promises that it is drawn.
const queue = { last: Promise.resolve(), next: null };
function refresh({ view = false } = {}) {
  queue.next ??= { view: false, drawn: queue.last = queue.last.then(refreshNext) };
  queue.next.view ||= view;
  return queue.next.drawn;
}

async function refreshNext() {
  const { view } = queue.next;
  queue.next = null;
  try {
    await load(view);
    if (at("connection").dataset.kind === "load") connected(true);
  } catch (trouble) {
    if (trouble.status === 404 && !page.world && page.route.as !== FIRST_PERSON) location.hash = formatRoute({ as: FIRST_PERSON });
    else connected(false, trouble.message, "load");
  }
}

async function load(view) {
  const { as } = page.route;
  const [world, everybody] = await Promise.all([read("world", { as }), page.world ? page.everybody : findEverybody(), fetchParts(platformOf(as))]);
  if (as !== page.route.as) return;
  page.everybody = everybody;
  takeWorld(world);
  await Promise.all([loadMiddle(as), loadPanel(as), view && loadView(as)]);
}

function takeWorld(world) {
  const before = page.world?.clock.now;
  page.world = world;
  for (const [id, name] of Object.entries(world.names ?? {})) page.names.set(id, name);
  for (const one of [...world.people, ...world.conversations]) if (!page.names.has(userId(one.id))) page.names.set(userId(one.id), one.name);
  page.shown = knownPlace(world) ?? firstConversation(world);
  people.draw(world.you, page.everybody);
  clock.draw(world.clock);
  sidebar.draw(world, page.everybody, page.route, middleIsHidden() ? null : page.shown);
  news.count(world.conversations, middleIsHidden() ? null : page.shown);
  if (page.saysTime && before !== world.clock.now) { say(`It is now ${clockTime(world.clock.now)}.`); page.saysTime = false; }
}

// Places that an address may name without knowing their id: the bot's messages, and the newest introduction.
function aliases(world) {
  const bot = world.conversations.find((one) => isBotChat(one, world))?.id;
  const chats = world.conversations.filter((one) => one.kind === "mpim").sort((one, other) => Number(other.last) - Number(one.last));
  return { bot, latest: chats[0]?.id ?? bot, mail: world.conversations.find((one) => one.kind === "mail")?.id };
}

// An address may name a conversation that this person is not in, or that a new start has forgotten.
function knownPlace(world) {
  const id = aliases(world)[page.route.conversation] ?? page.route.conversation;
  return (id === "home" && world.home !== false) || world.conversations.some((one) => one.id === id) ? id : null;
}

function middleIsHidden() {
  return NARROW.matches && paneOf(page.route) === "list";
}

function firstConversation(world) {
  if (world.platform === "mail") return world.conversations[0]?.id ?? null;
  const channels = world.conversations.filter((one) => one.kind === "channel" && world.platform !== "teams");
  return (channels.find((one) => one.id === FIRST_CHANNEL) ?? channels[0] ?? world.conversations[0])?.id ?? "home";
}

async function loadMiddle(as) {
  if (middleIsHidden()) return;
  if (page.shown === "home") return loadHome(as);
  page.homeFor = null;
  if (!page.shown) return drawNoMail();
  const found = await read("conversation", { as, id: page.shown });
  if (as !== page.route.as || found.id !== page.shown) return;
  for (const person of found.members ?? []) page.names.set(userId(person.id), person.name);
  page.conversation = found;
  conversation.draw(found);
  news.hear(`${as} ${found.id}`, found.messages, page.world.you);
  document.title = `${placeName({ ...page.world.conversations.find((one) => one.id === found.id), ...found })}, ${page.world.you.name}, Teapoint playground`;
}

function drawNoMail() {
  conversation.drawNoMail();
  document.title = `Mail, ${page.world.you.name}, Teapoint playground`;
}

// Opening the Home tells the bot; drawing it again after a change does not.
async function loadHome(as) {
  const opens = page.homeFor !== as;
  page.homeFor = as;
  const { view } = await read("home", { as, open: opens ? null : 0 });
  if (as !== page.route.as || page.shown !== "home") return;
  conversation.drawHome(view);
  document.title = `App Home, ${page.world.you.name}, Teapoint playground`;
}

async function loadPanel(as) {
  const { panel: kind, thread } = page.route;
  scenesButton.setAttribute("aria-expanded", String(kind === "scenes"));
  if (kind === "scenes") return panel.drawScenes(await read("scenes", { as }), platformOf(as));
  if (kind === "digests") return panel.drawBlogs((await read("scenes")).blogs);
  if (kind !== "thread" || !page.shown || page.shown === "home") return panel.hide();
  const found = await read("conversation", { as, id: page.shown, thread });
  if (page.route.thread !== thread) return;
  panel.drawThread({ ...(page.world.conversations.find((one) => one.id === page.shown) ?? {}), ...found });
  news.hear(`${as} ${found.id} ${thread}`, found.messages, page.world.you);
}

async function loadView(as) {
  const answer = await read("view", { as });
  if (as === page.route.as) modal.show(answer);
}

function onChange(event) {
  refresh({ view: Boolean(event.view) });
}

let waiting = 0;
function connected(is, words = "The connection to the playground is lost. We are trying again; nothing you typed is lost.", kind = "stream") {
  const bar = at("connection");
  clearTimeout(waiting);
  const draw = () => {
    bar.dataset.kind = is ? "" : kind;
    fill(bar, is ? null : h("p", {}, words), !is && h("button", { type: "button", class: "button button-quiet", on: { click: () => refresh({ view: true }) } }, "Try now"));
  };
  if (is) draw(); else waiting = setTimeout(draw, 800);
}

function onStream(is) {
  if (is) refresh({ view: true }); // what changed while nobody was listening
  connected(is);
}

function follows(as) {
  unfollow();
  unfollow = follow(as, onChange, onStream);
}

function go() {
  const before = page.route;
  page.route = parseRoute(location.hash);
  if (!page.route.as) { location.replace(formatRoute({ as: before.as ?? FIRST_PERSON })); return; }
  document.body.dataset.pane = paneOf(page.route);
  if (before.as !== page.route.as) { news.forget(); follows(page.route.as); }
  refresh({ view: before.as !== page.route.as }).then(() => settleFocus(before));
}

// Closing the right column gives the focus back to what opened it; on a phone, a new pane takes it.
function settleFocus(before) {
  if (before.panel && !page.route.panel && lostFocus()) (before.panel === "scenes" ? scenesButton : linkTo(before) ?? at("middle")).focus();
  else if (NARROW.matches && paneOf(before) !== paneOf(page.route)) paneFocus(before);
}

function lostFocus() {
  return document.activeElement === document.body || at("panel").contains(document.activeElement);
}

function linkTo(route) {
  return [...document.querySelectorAll(".thread-link")].find((link) => link.getAttribute("href") === formatRoute(route));
}

function paneFocus(before) {
  const pane = paneOf(page.route);
  const link = [...document.querySelectorAll("#side a")].find((one) => one.dataset.conversation === before.conversation);
  if (pane === "list") (link ?? at("side").querySelector("a"))?.focus();
  if (pane === "middle") at("middle").focus();
}

function listen() {
  addEventListener("hashchange", go);
  NARROW.addEventListener("change", () => refresh());
  for (const link of document.querySelectorAll("[data-skip]")) {
    link.addEventListener("click", (event) => { event.preventDefault(); (link.dataset.skip === "composer" ? at("composer") : document.querySelector("#messages .message[tabindex='0']") ?? at("middle")).focus(); });
  }
  listenForKeys({
    people: people.open, composer: conversation.focusComposer, help: help.open,
    closePanel: () => { location.hash = formatRoute({ ...page.route, panel: null }); },
  });
  setInterval(() => ["scenes", "digests"].includes(page.route.panel) && !document.hidden && refresh(), SCENES_EVERY);
  setInterval(() => !document.hidden && refresh(), CLOCK_EVERY);
}

async function start() {
  if (!page.route.as) history.replaceState(null, "", formatRoute({ as: FIRST_PERSON }));
  page.route = parseRoute(location.hash);
  document.body.dataset.pane = paneOf(page.route);
  listen();
  await refresh({ view: true });
  follows(page.route.as);
}

start();
