// The left column: workspaces, the bot, channels, group chats and direct messages.

import { fill, h, icon, rove, unseen } from "./dom.js";
import { avatar } from "./people.js";
import { formatRoute, userId } from "./route.js";

const SECTIONS = [
  ["Channels", (one) => one.kind === "channel"],
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
    draw: (world, route, shown) => {
      const focused = root.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      fill(root, drawWorkspaces(world), drawBot(world, route, shown), SECTIONS.map(([title, fits]) => drawSection(title, fits, world, route, shown)), drawTries(route, shown));
      const same = focused && [...root.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused);
      settle(same ?? root.querySelector("a[aria-current=page]") ?? undefined);
      same?.focus({ preventScroll: true });
    },
  };
}

function drawWorkspaces(world) {
  const here = world.you.workspace ?? world.you.id.split(":")[0];
  const items = world.workspaces.map((workspace) => h("li", {}, workspace.id === here ? drawHere(workspace) : drawElsewhere(workspace, world)));
  return h("section", { class: "side-section side-workspaces", "aria-labelledby": "side-workspaces" },
    h("h2", { class: "side-title", id: "side-workspaces" }, "Workspaces"), h("ul", {}, items));
}

function drawHere(workspace) {
  return h("span", { class: "workspace is-here" }, badge(workspace), h("span", { class: "side-name" }, workspace.name, unseen(", you are here")));
}

function drawElsewhere(workspace, world) {
  const person = world.people.find((one) => one.workspace === workspace.id);
  if (!person) return h("span", { class: "workspace" }, badge(workspace), workspace.name);
  return h("a", { class: "workspace", href: formatRoute({ as: person.id }) }, badge(workspace),
    h("span", { class: "side-name" }, workspace.name, h("span", { class: "side-note" }, `as ${person.name}`)));
}

function badge(workspace) {
  return h("span", { class: "workspace-badge", "aria-hidden": "true" }, workspace.name.slice(0, 1));
}

function drawBot(world, route, shown) {
  const chat = world.conversations.find((one) => isBotChat(one, world));
  return h("section", { class: "side-section", "aria-labelledby": "side-bot" },
    h("h2", { class: "side-title", id: "side-bot" }, "Teapoint, the bot"),
    h("ul", {},
      h("li", {}, drawLink({ id: "home", name: "App Home", unread: 0 }, icon("home"), route, shown)),
      chat && h("li", {}, drawLink({ ...chat, name: "Messages" }, avatar({ is_bot: true }, "avatar-tiny"), route, shown))));
}

function drawSection(title, fits, world, route, shown) {
  const conversations = world.conversations.filter((one) => fits(one, world));
  if (!conversations.length) return null;
  const id = `side-${title.toLowerCase().replaceAll(" ", "-")}`;
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
    data: { conversation: userId(one.id) },
  }, h("span", { class: "side-mark" }, mark),
  h("span", { class: "side-name" }, one.name, one.archived && h("span", { class: "side-note" }, "archived")),
  unread > 0 && h("span", { class: "side-new" }, `${unread} new`));
}
