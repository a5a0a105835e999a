// What a card needs to know of where it stands: its inputs, and how to press.

let made = 0;

/**
 * A surface for the card of one message or dialog. `where` is what every press carries: {channel, ts} or {view_id};
 * `desk` is the page's hands; `heading` is the tag of the card's headings.
 */
export function makeCardSurface(where, desk, heading = "h3") {
  const prefix = `card${++made}`;
  const inputs = new Map();
  let last = 0;
  return {
    heading,
    newId: () => `${prefix}-${++last}`,
    register: (input) => inputs.set(input.id, input),
    press: (action) => press({ where, desk, inputs }, action),
  };
}

// A press that does not pass is told at the inputs, and the first of them gets the focus.
async function press({ where, desk, inputs }, action) {
  const isAlone = String(action.associatedInputs).toLowerCase() === "none";
  const fields = isAlone ? [] : [...inputs.values()];
  const odd = fields.filter(({ control }) => control.validity?.badInput).map(({ id }) => [id, "Enter this whole, or leave it empty."]);
  if (tell(fields, Object.fromEntries(odd))) return;
  const answer = await desk.pressCard({ ...where, action: action.pressId, inputs: valuesOf(fields) }, action.title ?? "");
  tell(fields, answer?.errors ?? {});
}

function valuesOf(fields) {
  return Object.fromEntries(fields.map(({ id, read }) => [id, read()]));
}

function tell(fields, errors) {
  for (const field of fields) field.tell(errors[field.id] ?? "");
  const first = fields.find(({ id }) => errors[id]);
  first?.control.focus();
  return Boolean(first);
}
