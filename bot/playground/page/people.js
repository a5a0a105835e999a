// Circles with initials, and the menu of whom you can be.

import { disclose } from "./disclosure.js";
import { fill, h, icon } from "./dom.js";
import { attachListbox } from "./listbox.js";
import { placeWords } from "./platforms.js";
import { userId } from "./route.js";
import { ROLES, roleOf } from "./words.js";

const TONES = 10;

/** A circle with initials whose colour stays the same for a person; the bot has a cup. */
export function avatar(person, size = "") {
  if (person?.is_bot) return h("img", { class: `avatar avatar-bot ${size}`, src: "/playground/cup.svg", alt: "" });
  return h("span", { class: `avatar tone-${toneOf(userId(person?.id))} ${size}`, "aria-hidden": "true" }, initials(person?.name ?? "?"));
}

function toneOf(id) {
  let sum = 7;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return sum % TONES;
}

function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return [words[0], words.length > 1 && words.at(-1)].filter(Boolean).map((word) => [...word][0].toUpperCase()).join("");
}

/** The menu "You are …" in `root`. `find(text)` promises {people, workspaces}; `onChoose(person)` makes you that person. */
export function createPeopleMenu(root, { find, onChoose }) {
  let known = { people: [], workspaces: [] };
  const button = h("button", { type: "button", class: "you-button", "aria-haspopup": "dialog", "aria-keyshortcuts": "Control+K" });
  const input = h("input", { type: "search", class: "field", id: "you-search", placeholder: "Search everybody by name" });
  const list = attachListbox(input, { id: "you-list", label: "People", empty: "Nobody of that name. Try fewer letters.", onPick: (option) => choose(option.value) });
  const panel = h("div", { class: "pop you-panel", role: "dialog", "aria-labelledby": "you-title", hidden: true },
    h("label", { class: "pop-title", id: "you-title", for: "you-search" }, "Be somebody else"),
    h("p", { class: "pop-note" }, "Everybody here is invented."), input, list.node);
  const pop = disclose(button, panel, { onOpen: () => { input.value = ""; input.focus(); list.show(optionsOf(known)); look({ typed: false }); } });
  const choose = (person) => { pop.close(); button.focus(); onChoose(person); };
  // Whoever joined by e-mail in the meantime is found when the menu is opened.
  const look = async ({ typed }) => {
    const text = input.value.trim();
    const found = await find(text);
    if (!text) known = found;
    if (input.value.trim() === text && !panel.hidden && (typed || list.isUntouched())) list.show(optionsOf(found));
  };
  input.addEventListener("input", () => look({ typed: true }));
  input.addEventListener("keydown", (event) => event.key !== "Escape" && list.useKey(event));
  root.append(button, panel);
  return {
    open: pop.open,
    draw: (you, everybody) => { known = everybody; drawButton(button, you); },
  };
}

function drawButton(button, you) {
  const role = roleOf(you);
  fill(button, avatar(you),
    h("span", { class: "you-words" }, h("span", { class: "you-label" }, "You are "), h("strong", {}, you.name), role && h("span", { class: "you-role" }, `, ${role}`)), icon("down"));
}

// By place, and there by what they can be tried for.
function optionsOf({ people, workspaces }) {
  const order = Object.keys(ROLES);
  const places = workspaces.map(({ id }) => id);
  const rank = (person) => places.indexOf(person.workspace) * 100 + (person.menu ? order.indexOf(person.menu) : order.length);
  const words = new Map(workspaces.map((workspace) => [workspace.id, placeWords(workspace)]));
  return [...people].sort((one, other) => rank(one) - rank(other)).map((person) => optionOf(person, words.get(person.workspace)));
}

function optionOf(person, group) {
  const role = person.menu === "elsewhere" ? null : ROLES[person.menu]?.group;
  const about = [role, person.title, person.organisation].filter(Boolean).join(", ");
  const help = person.deactivated ? "Account closed" : about;
  return { key: person.id, text: person.name, help, group, value: person, mark: avatar(person, "avatar-small") };
}
