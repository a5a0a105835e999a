// What blocks need to know of the place they are drawn in: names, how to press, how to look things up, and their fields.

let made = 0;

/**
 * A surface for one message, Home or modal.
 * `where` is what every press from it carries (source, channel and ts, or view_id);
 * `desk` is the page's hands: press, suggest, findPeople, listChannels, nameOf.
 */
export function makeSurface(where, desk) {
  const prefix = `s${++made}`;
  const fields = new Map();
  let last = 0;
  const surface = {
    where,
    fields,
    nameOf: desk.nameOf,
    pictureOf: desk.pictureOf,
    newId: () => `${prefix}-${++last}`,
    register: (block, element, field) => fields.set(`${block.block_id} ${element.action_id}`, { block, element, ...field }),
    values: () => readValues(fields),
    press: (block, element, payload, node) =>
      desk.press({ ...where, block_id: block.block_id, action_id: element.action_id, ...payload, ...valuesFor(where, fields) }, element, node),
    suggest: (block, element, value) =>
      desk.suggest({ ...where, block_id: block.block_id, action_id: element.action_id, value }),
    give: desk.give,
    findPeople: desk.findPeople,
    listChannels: desk.listChannels,
  };
  return surface;
}

function valuesFor(where, fields) {
  return where.source === "view" ? { values: readValues(fields) } : {};
}

function readValues(fields) {
  const values = {};
  for (const { block, element, read } of fields.values()) {
    (values[block.block_id] ??= {})[element.action_id] = read();
  }
  return values;
}
