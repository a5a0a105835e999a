// The small markdown that Teams reads in messages and in cards, as DOM nodes. Nothing here can become markup.

import { h } from "./dom.js";
import { drawLink } from "./mrkdwn.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&nbsp;": "\u00a0" };
const INLINE = new RegExp([
  "\\\\(?<escaped>[\\\\`*_{}\\[\\]()<>&#+\\-.!|~@])",
  "<at>(?<at>[^<>\\n]+)</at>",
  "`(?<code>[^`\\n]+)`",
  "\\[(?<words>(?:\\\\.|[^\\[\\]\\\\\\n])+)\\]\\((?<address>[^()\\s]+)\\)",
  "\\*\\*(?<bold>(?=\\S)(?:\\\\.|[^*\\\\\\n])+)\\*\\*",
  "~~(?<strike>(?=\\S)(?:\\\\.|[^~\\\\\\n])+)~~",
  "\\*(?<italic>(?=[^\\s*])(?:\\\\.|[^*\\\\\\n])+)\\*",
  "(?<![\\p{L}\\p{N}])_(?<slanted>(?=\\S)(?:\\\\.|[^_\\\\\\n])+)_(?![\\p{L}\\p{N}])",
  "(?<entity>&(?:amp|lt|gt|quot|#39|nbsp);)",
].join("|"), "gu");
const LINE_KINDS = [["bullet", /^\s*[-*+] +(.*)$/], ["number", /^\s*\d+[.)] +(.*)$/]];

/** Nodes for a message's text: paragraphs and lists. */
export function drawMarkdown(text) {
  return groupLines(String(text ?? "").split("\n")).flatMap(({ kind, lines }) => drawGroup(kind, lines));
}

/** Nodes for a text in which only people are named: all else stays as it was typed. */
export function drawPlain(text) {
  const paragraphs = String(text ?? "").split(/\n{2,}/).filter((part) => part.trim());
  return paragraphs.map((part) => h("p", {}, withBreaks(part.split("\n").map(drawNames))));
}

/** Nodes for one line. */
export function drawSpan(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(text.slice(from, found.index), drawMark(found.groups));
    from = found.index + found[0].length;
  }
  return [...nodes, text.slice(from)];
}

/** The words of a text without its marks. */
export function bareWords(text) {
  return h("div", {}, drawMarkdown(text)).textContent;
}

function drawMark({ escaped, at, code, words, address, bold, strike, italic, slanted, entity }) {
  if (escaped) return escaped;
  if (at) return drawName(at);
  if (code) return h("code", {}, code);
  if (words) return drawLink(address, h("span", {}, drawSpan(words)).textContent);
  if (bold) return h("strong", {}, drawSpan(bold));
  if (strike) return h("s", {}, drawSpan(strike));
  if (entity) return ENTITIES[entity];
  return h("em", {}, drawSpan(italic ?? slanted));
}

function drawNames(line) {
  return line.split(/<at>([^<>\n]+)<\/at>/).map((part, at) => at % 2 ? drawName(part) : part);
}

function drawName(name) {
  return h("span", { class: "mention" }, `@${name}`);
}

function groupLines(lines) {
  const groups = [];
  for (const line of lines) {
    const [kind, content] = kindOf(line);
    if (groups.at(-1)?.kind === kind) groups.at(-1).lines.push(content);
    else groups.push({ kind, lines: [content] });
  }
  return groups;
}

function kindOf(line) {
  for (const [kind, pattern] of LINE_KINDS) {
    const found = pattern.exec(line);
    if (found) return [kind, found[1]];
  }
  return ["text", line];
}

function drawGroup(kind, lines) {
  if (kind !== "text") return [h(kind === "bullet" ? "ul" : "ol", { class: "plain-list" }, lines.map((line) => h("li", {}, drawSpan(line))))];
  const paragraphs = lines.join("\n").split(/\n{2,}/).map((part) => part.replace(/^\n|\n$/g, ""));
  return paragraphs.filter((part) => part.trim()).map((part) => h("p", {}, withBreaks(part.split("\n").map(drawSpan))));
}

function withBreaks(lines) {
  return lines.flatMap((line, at) => [at > 0 && h("br"), line]);
}
