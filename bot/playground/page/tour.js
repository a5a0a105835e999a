// Five steps to try on a first visit, ticked as they happen.

import { fill, h, icon, unseen } from "./dom.js";
import { formatRoute } from "./route.js";

const STORE = "teapoint tour";
const SAM = "T0TEAPOINT:U0SAM";
const PRIYA = "T0TEAPOINT:U0PRIYA";
const CHANNEL = "C0UNMENTOR";

// `done(kind, words)` recognises the step among what a person does. "bot" and "latest" are places that app.js knows.
const STEPS = [
  { title: "Press Join", text: "in #unmentoring, as Sam, who is new here", go: { as: SAM, conversation: CHANNEL }, done: (kind, words) => kind === "press" && /^join$/i.test(words) },
  { title: "Fill in the form", text: "choose an organisation and join", go: { as: SAM, conversation: CHANNEL }, done: (kind, words) => kind === "submit" && /^join/i.test(words) },
  { title: "Move the clock", text: "to the next thing: a round is planned", go: null, done: (kind) => kind === "clock" },
  { title: "Introduce everybody", text: "as Priya, who organises, in Teapoint's message to her", go: { as: PRIYA, conversation: "bot" }, done: (kind, words) => kind === "press" && /^introduce/i.test(words) },
  { title: "Say you met", text: "as Sam again, in your introduction", go: { as: SAM, conversation: "latest" }, done: (kind, words) => kind === "press" && /^we.ve met/i.test(words) },
];

/** The strip in `root`. `did(kind, words)` ticks; `say(text)` tells a screen reader so; `clock()` moves on. */
export function createTour(root, { say, clock }) {
  const state = { ticked: [], away: false, ...JSON.parse(localStorage.getItem(STORE) ?? "{}") };
  const save = () => { localStorage.setItem(STORE, JSON.stringify(state)); draw(); };
  const draw = () => {
    root.hidden = state.away;
    if (!state.away) fill(root, drawHead(state, putAway), h("ol", { class: "steps" }, STEPS.map((step, at) => drawStep(step, at, state, clock))));
  };
  const putAway = () => { state.away = true; save(); document.getElementById("middle").focus(); };
  draw();
  return {
    did: (kind, words = "") => {
      const at = STEPS.findIndex((step, index) => !state.ticked.includes(index) && step.done(kind, words));
      if (at < 0 || state.away) return;
      state.ticked.push(at);
      save();
      say(state.ticked.length === STEPS.length ? "All five steps are done." : `Step ${at + 1} is done: ${STEPS[at].title}.`);
    },
    bringBack: () => { Object.assign(state, { ticked: [], away: false }); save(); },
  };
}

function drawHead(state, putAway) {
  const all = state.ticked.length === STEPS.length;
  return h("div", { class: "tour-head" },
    h("h2", { class: "tour-title", id: "tour-title" }, all ? "You have seen the whole of it" : "Try it: five steps, three minutes"),
    h("p", { class: "tour-note" }, all ? "Go on as you like: nothing can break." : "This is what people in your network will see. Everybody here is invented."),
    h("button", { type: "button", class: "button button-quiet tour-away", on: { click: putAway } }, all ? "Close" : "Hide the steps"));
}

function drawStep(step, at, state, clock) {
  const isDone = state.ticked.includes(at);
  const isNext = !isDone && STEPS.findIndex((_, index) => !state.ticked.includes(index)) === at;
  return h("li", { class: `step${isDone ? " is-done" : ""}${isNext ? " is-next" : ""}` },
    h("span", { class: "step-mark", "aria-hidden": "true" }, isDone ? icon("tick") : String(at + 1)),
    h("div", { class: "step-words" }, drawWay(step, clock), isDone && unseen(" (done)"), h("span", { class: "step-text" }, step.text)));
}

function drawWay({ go, title }, clock) {
  if (!go) return h("button", { type: "button", class: "step-way", on: { click: clock } }, title);
  return h("a", { class: "step-way", href: formatRoute(go) }, title);
}
