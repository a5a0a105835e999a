// The clock of the playground: what time it is, what happens next, and three ways to move on.

import { disclose } from "./disclosure.js";
import { fill, h, icon, unseen } from "./dom.js";
import { clockDate, clockTime, fromLocal, hours, spoken, toLocal } from "./words.js";

const TITLE = "Next thing that happens";

/** The clock in `root`. `onMove(body)` moves it: {step: "next" | "day"} or {to: iso}. */
export function createClock(root, { onMove }) {
  let now = null;
  const parts = drawParts();
  const pop = disclose(parts.toggle, parts.panel);
  const choosing = disclose(parts.choose, parts.chooser, { onOpen: () => { parts.when.value = toLocal(now); parts.when.min = toLocal(now); parts.when.focus(); } });
  const move = async (body) => {
    choosing.close();
    root.setAttribute("aria-busy", "true");
    parts.next.firstChild.textContent = "Moving the clock …";
    await onMove(body);
    root.removeAttribute("aria-busy");
    parts.next.firstChild.textContent = TITLE;
    pop.close();
  };
  parts.next.addEventListener("click", () => parts.next.getAttribute("aria-disabled") !== "true" && move({ step: "next" }));
  parts.tomorrow.addEventListener("click", () => move({ step: "day" }));
  parts.chooser.addEventListener("submit", (event) => {
    event.preventDefault();
    parts.choose.focus();
    move({ to: fromLocal(parts.when.value) });
  });
  root.append(parts.toggle, parts.panel);
  return {
    press: () => parts.next.click(),
    draw: (clock) => { now = clock.now; drawTime(parts, clock); },
  };
}

function drawParts() {
  const next = h("button", { type: "button", class: "clock-next" });
  const tomorrow = h("button", { type: "button", class: "button button-quiet" }, "Tomorrow");
  const choose = h("button", { type: "button", class: "button button-quiet" }, "Choose", unseen(" a time"));
  const when = h("input", { type: "datetime-local", class: "field", id: "clock-when", required: true });
  const chooser = h("form", { class: "pop clock-chooser", hidden: true, "aria-label": "Choose a time" },
    h("label", { class: "pop-title", for: "clock-when" }, "Move the clock to"), when,
    h("p", { class: "pop-note" }, "Everything that is due before then happens on the way."),
    h("button", { class: "button button-primary" }, "Move the clock"));
  const toggle = h("button", { type: "button", class: "clock-toggle" });
  const time = h("p", { class: "clock-time" });
  const panel = h("div", { class: "clock-panel", hidden: true }, time, next, h("div", { class: "clock-steps" }, tomorrow, h("div", { class: "clock-choose" }, choose, chooser)));
  return { next, tomorrow, choose, when, chooser, toggle, time, panel };
}

function drawTime(parts, { now, next }) {
  fill(parts.toggle, icon("clock"), unseen("Clock: "), clockTime(now), icon("down"));
  fill(parts.time, icon("clock"), h("time", { datetime: now }, h("span", { class: "clock-date" }, `${clockDate(now)}, `), hours(now)));
  fill(parts.next, h("span", { class: "clock-next-title" }, TITLE),
    h("span", { class: "clock-next-what" }, next ? `${next.what.replace(/\.$/, "")}, ${spoken(next.at)}` : "Nothing is planned yet"));
  parts.next.setAttribute("aria-disabled", String(!next));
}
