// Behind the scenes: switches for trouble, what waits in the outbox, and what crossed the wire.

import { askFirst } from "./confirm.js";
import { fill, h, keep } from "./dom.js";
import { clockTime, count } from "./words.js";

const FAULTS = {
  slow: ["Slack is slow", "Answers take some seconds. The bot must not wait with its own."],
  429: ["Slack says 429", "“Too many requests”: the bot must wait as long as it is told."],
  "lost answer": ["Posts arrive but the answer is lost", "The bot cannot know whether a message was sent. It must look before it sends again."],
  500: ["Slack says 500", "An error on Slack's own side. The bot must try again later."],
  stopped: ["Stop the bot now", "As if it had crashed. Turn it off to start the bot again; nothing may be lost."],
};
const OUTBOX_FIRST = ["what", "kind", "text", "to", "state", "status", "due", "tries"];
const RESET = {
  title: "Start the playground again?",
  text: "Every message, answer and introduction since the start is forgotten, and the clock goes back.",
  confirm: "Start again", deny: "Go on playing", style: "danger",
};

/** The scenes; `desk.fault(name, on)` and `desk.reset()` change the world. */
export function createScenes(desk) {
  const faults = h("ul", { class: "switches" });
  const outbox = h("ul", { class: "outbox" });
  const wire = h("ol", { class: "wire", reversed: true });
  const restart = h("button", { type: "button", class: "button", on: { click: async (event) => (await askFirst(RESET, event.currentTarget)) && desk.reset() } }, "Start again");
  const node = h("div", { class: "scenes" },
    section("Make trouble", "Switch something on, then press a button in a message and watch what the bot does.", faults),
    section("Waiting to be sent", null, outbox),
    section("What crossed the wire", "The newest first.", wire),
    section("Start again", "Put the playground back as it was at first.", restart));
  return {
    node,
    draw: (answer, platform) => {
      keep(faults, answer.faults.map((fault) => faultItem(fault, platform, desk)));
      setSwitches(faults, answer.faults);
      keep(outbox, answer.outbox?.length ? answer.outbox.map(outboxItem) : [nothing("outbox", "Nothing waits. Everything the bot had to say is said.")]);
      keep(wire, answer.wire?.length ? wireItems(answer.wire) : [nothing("wire", "Nothing yet. Press a button or type a command.")]);
    },
  };
}

function section(title, note, content) {
  return h("section", { class: "scene" }, h("h3", {}, title), note && h("p", { class: "hint" }, note), content);
}

function nothing(key, words) {
  return { key, stamp: words, make: () => h("li", { class: "nothing" }, words) };
}

function faultItem({ name, help = "" }, platform, desk) {
  const [title, words] = platform === "slack" ? FAULTS[name] ?? [name, help] : [help || name, ""];
  return { key: `fault ${platform} ${name}`, stamp: title, make: () => drawSwitch(name, title, words, desk) };
}

// A switch keeps its node, and with it the focus; only its state is set anew.
function setSwitches(faults, rows) {
  for (const { name, on } of rows) faults.querySelector(`#${switchId(name)}`).checked = on;
}

function switchId(name) {
  return `fault-${String(name).replace(/\W/g, "-")}`;
}

function drawSwitch(name, title, help, desk) {
  const id = switchId(name);
  const box = h("input", { type: "checkbox", role: "switch", class: "switch", id, "aria-describedby": help && `${id}-help`, on: { change: () => desk.fault(name, box.checked) } });
  return h("li", { class: "switch-row" }, box, h("div", {}, h("label", { for: id }, title), help && h("p", { class: "hint", id: `${id}-help` }, help)));
}

function outboxItem(row, at) {
  const stamp = JSON.stringify(row);
  return { key: `outbox ${row.id ?? at}`, stamp, make: () => drawRow(row) };
}

function drawRow(row) {
  if (typeof row === "string") return h("li", { class: "outbox-row" }, row);
  const names = [...OUTBOX_FIRST.filter((name) => name in row), ...Object.keys(row).filter((name) => !OUTBOX_FIRST.includes(name))];
  const shown = names.filter((name) => row[name] !== null && row[name] !== "");
  return h("li", { class: "outbox-row" }, h("dl", { class: "pairs" },
    shown.map((name) => h("div", {}, h("dt", {}, name.replaceAll("_", " ")), h("dd", {}, asWords(row[name]))))));
}

function asWords(value) {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

// The server tells the oldest first; we show the newest first.
function wireItems(wire) {
  const seen = new Map();
  const rows = wire.map((row) => {
    const name = `${row.at} ${row.direction} ${row.what}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { key: `wire ${name} ${times}`, stamp: JSON.stringify(row), make: () => drawWire(row) };
  });
  return rows.reverse();
}

function drawWire(row) {
  const bad = Number(row.status) >= 400 || row.answer?.ok === false || !row.status;
  const took = row.ack_ms !== null && row.ack_ms !== undefined ? `, ${count(Math.round(row.ack_ms), "millisecond", "milliseconds")}` : "";
  return h("li", {}, h("details", { class: `wire-row${bad ? " is-bad" : ""}` },
    h("summary", {},
      h("span", { class: "wire-what" }, row.what),
      h("span", { class: "wire-way" }, `${row.direction === "to bot" ? "to the bot" : "from the bot"}, ${row.status ? `answered ${row.status}` : "no answer"}${took}`)),
    h("p", { class: "hint" }, clockTime(row.at)),
    drawJson("Request", row.request), drawJson("Answer", row.answer)));
}

function drawJson(title, value) {
  return [h("h4", {}, title), h("pre", { class: "code-block", tabindex: "0", "aria-label": title }, value ? JSON.stringify(value, null, 2) : "none")];
}
