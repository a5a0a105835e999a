// What a screen reader hears: new messages, politely and once; and troubles, at once.

import { fill, h, icon, unseen } from "./dom.js";
import { later } from "./later.js";
import { wordsOf } from "./mrkdwn.js";
import { userId } from "./route.js";
import { placeName } from "./words.js";

const PAUSE = 120;
const LONGEST = 400;

/** Says texts through a polite live region; what comes within a moment is said together. */
export function createAnnouncer(region) {
  let waiting = [];
  let timer = 0;
  const speak = () => {
    region.textContent = waiting.join(" ");
    waiting = [];
  };
  return (text) => {
    waiting.push(text);
    clearTimeout(timer);
    timer = setTimeout(speak, PAUSE);
  };
}

/** Knows which messages were heard already. `say` gets one sentence for what is new; `nameOf` knows names by id. */
export function createNews(say, nameOf) {
  let heard = new Map();
  let unread = new Map();
  return {
    forget: () => { heard = new Map(); unread = new Map(); },
    /** A conversation as it is now; its first showing is silent, since the person is about to read it. */
    hear: (key, messages, you) => {
      const known = heard.get(key);
      heard.set(key, new Map(messages.map((message) => [keyOf(message), voiceOf(message)])));
      if (!known) return;
      const fresh = messages.filter((message) => known.get(keyOf(message)) !== voiceOf(message) && !isMine(message, you));
      if (fresh.length) say(sentence(fresh, nameOf));
    },
    /** The unread counts of the conversations that are not open. */
    count: (conversations, open) => {
      for (const one of conversations) {
        const before = unread.get(one.id);
        unread.set(one.id, one.unread);
        if (before !== undefined && one.unread > before && one.id !== open) say(`New message in ${placeName(one)}.`);
      }
    },
  };
}

function keyOf(message) {
  return `${message.ts}${message.ephemeral ? "e" : ""}`;
}

function isMine(message, you) {
  return !message.ephemeral && userId(message.user?.id) === userId(you.id);
}

// A card that is replaced where it stands is news too; so is the sentence under it.
function voiceOf({ note, card }) {
  return note || (card ? [later.warningsOf(card), card.speak ?? card.fallbackText].filter(Boolean).join(" ") : "");
}

function wordsIn(message, nameOf) {
  if (message.format === "mail") return message.subject;
  if (message.format === "markdown") return `${later.bareWords(message.text)} ${voiceOf(message)}`.trim();
  return wordsOf({ type: "mrkdwn", text: message.text }, nameOf);
}

function sentence(fresh, nameOf) {
  const last = fresh.at(-1);
  const words = `${last.ephemeral ? "Only you can see this. " : ""}${last.user?.name ?? "Somebody"}: ${wordsIn(last, nameOf).slice(0, LONGEST)}`;
  return fresh.length === 1 ? words : `${fresh.length} new messages. The last one, ${words}`;
}

/** Shows a trouble until it is put away. */
export function createToasts(root) {
  return (text) => {
    const away = () => toast.remove();
    const toast = h("div", { class: "toast" }, h("p", {}, text),
      h("button", { type: "button", class: "icon-button", on: { click: away } }, icon("close"), unseen("Put this message away")));
    fill(root, toast);
  };
}
