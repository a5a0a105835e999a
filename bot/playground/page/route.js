// Where you are lives in the address: #/T0TEAPOINT:U0SAM/C0UNMENTOR/thread/1764151200.000100
// Who is on another platform has its name in front: #/teams/TENANT:USER/bot, #/mail/ADDRESS

import { PLATFORMS } from "./platforms.js";

/** The route in an address: who, which conversation ("home" is the App Home), which thread or panel. */
export function parseRoute(hash) {
  const parts = hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  const [as, conversation, panel, thread] = PLATFORMS.includes(parts[0]) ? [parts.slice(0, 2).join("/"), ...parts.slice(2)] : parts;
  return {
    as: as || null,
    conversation: conversation || null,
    panel: panel || null,
    thread: panel === "thread" ? thread ?? null : null,
  };
}

/** The address of a route. */
export function formatRoute({ as, conversation, panel, thread }) {
  const parts = as.split("/");
  if (conversation || panel) parts.push(conversation ?? "");
  if (panel) parts.push(panel);
  if (panel === "thread") parts.push(thread);
  return "#/" + parts.map((part) => encodeURIComponent(part).replaceAll("%3A", ":")).join("/");
}

/** Which of the three columns a narrow screen shows. */
export function paneOf(route) {
  if (route.panel) return "panel";
  return route.conversation ? "middle" : "list";
}

/** The user's own id, whichever way it was written. */
export function userId(id) {
  return String(id ?? "").split(":").pop();
}
