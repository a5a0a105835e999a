// Block Kit's inputs. Each gives {node, read, write, control, grouped}: `read` returns Slack's state value, `write` takes one.

import { makeChooser } from "./chooser.js";
import { h } from "./dom.js";
import { drawText, wordsOf } from "./mrkdwn.js";
import { fromLocal, sizeOf, toLocal } from "./words.js";

const TYPED = {
  plain_text_input: "text", email_text_input: "email", url_text_input: "url", number_input: "number",
  datepicker: "date", timepicker: "time",
};
const STATE_KEY = { datepicker: "selected_date", timepicker: "selected_time" };

/**
 * The field for an element. `ids` name the control, its label, hint and error (null where there is none);
 * `onUse` runs when the person has changed it: given where the element acts at once.
 */
export function makeField(block, element, surface, ids, onUse = null) {
  const act = onUse ?? (block.dispatch_action ? () => surface.press(block, element, {}, field.control()) : () => {});
  const make = element.type in TYPED ? typedField : MAKE[element.type] ?? unknownField;
  const field = make({ block, element, surface, ids, act });
  surface.register(block, element, field);
  field.control()?.setAttribute("data-action", `${block.block_id} ${element.action_id}`);
  return field;
}

function described({ block, ids, element }) {
  const about = [block.hint && ids.hint, ids.error].filter(Boolean).join(" ");
  return {
    id: ids.control,
    "aria-describedby": about || null,
    "aria-labelledby": ids.error ? null : ids.label,
    "aria-label": !ids.error && !ids.label ? wordsOf(element.placeholder) || "Choose" : null,
    "aria-required": block.type === "input" && !block.optional ? "true" : null,
  };
}

function typedField(context) {
  const { element, act } = context;
  const control = element.multiline ? h("textarea", { rows: 4, ...typedProps(context) }) : h("input", { type: TYPED[element.type], ...typedProps(context) });
  const key = STATE_KEY[element.type] ?? "value";
  control.addEventListener("change", act);
  return {
    node: control,
    control: () => control,
    read: () => ({ type: element.type, [key]: control.value === "" ? null : control.value }),
    write: (state) => { control.value = state[key] ?? ""; },
  };
}

function typedProps(context) {
  const { element } = context;
  return {
    class: "field",
    placeholder: wordsOf(element.placeholder) || null,
    maxlength: element.max_length,
    min: element.min_value,
    max: element.max_value,
    step: element.type === "number_input" ? (element.is_decimal_allowed ? "any" : "1") : null,
    value: element.initial_value ?? element.initial_date ?? element.initial_time,
    ...described(context),
  };
}

function dateTimeField(context) {
  const { element, act } = context;
  const first = element.initial_date_time ? toLocal(String(element.initial_date_time)) : null;
  const control = h("input", { type: "datetime-local", class: "field", value: first, ...described(context), on: { change: act } });
  return {
    node: control,
    control: () => control,
    read: () => ({ type: element.type, selected_date_time: control.value ? new Date(fromLocal(control.value)) / 1000 : null }),
    write: (state) => { control.value = state.selected_date_time ? toLocal(String(state.selected_date_time)) : ""; },
  };
}

function ticksField(context) {
  const { element, ids, act, surface } = context;
  const many = element.type === "checkboxes";
  const first = many ? element.initial_options ?? [] : [element.initial_option].filter(Boolean);
  const ticks = (element.options ?? []).map((option, at) => drawTick({ option, at, many, ids, surface, on: has(first, option), act }));
  const inputs = ticks.map(({ input }) => input);
  const chosen = () => element.options.filter((_, at) => inputs[at].checked);
  const group = ids.error ? {} : { role: many ? "group" : "radiogroup", "aria-labelledby": ids.label };
  return {
    node: h("div", { class: "ticks", ...group }, ticks.map(({ node }) => node)),
    control: () => inputs.find((input) => input.checked) ?? inputs[0],
    grouped: true,
    read: () => many ? { type: element.type, selected_options: chosen() } : { type: element.type, selected_option: chosen()[0] ?? null },
    write: (state) => inputs.forEach((input, at) => {
      input.checked = has(state.selected_options ?? [state.selected_option].filter(Boolean), element.options[at]);
    }),
  };
}

function drawTick({ option, at, many, ids, surface, on, act }) {
  const input = h("input", { type: many ? "checkbox" : "radio", id: `${ids.control}-${at}`, name: ids.control, on: { change: act } });
  input.checked = on;
  const help = option.description && h("span", { class: "tick-help" }, drawText(option.description, surface.nameOf));
  return { input, node: h("label", { class: "tick" }, input, h("span", { class: "tick-words" }, drawText(option.text, surface.nameOf), help)) };
}

function has(options, option) {
  return options.some((one) => one.value === option.value);
}

function selectField(context) {
  const { element, act } = context;
  const options = (element.option_groups ?? [{ options: element.options ?? [] }]).flatMap((group) => group.options);
  const control = h("select", { class: "field", ...described(context), on: { change: act } },
    h("option", { value: "" }, wordsOf(element.placeholder) || "Choose one"), drawOptions(element));
  const write = (state) => { control.value = state.selected_option?.value ?? ""; };
  write({ selected_option: element.initial_option });
  return {
    node: h("div", { class: "select" }, control),
    control: () => control,
    read: () => ({ type: element.type, selected_option: options.find((option) => option.value === control.value) ?? null }),
    write,
  };
}

