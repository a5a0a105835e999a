// What the message box offers while somebody types: commands and their verbs, each with one line of help. Pure.

const MOST = 40;

const MENTION = "@teapoint ";
const UNHEARD = "Here Teapoint hears only what mentions it: begin with @Teapoint.";

/**
 * For the text before the cursor: {options: [{key, text, help, insert}], hint}.
 * With the bot, bare verbs are offered too. `hint` is the usage of a command that is already there.
 * `teams`: where commands are words without a slash, and a mention stands before them in channels.
 */
export function complete(text, { commands, withBot, teams }) {
  const typed = text.trimStart().replace(/\s+/g, " ").toLowerCase();
  if (!typed || text.includes("\n")) return { options: [], hint: null };
  if (teams) return onTeams(typed, commands.map(bare), withBot);
  if (/^@\w*$/.test(typed)) return { options: bots(typed), hint: null };
  if (typed.startsWith("/")) return offer(typed, commands.map(slashed));
  return withBot ? offer(typed, commands.map(bare)) : { options: [], hint: null };
}

// A slash is no sign on Teams; who types one out of habit is offered the words behind it.
function onTeams(typed, entries, withBot) {
  if (withBot) return offer(typed.replace(/^[/]/, ""), entries);
  if (typed.startsWith(MENTION)) return mentioned(offer(typed.slice(MENTION.length), entries));
  if (/^@\w*$/.test(typed)) return { options: bots(typed), hint: null };
  const meant = offer(typed.replace(/^[/]/, ""), entries.filter(({ full }) => full.toLowerCase().startsWith(typed.replace(/^[/]/, ""))));
  return meant.options.length || meant.hint ? { ...mentioned(meant), hint: UNHEARD } : { options: [], hint: null };
}

function mentioned({ options, hint }) {
  return { options: options.map((option) => ({ ...option, insert: `@Teapoint ${option.insert}` })), hint };
}

function bots(typed) {
  return "@teapoint".startsWith(typed) ? [{ key: "@", text: "@Teapoint", help: "Ask the bot here, so that others see it", insert: "@Teapoint " }] : [];
}

function slashed(command) {
  return { ...command, full: `${command.command} ${wordsOf(command)}`.trim() };
}

function bare(command) {
  return { ...command, full: wordsOf(command), usage: command.command ? command.usage : `${wordsOf(command)} ${command.usage ?? ""}`.trim() };
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
