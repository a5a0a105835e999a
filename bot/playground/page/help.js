// The help panel: what this page is, and the keys it knows.

import { h, icon, unseen } from "./dom.js";

const KEYS = [
  ["F6", "Go to the next part of the page"],
  ["Arrow up, arrow down", "Walk through conversations, messages and lists"],
  ["Alt and arrow up or down", "Open the conversation above or below"],
  ["Ctrl (or Command) and K", "Be somebody else"],
  ["Ctrl and Enter", "Go to the message box"],
  ["Tab, in the message box", "Take the command that is offered first"],
  ["Arrow up, in an empty message box", "Bring back what you sent before"],
  ["Escape", "Close a form, a menu or the right column. What you typed is kept"],
  ["Ctrl and /", "Open this help"],
];

/** The help dialog; `bringBack()` shows the five steps again. */
export function createHelp({ bringBack }) {
  const dialog = h("dialog", { class: "dialog help", "aria-labelledby": "help-title" },
    h("form", { method: "dialog", class: "modal-form" },
      h("header", { class: "modal-head" }, h("h2", { class: "modal-title", id: "help-title" }, "How to use this page"),
        h("button", { class: "icon-button" }, icon("close"), unseen("Close"))),
      h("div", { class: "modal-body", tabindex: "0", role: "group", "aria-labelledby": "help-title" }, drawWords(), drawKeys()),
      h("footer", { class: "dialog-foot" },
        h("button", { class: "button", on: { click: bringBack } }, "Show the five steps again"), h("button", { class: "button button-primary" }, "Close"))));
  document.body.append(dialog);
  return { open: () => dialog.open || dialog.showModal() };
}

function drawWords() {
  return [
    h("p", {}, "This is a small pretend Slack, a small pretend Teams and some mailboxes, with the real Teapoint behind them. The people, their organisations and their messages are invented, and nothing leaves this computer."),
    h("p", {}, "Be anybody: choose a person at the top. Open this page in two tabs to be two people at once. Move the clock to see what happens over the weeks. Press whatever you like; “Start again” in “Behind the scenes” puts everything back."),
    h("p", {}, h("strong", {}, "Try Teams and e-mail: "), "be Jo Hughes, who is on Teams, and type unmentor join; answers come as cards. Be Wilf Garrow, who has nothing but e-mail, and read what has come; its links open the pages on which he answers."),
    h("p", {}, h("strong", {}, "Try session notes: "), "read what came of a camp in #teacamp. Be a member, such as Ade Bello, and type /notes next to see tomorrow's sessions, or attach a text file with notes to a message to Teapoint."),
  ];
}

function drawKeys() {
  return h("section", {}, h("h3", {}, "Keys"), h("dl", { class: "keys" },
    KEYS.map(([keys, what]) => h("div", {}, h("dt", {}, keys), h("dd", {}, what)))));
}
