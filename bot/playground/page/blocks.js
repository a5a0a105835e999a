// Block Kit, drawn: which blocks there are and how each looks. Interactive elements are in elements.js and inputs.js.

import { h, unseen } from "./dom.js";
import { drawElement } from "./elements.js";
import { makeField } from "./inputs.js";
import { drawText, wordsOf } from "./mrkdwn.js";
import { drawRichText } from "./richtext.js";

const DRAW = {
  header: (block) => h("h3", { class: "block block-header" }, wordsOf(block.text)),
  divider: () => h("hr", { class: "block block-divider" }),
  section: drawSection,
  context: drawContext,
  actions: drawActions,
  input: drawInput,
  image: drawImage,
  rich_text: (block, surface) => drawRichText(block, surface.nameOf),
  markdown: (block, surface) => h("div", { class: "block block-text" }, drawText({ type: "mrkdwn", text: block.text }, surface.nameOf)),
};

/**
 * Draws blocks for a surface (see surface.js) and returns their nodes.
 * Blocks of a type that we do not know say so instead of vanishing.
 */
export function drawBlocks(blocks, surface) {
  return blocks.map((block, at) => {
    const draw = DRAW[block.type] ?? drawUnknown;
    const node = draw({ ...block, block_id: block.block_id ?? `block-${at}` }, surface);
    node.dataset.block = block.block_id ?? `block-${at}`;
    return node;
  });
}

function drawSection(block, surface) {
  const id = surface.newId();
  const text = block.text && h("div", { class: "section-text", id }, drawText(block.text, surface.nameOf));
  const fields = block.fields && h("ul", { class: "section-fields" },
    block.fields.map((field) => h("li", {}, drawText(field, surface.nameOf))));
  const accessory = block.accessory && h("div", { class: "section-accessory" }, drawPart(block, block.accessory, surface, id));
  return h("div", { class: `block block-section${accessory ? " has-accessory" : ""}` },
    h("div", { class: "section-body" }, text, fields), accessory);
}

function drawPart(block, element, surface, labelledBy) {
  if (element.type === "image") return drawPicture(element, surface);
  return drawElement(block, element, surface, labelledBy);
}

function drawContext(block, surface) {
  return h("div", { class: "block block-context" }, (block.elements ?? []).map((element) =>
    element.type === "image" ? drawPicture(element, surface) : h("div", {}, drawText(element, surface.nameOf))));
}

function drawActions(block, surface) {
  return h("div", { class: "block block-actions" },
    (block.elements ?? []).map((element) => drawElement(block, element, surface, null)));
}

function drawInput(block, surface) {
  const ids = { control: surface.newId(), label: surface.newId(), hint: surface.newId(), error: surface.newId() };
  const label = [wordsOf(block.label), block.optional && h("span", { class: "optional" }, " (optional)")];
  const field = makeField(block, block.element, surface, ids);
  const parts = [
    block.hint && h("p", { class: "hint", id: ids.hint }, wordsOf(block.hint)),
    h("p", { class: "field-error", id: ids.error, hidden: true }),
    field.node,
  ];
  if (!field.grouped) return h("div", { class: "block block-input" }, h("label", { for: ids.control, id: ids.label }, label), parts);
  return h("fieldset", { class: "block block-input", "aria-describedby": `${ids.hint} ${ids.error}` }, h("legend", { id: ids.label }, label), parts);
}

function drawImage(block, surface) {
  const title = block.title && h("figcaption", {}, wordsOf(block.title));
  return h("figure", { class: "block block-image" }, drawPicture(block, surface), title);
}

// Pictures of other hosts are not fetched; their words stand in for them.
function drawPicture({ image_url: elsewhere = "", slack_file: file = null, alt_text: words = "" }, surface) {
  const address = file?.id ? surface.pictureOf(file.id) : elsewhere;
  const ours = address.startsWith("/playground/") || new URL(address, location.href).origin === location.origin;
  if (address && ours) return h("img", { class: "picture", src: address, alt: words });
  return h("span", { class: "picture picture-words" }, unseen("Picture: "), words);
}

function drawUnknown(block) {
  return h("p", { class: "block block-unknown" }, `This page cannot draw a “${block.type}” block.`);
}
