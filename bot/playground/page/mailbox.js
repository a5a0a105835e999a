// The middle column of somebody who has nothing but e-mail: their mails, the newest on top, each opened by its subject.

import { fill, h, icon, keep, unseen } from "./dom.js";
import { isSafe } from "./mrkdwn.js";
import { day, hours, sizeOf, spoken, toDate } from "./words.js";

const LINK = /<((?:https?:\/\/|mailto:)[^\s<>]+)>/g;

/** A mailbox in `root`; `draw(conversation, as)` shows what one sender wrote, whom the server tells oldest first. */
export function createMailbox(root) {
  const list = h("ol", { class: "mails", id: "mails", "aria-label": "Mails, the newest first" });
  fill(root, list);
  const opened = new Set();
  const state = { key: null };
  return {
    draw: ({ id, messages }, as) => {
      const key = `${as} ${id}`;
      if (state.key !== key) opened.clear();
      if (state.key !== key && messages.length) opened.add(messages.at(-1).ts);
      state.key = key;
      keep(list, [...messages].reverse().map((mail) => ({ key: mail.ts, stamp: JSON.stringify(mail), make: () => drawMail(mail, opened, { as, id }) })));
    },
    drawNone: (you) => {
      state.key = null;
      fill(list, h("li", { class: "empty" }, h("h3", {}, "No mail yet"),
        h("p", {}, `What Teapoint writes to ${you.address ?? you.name} arrives here.`),
        h("p", {}, "People with nothing but e-mail join on their network's own page. Priya Raman, who organises, can tell you its address: be her, and type ", h("code", {}, "/teapoint join page"), ".")));
    },
  };
}

function drawMail(mail, opened, place) {
  const id = `mail-${mail.ts.replace(".", "-")}`;
  const body = h("div", { class: "mail-body", id, hidden: !opened.has(mail.ts) }, drawMailBody(mail, place));
  const button = h("button", {
    type: "button", class: "mail-subject", "aria-expanded": String(!body.hidden), "aria-controls": id,
    on: { click: () => { body.hidden = opened.delete(mail.ts); if (!body.hidden) opened.add(mail.ts); button.setAttribute("aria-expanded", String(!body.hidden)); } },
  }, h("span", { class: "mail-title" }, mail.subject || "(no subject)"), icon("down"));
  return h("li", { class: "mail" },
    h("h3", { class: "mail-head" }, button),
    h("p", { class: "mail-from" }, h("span", {}, `From ${mail.user.name}`), h("time", { datetime: toDate(mail.ts).toISOString(), title: spoken(mail.ts) }, `${day(mail.ts)}, ${hours(mail.ts)}`)),
    body);
}

function drawMailBody(mail, { as, id }) {
  const html = `/playground/mail/api/html?${new URLSearchParams({ as, id, ts: mail.ts })}`;
  return [
    mail.reply_to && h("p", { class: "mail-replies" }, `Replies go to ${mail.reply_to}`),
    h("div", { class: "mail-text" }, drawMailText(mail)),
    mail.files?.length > 0 && h("ul", { class: "message-files", "aria-label": "Files" }, mail.files.map(drawFile)),
    h("p", { class: "mail-ways" }, h("a", { href: html, target: "_blank", rel: "noopener noreferrer" }, "As a mail program shows it", unseen(" (opens in a new tab)"))),
  ];
}

function drawFile({ name, size, url }) {
  return h("li", { class: "attached-file" }, h("a", { class: "attached-name", href: url, download: name }, name), h("span", { class: "attached-size" }, sizeOf(size)));
}

/** The plain part, letter by letter; an address in angle brackets becomes a link with the words before it. */
function drawMailText({ text, links = [] }) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(LINK)) {
    const before = text.slice(from, found.index);
    const words = wordsFor(found[1], before, links);
    nodes.push(words ? before.slice(0, before.lastIndexOf(words)) : before, drawMailLink(found[1], words));
    from = found.index + found[0].length;
  }
  return [...nodes, text.slice(from)];
}

function wordsFor(address, before, links) {
  const said = before.trimEnd();
  return links.find(({ url, text }) => url === address && text && said.endsWith(text))?.text ?? null;
}

function drawMailLink(address, words) {
  if (!isSafe(address)) return `${words ?? ""} <${address}>`;
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words ?? address, unseen(" (opens in a new tab)"));
}
