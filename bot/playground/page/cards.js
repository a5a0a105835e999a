// Adaptive Cards 1.5, drawn: texts, facts, pictures and what holds them. Inputs and actions are in files of their own.

import { drawAction, drawActions } from "./card_actions.js";
import { drawInput } from "./card_inputs.js";
import { h, unseen } from "./dom.js";
import { drawMarkdown, drawSpan } from "./markdown.js";

const DRAW = {
  TextBlock: drawTextBlock,
  RichTextBlock: drawRichText,
  FactSet: drawFacts,
  Container: (element, surface) => h("div", { class: `card-container is-${element.style ?? "default"}` }, drawElements(element.items, surface)),
  ColumnSet: (element, surface) => h("div", { class: "card-columns" }, (element.columns ?? []).map((column) => drawColumn(column, surface))),
  Image: drawImage,
  ImageSet: (element) => h("div", { class: "card-images" }, (element.images ?? []).map(drawImage)),
  ActionSet: (element, surface) => drawActions(element.actions, surface, drawCard),
};
const WIDE = /^\d+$/;

/** A card of a message or a dialog as one element; `surface` is from card_surface.js. */
export function drawCard(card, surface) {
  return h("div", { class: "card", lang: card.lang },
    drawElements(card.body, surface), card.actions?.length > 0 && drawActions(card.actions, surface, drawCard));
}

/** The sentences of a card that say what is wrong. */
export function warningsOf(card) {
  return (card?.body ?? []).filter(isWarning).map((element) => element.text ?? (element.inlines ?? []).map(({ text }) => text).join("")).join(" ");
}

function isWarning({ color, inlines }) {
  return /^attention$/i.test(color ?? inlines?.[0]?.color);
}

// A sentence right above an input that says what is wrong with it is drawn as its problem.
function drawElements(elements = [], surface) {
  return elements.flatMap((element, at) => {
    if (isWarning(element) && isInput(elements[at + 1])) return [];
    const draw = isInput(element) ? drawInput : DRAW[element.type] ?? drawUnknown;
    const above = at > 0 && isInput(element) ? elements[at - 1] : null;
    const node = draw(element, surface, warningsOf({ body: above ? [above] : [] }));
    node.classList.add("card-element", `gap-${element.spacing?.toLowerCase() ?? "default"}`);
    node.classList.toggle("has-line", element.separator === true);
    node.hidden = element.isVisible === false;
    if (element.id) node.dataset.element = element.id;
    return [node];
  });
}

function isInput(element) {
  return Boolean(element?.type.startsWith("Input."));
}

function lookOf(element) {
  const looks = ["size", "weight", "color"].map((name) => element[name] && `${name}-${String(element[name]).toLowerCase()}`);
  return [...looks, element.isSubtle && "is-subtle", element.fontType === "monospace" && "is-code"].filter(Boolean).join(" ");
}

function drawTextBlock(element, surface) {
  const isHeading = element.style === "heading";
  const attributes = { class: `card-text ${lookOf(element)}` };
  if (isHeading) return h(surface.heading, attributes, drawSpan(element.text ?? ""));
  return h("div", attributes, drawMarkdown(element.text));
}

function drawRichText(element, surface) {
  return h("p", { class: "card-text" }, (element.inlines ?? []).map((run) => drawRun(run, surface)));
}

function drawRun(run, surface) {
  if (typeof run === "string") return run;
  if (run.selectAction) return drawAction({ title: run.text, ...run.selectAction }, surface, { look: "card-link" });
  const tags = [[/^bolder$/i.test(run.weight) && "strong"], [run.italic && "em"], [run.strikethrough && "s"], [/^monospace$/i.test(run.fontType) && "code"]];
  const inner = tags.flat().filter(Boolean).reduce((words, tag) => h(tag, {}, words), run.text ?? "");
  const look = lookOf({ ...run, weight: null, fontType: null });
  return look ? h("span", { class: look }, inner) : inner;
}

function drawFacts(element) {
  return h("dl", { class: "card-facts" }, (element.facts ?? []).map(({ title, value }) =>
    h("div", {}, h("dt", {}, drawSpan(title ?? "")), h("dd", {}, drawMarkdown(value)))));
}

function drawColumn(column, surface) {
  const width = WIDE.test(column.width) ? Number(column.width) : null;
  const node = h("div", { class: `card-column ${column.width === "auto" ? "is-auto" : ""}` }, drawElements(column.items, surface));
  if (width) node.style.flexGrow = String(width);
  return node;
}

// Pictures of other hosts are not fetched; their words stand in for them.
function drawImage({ url = "", altText: words = "" }) {
  const isOurs = url.startsWith("data:image/") || url.startsWith("/playground/");
  if (isOurs) return h("img", { class: "picture card-picture", src: url, alt: words });
  return h("span", { class: "picture picture-words" }, unseen("Picture: "), words);
}

function drawUnknown(element) {
  return h("p", { class: "block-unknown" }, `This page cannot draw a “${element.type}”.`);
}