function drawOptions(element) {
  const draw = (option) => h("option", { value: option.value }, wordsOf(option.text));
  if (!element.option_groups) return (element.options ?? []).map(draw);
  return element.option_groups.map((group) => h("optgroup", { label: wordsOf(group.label) }, group.options.map(draw)));
}

// Long lists and lists that the bot or the workspace knows. `from` promises options; `pack` and `unpack` speak Slack's state.
function chooserField(context, { find, many, pack, unpack }) {
  const { element, ids, act, block } = context;
  const chooser = makeChooser({
    id: ids.control, many, find, onChange: act, most: element.max_selected_items,
    label: wordsOf(block.label) || wordsOf(element.placeholder) || "Choose",
    placeholder: wordsOf(element.placeholder) || "Type to search",
    attributes: described(context),
  });
  const write = (state) => chooser.choose(unpack(state).filter(Boolean));
  write(element);
  return { node: chooser.node, control: () => chooser.control, read: () => ({ type: element.type, ...pack(chooser.chosen()) }), write };
}

function optionChoice(option, group) {
  return option && { key: option.value, text: wordsOf(option.text), help: wordsOf(option.description), group, value: option };
}

const matches = (text) => (choice) => `${choice.text} ${choice.help ?? ""}`.toLowerCase().includes(text.toLowerCase());

function optionField(many, external) {
  return (context) => chooserField(context, {
    many,
    find: async (text) => external ? outside(context, text) : choicesOf(context.element).filter(matches(text)),
    pack: (chosen) => many ? { selected_options: chosen.map(({ value }) => value) } : { selected_option: chosen[0]?.value ?? null },
    unpack: (state) => [
      ...(state.selected_options ?? state.initial_options ?? []), state.selected_option ?? state.initial_option,
    ].map((option) => optionChoice(option)),
  });
}

async function outside({ block, element, surface }, text) {
  if (text.length < (element.min_query_length ?? 0)) return [];
  return choicesOf(await surface.suggest(block, element, text));
}

function choicesOf({ options = [], option_groups: groups }) {
  if (!groups?.length) return options.map((option) => optionChoice(option));
  return groups.flatMap((group) => group.options.map((option) => optionChoice(option, wordsOf(group.label))));
}

function idField(many, key, find) {
  return (context) => {
    const named = (id) => id && { key: id, text: context.surface.nameOf(id) ?? id, value: id };
    return chooserField(context, {
      many,
      find: (text) => find(context.surface, text),
      pack: (chosen) => many ? { [`selected_${key}s`]: chosen.map(({ value }) => value) } : { [`selected_${key}`]: chosen[0]?.value ?? null },
      unpack: (state) => [
        ...(state[`selected_${key}s`] ?? state[`initial_${key}s`] ?? []), state[`selected_${key}`] ?? state[`initial_${key}`],
      ].map(named),
    });
  };
}

const people = (surface, text) => surface.findPeople(text);
const channels = async (surface, text) => (await surface.listChannels()).filter(matches(text));

// A file goes to the server as soon as it is chosen, as in Slack; the form carries what the server says of it.
function fileField(context) {
  const { element, act, surface } = context;
  const accept = (element.filetypes ?? []).map((kind) => `.${kind}`).join(",");
  const props = described(context);
  const control = h("input", { type: "file", class: "field", accept: accept || null, multiple: (element.max_files ?? 10) > 1, ...props });
  const said = h("p", { class: "file-said", role: "status" });
  let files = [];
  const tell = () => { said.textContent = files.map((file) => `${file.name}, ${sizeOf(file.size)}`).join("; "); };
  control.addEventListener("change", async () => {
    said.textContent = control.files.length ? "Adding the file." : "";
    const given = await Promise.all([...control.files].map((file) => surface.give(file)));
    files = given.filter(Boolean);
    tell();
    act();
  });
  return {
    node: h("div", { class: "file" }, control, said),
    control: () => control,
    read: () => ({ type: element.type, files }),
    write: (state) => { files = state.files ?? []; tell(); },
  };
}

const MAKE = {
  file_input: fileField,
  datetimepicker: dateTimeField,
  checkboxes: ticksField,
  radio_buttons: ticksField,
  static_select: selectField,
  multi_static_select: optionField(true, false),
  external_select: optionField(false, true),
  multi_external_select: optionField(true, true),
  users_select: idField(false, "user", people),
  multi_users_select: idField(true, "user", people),
  conversations_select: idField(false, "conversation", channels),
  multi_conversations_select: idField(true, "conversation", channels),
  channels_select: idField(false, "channel", channels),
  multi_channels_select: idField(true, "channel", channels),
};

function unknownField({ element }) {
  return {
    node: h("p", { class: "block-unknown" }, `This page cannot draw a “${element.type}”.`),
    control: () => null,
    read: () => ({ type: element.type }),
    write: () => {},
  };
}
