// What a form can say about its fields before it is sent, in words that help.

/** The problems of a surface's fields: a Map from block_id to one sentence. */
export function findProblems(fields) {
  const problems = new Map();
  for (const field of fields.values()) {
    const problem = field.block.type === "input" ? problemOf(field) : null;
    if (problem) problems.set(field.block.block_id, problem);
  }
  return problems;
}

function problemOf({ block, element, read, control }) {
  const value = valueOf(read());
  if (control()?.validity?.badInput) return element.type === "number_input" ? "Enter a number, using digits only." : "Enter a whole date, with day, month and year.";
  if (isEmpty(value)) return block.optional ? null : missing(element);
  return typeof value === "string" ? wrong(element, value) : null;
}

function valueOf(state) {
  return Object.entries(state).find(([name]) => name !== "type")?.[1];
}

function isEmpty(value) {
  return value === null || value === undefined || (typeof value === "string" && !value.trim()) || (Array.isArray(value) && !value.length);
}

function missing({ type }) {
  if (/select|checkboxes|radio|overflow/.test(type)) return "Choose an answer here to go on.";
  if (type === "file_input") return "Choose a file to go on.";
  if (/picker/.test(type)) return "Choose a date or time here to go on.";
  return "Write something here to go on.";
}

function wrong(element, value) {
  if (element.type === "email_text_input" && !/^\S+@\S+\.\S+$/.test(value)) return "Enter an email address like name@example.org.";
  if (element.type === "number_input") return wrongNumber(element, Number(value));
  if (element.min_length && value.length < element.min_length) return `Write at least ${element.min_length} characters.`;
  return null;
}

function wrongNumber({ min_value: min, max_value: max }, number) {
  if (min !== undefined && number < Number(min)) return `Enter ${min} or more.`;
  return max !== undefined && number > Number(max) ? `Enter ${max} or less.` : null;
}
