// Slack's mrkdwn and its text objects, as DOM nodes. Nothing here can become markup.

import { h } from "./dom.js";
import { userId } from "./route.js";

const EMOJI = {
  wave: "👋", tada: "🎉", white_check_mark: "✅", heavy_check_mark: "✔️", warning: "⚠️", calendar: "📅", coffee: "☕",
  tea: "🍵", teapot: "🫖", thumbsup: "👍", "+1": "👍", heart: "❤️", bulb: "💡", bell: "🔔", sparkles: "✨", smile: "🙂",
};
const INLINE = new RegExp([
  "(?<code>`[^`\\n]+`)",
  "(?<tag><[^<>\\n]+>)",
  "(?<emoji>:[a-z0-9_+-]+:)",
  "(?<![\\p{L}\\p{N}_])(?<bold>\\*(?=\\S)[^*\\n]*?\\S\\*|\\*\\S\\*)(?![\\p{L}\\p{N}])",
  "(?<![\\p{L}\\p{N}_])(?<italic>_(?=\\S)[^_\\n]*?\\S_|_\\S_)(?![\\p{L}\\p{N}_])",
  "(?<![\\p{L}\\p{N}_~])(?<strike>~(?=\\S)[^~\\n]*?\\S~|~\\S~)(?![\\p{L}\\p{N}])",
].join("|"), "gu");
const LINE_KINDS = [
  ["quote", /^(?:>|&gt;) ?(.*)$/],
  ["bullet", /^\s*[•◦▪*-] +(.*)$/],
  ["number", /^\s*(\d+)[.)] +(.*)$/],
];

/** Undoes Slack's three escapes. */
export function unescapeText(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Turns `:wave:` into its sign where we know it. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole);
}

/** Nodes for mrkdwn text; `nameOf` tells the name behind an id. */
export function drawMrkdwn(text, nameOf) {
  const pieces = String(text ?? "").split(/```\n?/);
  return pieces.flatMap((piece, at) =>
    at % 2 && at < pieces.length - 1
      ? h("pre", { class: "code-block", tabindex: "0" }, unescapeText(piece.replace(/\n$/, "")))
      : drawLines(at % 2 ? "```" + piece : piece, nameOf));
}

/** Nodes for a Slack text object, plain or mrkdwn, or for a bare string. */
export function drawText(object, nameOf) {
  if (!object) return [];
  if (typeof object === "string") return [object];
  return object.type === "mrkdwn" ? drawMrkdwn(object.text, nameOf) : [withEmoji(unescapeText(object.text ?? ""))];
}

/** The words of a text object, without any marks. */
export function wordsOf(object, nameOf) {
  return h("div", {}, drawText(object, nameOf)).textContent;
}

function drawLines(text, nameOf) {
  return groupLines(text.split("\n")).flatMap(({ kind, lines }) => drawGroup(kind, lines, nameOf));
}

function groupLines(lines) {
  const groups = [];
  for (const line of lines) {
    const [kind, content] = kindOf(line);
    const last = groups.at(-1);
    if (last?.kind === kind) last.lines.push(content);
    else groups.push({ kind, lines: [content] });
  }
  return groups;
}

function kindOf(line) {
  for (const [kind, pattern] of LINE_KINDS) {
    const found = pattern.exec(line);
    if (found) return [kind, found.at(-1)];
  }
  return ["text", line];
}

function drawGroup(kind, lines, nameOf) {
  if (kind === "quote") return [h("blockquote", {}, drawLines(lines.join("\n"), nameOf))];
  if (kind === "bullet" || kind === "number") {
    const items = lines.map((line) => h("li", {}, drawInline(line, nameOf)));
    return [h(kind === "bullet" ? "ul" : "ol", { class: "plain-list" }, items)];
  }
  return drawParagraphs(lines, nameOf);
}

function drawParagraphs(lines, nameOf) {
  const paragraphs = lines.join("\n").split(/\n{2,}/).map((part) => part.replace(/^\n|\n$/g, ""));
  return paragraphs.filter((part) => part.trim()).map((part) =>
    h("p", {}, part.split("\n").flatMap((line, at) => [at > 0 && h("br"), ...drawInline(line, nameOf)])));
}

/** One line of mrkdwn. */
export function drawInline(line, nameOf) {
  const nodes = [];
  let from = 0;
  for (const found of line.matchAll(INLINE)) {
    nodes.push(unescapeText(line.slice(from, found.index)), ...drawMark(found.groups, found[0], nameOf));
    from = found.index + found[0].length;
  }
  return [...nodes, unescapeText(line.slice(from))].filter((node) => node !== "");
}

function drawMark(groups, whole, nameOf) {
  const inside = () => drawInline(whole.slice(1, -1), nameOf);
  if (groups.code) return [h("code", {}, unescapeText(whole.slice(1, -1)))];
  if (groups.tag) return [drawTag(whole.slice(1, -1), nameOf)];
  if (groups.emoji) return [withEmoji(whole)];
  if (groups.bold) return [h("strong", {}, inside())];
  return [h(groups.italic ? "em" : "s", {}, inside())];
}

function drawTag(tag, nameOf) {
  const [target, ...rest] = tag.split("|");
  const label = rest.length ? withEmoji(unescapeText(rest.join("|"))) : null;
  if (/^[@#]/.test(target)) return mention(target[0], target.slice(1), label, nameOf);
  if (target.startsWith("!date^")) return label ?? "";
  if (target.startsWith("!")) return mention("@", target, target.slice(1).split("^")[0], () => null);
  return drawLink(unescapeText(target), label);
}

/** A name that points at a person or a channel. */
export function mention(sign, id, label, nameOf) {
  return h("span", { class: "mention" }, sign + (nameOf(userId(id)) ?? label ?? (sign === "#" ? "a-channel" : "somebody")));
}

/** A link, if its address is one that a page may open; else its words alone. */
export function drawLink(address, label) {
  const words = label || address.replace(/^mailto:/, "");
  if (!isSafe(address)) return h("span", {}, words);
  const outside = !address.startsWith("mailto:");
  return h("a", { href: address, rel: "noopener noreferrer", target: outside && "_blank" }, words);
}

/** Whether an address is plainly http, https or mailto. */
export function isSafe(address) {
  try {
    return ["http:", "https:", "mailto:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}
