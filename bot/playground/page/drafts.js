// What was typed into a form that was closed: kept in memory, by person and form, field by field.

const kept = new Map();

/** The key of a view's draft: the same form about the same thing, for the same person. */
export function draftKey(as, view) {
  return [as, view.callback_id || view.title?.text, view.private_metadata ?? ""].join(" ");
}

/** Keeps one field's state. */
export function keepField(key, name, state) {
  if (!kept.has(key)) kept.set(key, new Map());
  kept.get(key).set(name, state);
}

/** The fields kept under a key, as a Map from "block action" to state. */
export function draftOf(key) {
  return kept.get(key) ?? new Map();
}

/** Forgets a draft, once it was sent or on request. */
export function forgetDraft(key) {
  kept.delete(key);
}
