// The left column: workspaces, the bot, channels, group chats and direct messages.

import { fill, h, icon, rove, unseen } from "./dom.js";
import { avatar } from "./people.js";
import { workspaceOf } from "./platforms.js";
import { formatRoute } from "./route.js";

const PLATFORM = { slack: "Slack", teams: "Teams" };

const SECTIONS = [
  ["Mail from", (one) => one.kind === "mail"],
  ["Channels", (one) => one.kind === "channel" && !one.team],
  ["Group chats", (one) => one.kind === "mpim"],
  ["Direct messages", (one, world) => one.kind === "im" && !isBotChat(one, world)],
];

/** Whether a conversation is the direct message with the bot. */
export function isBotChat(conversation, world) {
  return conversation.kind === "im" && (conversation.name === "Teapoint" || conversation.is_bot === true) && Boolean(world);
}

/** The left column in `root`. */
export function createSidebar(root) {
  const settle = rove(root, "a");
  return {
    draw: (world, everybody, route, shown) => {
      const focused = root.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      fill(root, drawPlaces(world, everybody), drawBot(world, route, shown), sectionsOf(world).map(([title, fits]) => drawSection(title, fits, world, route, shown)),
        world.platform !== "mail" && drawTries(route, shown));
      const same = focused && [...root.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused);
      settle(same ?? root.querySelector("a[aria-current=page]") ?? undefined);
      same?.focus({ preventScroll: true });
    },
  };
}

// Each team of Teams is a section of its own, in the order of its channels.
function sectionsOf(world) {
  const teams = [...new Set(world.conversations.map(({ team }) => team).filter(Boolean))];
  return [...teams.map((team) => [team, (one) => one.team === team]), ...SECTIONS];
}

function drawPlaces(world, everybody) {
  const here = world.you.workspace ?? workspaceOf(world.you.id);
  const items = everybody.workspaces.map((workspace) => h("li", {}, workspace.id === here ? drawHere(workspace) : drawElsewhere(workspace, everybody)));
  return h("section", { class: "side-section side-workspaces", "aria-labelledby": "side-workspaces" },
    h("h2", { class: "side-title", id: "side-workspaces" }, "Where people are"), h("ul", {}, items));
}

function drawHere(workspace) {
  return h("span", { class: "workspace is-here" }, badge(workspace), h("span", { class: "side-name" }, workspace.name, unseen(", you are here"), drawPlatform(workspace)));
}

function drawPlatform(workspace, more = "") {
  const words = [PLATFORM[workspace.platform], more].filter(Boolean).join(", ");
  return words && h("span", { class: "side-note" }, words);
}

function drawElsewhere(workspace, { people }) {
  const person = people.find((one) => one.workspace === workspace.id);
  if (!person) return h("span", { class: "workspace" }, badge(workspace), h("span", { class: "side-name" }, workspace.name, drawPlatform(workspace)));
  return h("a", { class: "workspace", href: formatRoute({ as: person.id }) }, badge(workspace),
    h("span", { class: "side-name" }, workspace.name, drawPlatform(workspace, `as ${person.name}`)));
}

function badge(workspace) {
  return h("span", { class: "workspace-badge", "aria-hidden": "true" }, workspace.name.slice(0, 1));
}

function drawBot(world, route, shown) {
  const chat = world.conversations.find((one) => isBotChat(one, world));
  const hasHome = world.home !== false;
  if (!chat && !hasHome) return null;
  return h("section", { class: "side-section", "aria-labelledby": "side-bot" },
    h("h2", { class: "side-title", id: "side-bot" }, "Teapoint, the bot"),
    h("ul", {},
      hasHome && h("li", {}, drawLink({ id: "home", name: "App Home", unread: 0 }, icon("home"), route, shown)),
      chat && h("li", {}, drawLink({ ...chat, name: "Messages" }, avatar({ is_bot: true }, "avatar-tiny"), route, shown))));
}

function drawSection(title, fits, world, route, shown) {
  const conversations = world.conversations.filter((one) => fits(one, world));
  if (!conversations.length) return null;
  const id = `side-${title.toLowerCase().replace(/\W+/g, "-")}`;
  return h("section", { class: "side-section", "aria-labelledby": id }, h("h2", { class: "side-title", id }, title),
    h("ul", {}, conversations.map((one) => h("li", {}, drawLink(one, markOf(one, world), route, shown)))));
}

// Ways into what does not begin in a conversation.
function drawTries(route, shown) {
  return h("section", { class: "side-section", "aria-labelledby": "side-try" }, h("h2", { class: "side-title", id: "side-try" }, "To try"),
    h("ul", {}, h("li", {}, h("a", {
      class: "side-link", href: formatRoute({ as: route.as, conversation: shown ?? route.conversation, panel: "digests" }),
      "aria-current": route.panel === "digests" && "true",
    }, h("span", { class: "side-mark" }, icon("scenes")), h("span", { class: "side-name" }, "Digests")))));
}

function markOf(one, world) {
  if (one.kind === "mail") return icon("mail");
  if (one.kind === "channel") return h("span", { class: "side-hash", "aria-hidden": "true" }, "#");
  const others = one.name.split(", ");
  if (others.length > 1) return h("span", { class: "side-group", "aria-hidden": "true" }, String(others.length));
  const [id] = Object.entries(world.names ?? {}).find(([, name]) => name === one.name) ?? [one.id];
  return avatar({ id, name: one.name }, "avatar-tiny");
}

function drawLink(one, mark, route, shown) {
  const current = one.id === shown;
  const unread = current ? 0 : one.unread;
  return h("a", {
    class: `side-link${unread ? " is-unread" : ""}`,
    href: formatRoute({ as: route.as, conversation: one.id }),
    "aria-current": current && "page",
    data: { conversation: one.id },
  }, h("span", { class: "side-mark" }, mark),
  h("span", { class: "side-name" }, one.name, one.archived && h("span", { class: "side-note" }, "archived")),
  unread > 0 && h("span", { class: "side-new" }, `${unread} new`));
}
