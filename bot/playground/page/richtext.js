// Slack's rich_text blocks: sections, lists, quotes and code.

import { h } from "./dom.js";
import { drawLink, mention, withEmoji } from "./mrkdwn.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code" };

const PIECES = {
  text: (piece) => piece.text ?? "",
  link: (piece) => drawLink(piece.url ?? "", piece.text),
  user: (piece, nameOf) => mention("@", piece.user_id, null, nameOf),
  channel: (piece, nameOf) => mention("#", piece.channel_id, null, nameOf),
  broadcast: (piece) => h("span", { class: "mention" }, `@${piece.range}`),
  emoji: (piece) => withEmoji(`:${piece.name}:`),
  date: (piece) => piece.fallback ?? "",
};

const PARTS = {
  rich_text_section: (part, nameOf) => h("p", {}, drawPieces(part, nameOf)),
  rich_text_quote: (part, nameOf) => h("blockquote", {}, drawPieces(part, nameOf)),
  rich_text_preformatted: (part, nameOf) => h("pre", { class: "code-block", tabindex: "0" }, drawPieces(part, nameOf)),
  rich_text_list: (part, nameOf) =>
    h(part.style === "ordered" ? "ol" : "ul", { class: "plain-list" },
      (part.elements ?? []).map((item) => h("li", {}, drawPieces(item, nameOf)))),
};

/** A rich_text block as an element. */
export function drawRichText(block, nameOf) {
  return h("div", { class: "block block-text" }, (block.elements ?? []).map((part) => PARTS[part.type]?.(part, nameOf)));
}

function drawPieces(part, nameOf) {
  return (part.elements ?? []).map((piece) => styled(PIECES[piece.type]?.(piece, nameOf) ?? piece.text ?? "", piece.style));
}

function styled(node, style = {}) {
  const tags = Object.entries(STYLES).filter(([name]) => style[name]);
  return tags.reduce((inner, [, tag]) => h(tag, {}, inner), splitLines(node));
}

function splitLines(node) {
  if (typeof node !== "string") return node;
  return node.split("\n").flatMap((line, at) => [at > 0 && h("br"), line]);
}
