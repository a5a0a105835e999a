// A card's inputs, each with its label and a place for what is wrong with it. Values are strings, as Teams has them.

import { makeChooser } from "./chooser.js";
import { fill, h, unseen } from "./dom.js";

const TYPED = { "Input.Text": "text", "Input.Number": "number", "Input.Date": "date", "Input.Time": "time" };
const STYLES = { email: "email", tel: "tel", url: "url", password: "password" };
const SENTENCE = /^(.+?[.?!…:])\s+(\S[^]*)$/;

/** An input as one element, with the problem that it has already; it registers {id, control, read, tell} with the surface. */
export function drawInput(element, surface, problem = "") {
  const ids = { control: surface.newId(), error: surface.newId() };
  const field = makeField(element, ids);
  const error = h("p", { class: "field-error", id: ids.error, hidden: true });
  const label = drawLabel(element);
  const node = field.grouped
    ? h("fieldset", { class: "block-input" }, h("legend", {}, label), error, field.node)
    : h("div", { class: "block-input" }, h("label", { for: ids.control }, label), error, field.node);
  const say = (words) => tell(node, error, field.control, words);
  say(problem);
  surface.register({ id: element.id, control: field.control, read: field.read, tell: say });
  field.control.dataset.action = element.id;
  return node;
}

// The first sentence asks; what helps to answer it follows, lighter.
function drawLabel(element) {
  const words = element.label ?? element.title ?? element.placeholder ?? element.id;
  const [, ask, help] = SENTENCE.exec(words) ?? [null, words, null];
  return [ask.replace(/\.$/, ""), element.isRequired && h("span", { class: "optional" }, " (required)"), help && [unseen(". "), h("span", { class: "card-help" }, help)]];
}

function tell(node, error, control, problem) {
  fill(error, problem && [unseen("Problem: "), problem]);
  error.hidden = !problem;
  node.classList.toggle("has-error", Boolean(problem));
  if (problem) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

function makeField(element, ids) {
  if (element.type === "Input.Toggle") return toggleField(element, ids);
  if (element.type !== "Input.ChoiceSet") return typedField(element, ids);
  const many = Boolean(element.isMultiSelect);
  if (element.style === "expanded") return ticksField(element, ids, many);
  return many || element.style === "filtered" ? chooserField(element, ids, many) : selectField(element, ids);
}

function attributesOf(element, ids) {
  return { id: ids.control, class: "field", "aria-describedby": ids.error, "aria-required": element.isRequired ? "true" : null, placeholder: element.placeholder };
}

function typedField(element, ids) {
  const attributes = { ...attributesOf(element, ids), value: element.value, maxlength: element.maxLength, min: element.min, max: element.max };
  const type = STYLES[element.style?.toLowerCase()] ?? TYPED[element.type] ?? "text";
  const control = element.isMultiline ? h("textarea", { ...attributes, rows: 3 }) : h("input", { ...attributes, type });
  return { node: control, control, read: () => control.value };
}

function toggleField(element, ids) {
  const { valueOn = "true", valueOff = "false" } = element;
  const control = h("input", { id: ids.control, type: "checkbox", "aria-describedby": ids.error });
  control.checked = element.value === valueOn;
  const node = h("label", { class: "tick" }, control, h("span", { class: "tick-words" }, element.title ?? ""));
  return { node, control, grouped: true, read: () => (control.checked ? valueOn : valueOff) };
}

function chosenOf(element) {
  return String(element.value ?? "").split(",").filter(Boolean);
}

function ticksField(element, ids, many) {
  const chosen = chosenOf(element);
  const inputs = (element.choices ?? []).map(({ value }, at) => {
    const input = h("input", { type: many ? "checkbox" : "radio", id: `${ids.control}-${at}`, name: ids.control, value, "aria-describedby": at ? null : ids.error });
    input.checked = chosen.includes(value);
    return input;
  });
  const rows = inputs.map((input, at) => h("label", { class: "tick" }, input, h("span", { class: "tick-words" }, element.choices[at].title)));
  const control = inputs[0] ?? h("input", { type: "hidden" });
  return { node: h("div", { class: "ticks" }, rows), control, grouped: true, read: () => inputs.filter((input) => input.checked).map(({ value }) => value).join(",") };
}

function selectField(element, ids) {
  const control = h("select", attributesOf(element, ids), h("option", { value: "" }, element.placeholder || "Choose one"),
    (element.choices ?? []).map(({ title, value }) => h("option", { value }, title)));
  control.value = chosenOf(element)[0] ?? "";
  return { node: h("div", { class: "select" }, control), control, read: () => control.value };
}

function chooserField(element, ids, many) {
  const { id, class: _, placeholder, ...attributes } = attributesOf(element, ids);
  const options = (element.choices ?? []).map(({ title, value }) => ({ key: value, text: title, value }));
  const find = async (text) => options.filter((option) => option.text.toLowerCase().includes(text.toLowerCase()));
  const chooser = makeChooser({ id, many, find, label: element.label ?? "Choose", placeholder: placeholder || "Type to search", attributes });
  chooser.choose(options.filter(({ key }) => chosenOf(element).includes(key)));
  return { node: chooser.node, control: chooser.control, read: () => chooser.chosen().map(({ value }) => value).join(",") };
}
