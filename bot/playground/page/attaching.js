// Files that go with a message: chosen by a button or dropped on the box, shown with their size, each removable.

import { fill, h, icon, unseen } from "./dom.js";
import { sizeOf } from "./words.js";

/**
 * The files of a message box. `key()` names the conversation; `give(file)` promises Slack's file object or null;
 * `focus()` goes back to the box.
 */
export function createAttaching({ id, key, give, focus }) {
  const byPlace = new Map();
  const input = h("input", { type: "file", id: `${id}-file`, multiple: true, hidden: true, tabindex: -1, "aria-label": "Files to attach" });
  const button = h("button", { type: "button", class: "attach", title: "Attach a file", on: { click: () => input.click() } }, icon("attach"), unseen("Attach a file"));
  const list = h("ul", { class: "attached", "aria-label": "Files that go with your message" });
  const said = h("p", { class: "unseen", role: "status" });
  const files = () => byPlace.get(key()) ?? [];
  const put = (place, kept) => { byPlace.set(place, kept); draw(); };
  const remove = (file) => {
    put(key(), files().filter((one) => one !== file));
    said.textContent = `${file.name} is removed.`;
    focus();
  };
  const draw = () => {
    list.hidden = !files().length;
    fill(list, files().map((file) => drawFile(file, remove)));
  };
  const add = async (chosen) => {
    const place = key();
    said.textContent = "Adding the file.";
    const given = (await Promise.all([...chosen].map(give))).filter(Boolean);
    put(place, [...(byPlace.get(place) ?? []), ...given]);
    said.textContent = given.map((file) => `${file.name}, ${sizeOf(file.size)}, is attached.`).join(" ");
    focus();
  };
  input.addEventListener("change", async () => { await add(input.files); input.value = ""; });
  const take = (place) => {
    const taken = byPlace.get(place) ?? [];
    said.textContent = "";
    put(place, []);
    return taken;
  };
  const putBack = (place, taken) => put(place, [...taken, ...(byPlace.get(place) ?? [])]);
  return { nodes: { input, button, list, said }, add, draw, take, putBack };
}

function drawFile(file, remove) {
  return h("li", { class: "attached-file" },
    h("span", { class: "attached-name" }, file.name), h("span", { class: "attached-size" }, sizeOf(file.size)),
    h("button", { type: "button", class: "icon-button attached-remove", on: { click: () => remove(file) } }, icon("close"), unseen(`Remove ${file.name}`)));
}
