// A question before something that cannot be undone.

import { h } from "./dom.js";
import { drawText, wordsOf } from "./mrkdwn.js";

/** Asks with Slack's confirm object; resolves to true or false and gives the focus back to `opener`. */
export function askFirst(confirm, opener) {
  return new Promise((resolve) => {
    const dialog = drawQuestion(confirm);
    dialog.addEventListener("close", () => {
      dialog.remove();
      opener?.focus?.();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function drawQuestion(confirm) {
  const danger = confirm.style === "danger" ? "button-danger" : "button-primary";
  return h("dialog", { class: "dialog dialog-small", "aria-labelledby": "question-title", "aria-describedby": "question-text" },
    h("form", { method: "dialog", class: "question" },
      h("h2", { id: "question-title" }, wordsOf(confirm.title) || "Are you sure?"),
      h("div", { id: "question-text" }, drawText(confirm.text, (id) => id)),
      h("div", { class: "dialog-foot" },
        h("button", { class: "button", value: "no" }, wordsOf(confirm.deny) || "Go back"),
        h("button", { class: `button ${danger}`, value: "yes" }, wordsOf(confirm.confirm) || "Yes"))));
}
