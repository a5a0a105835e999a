// What the message box offers while somebody types: commands and their verbs, each with one line of help. Pure.

const MOST = 40;

/**
 * For the text before the cursor: {options: [{key, text, help, insert}], hint}.
 * With the bot, bare verbs are offered too. `hint` is the usage of a command that is already there.
 */
export function complete(text, commands, withBot) {
  const typed = text.trimStart().replace(/\s+/g, " ").toLowerCase();
  if (!typed || text.includes("\n")) return { options: [], hint: null };
  if (/^@\w*$/.test(typed)) return { options: bots(typed), hint: null };
  if (typed.startsWith("/")) return offer(typed, commands.map(slashed));
  return withBot ? offer(typed, commands.map(bare)) : { options: [], hint: null };
}

function bots(typed) {
  return "@teapoint".startsWith(typed) ? [{ key: "@", text: "@Teapoint", help: "Ask the bot here, so that others see it", insert: "@Teapoint " }] : [];
}

function slashed(command) {
  return { ...command, full: `${command.command} ${wordsOf(command)}`.trim() };
}

function bare(command) {
  return { ...command, full: wordsOf(command) };
}

function wordsOf(command) {
  return Array.isArray(command.words) ? command.words.join(" ") : command.words ?? "";
}

function offer(typed, entries) {
  const named = entries.filter(({ full }) => full && `${typed} `.startsWith(`${full.toLowerCase()} `))
    .sort((one, other) => other.full.length - one.full.length)[0];
  const begins = entries.filter(({ full }) => full && full.toLowerCase().startsWith(typed) && full.toLowerCase() !== typed);
  const holds = entries.filter((entry) => !begins.includes(entry) && entry !== named && fits(entry, typed));
  return { options: [...begins, ...(named ? [] : holds)].slice(0, MOST).map(optionOf), hint: named ? hintOf(named) : null };
}

function fits({ full }, typed) {
  const words = full.toLowerCase().split(" ");
  return typed.trim().split(" ").every((part, at) => words.some((word, index) => (at === 0 && part.startsWith("/") ? index === 0 : true) && word.startsWith(part)));
}

function optionOf({ full, help }) {
  return { key: full, text: full, help, insert: `${full} ` };
}

function hintOf({ usage, help, full }) {
  return [usage || full, help].filter(Boolean).join(": ");
}
