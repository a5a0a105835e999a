// Times, numbers and the plain names of things, as people read them.

const ZONE = "Europe/London";
const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, weekday: "long", day: "numeric", month: "long" });
const YEAR = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, year: "numeric" });
const HOURS = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const PARTS = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});

export const ROLES = {
  newcomer: { group: "New here", after: "new here" },
  partner: { group: "Has a partner", after: "has a partner" },
  silent: { group: "Has not answered", after: "has not answered" },
  organiser: { group: "Organiser", after: "organiser" },
  guest: { group: "Guest", after: "guest" },
  elsewhere: { group: "In another workspace", after: "in another workspace" },
};

/** A Date from Slack's "seconds.micros" or from ISO. */
export function toDate(time) {
  return /^\d+(\.\d+)?$/.test(String(time)) ? new Date(Number(time) * 1000) : new Date(time);
}

/** "Tuesday 1 December". */
export function day(time) {
  return DAY.format(toDate(time)).replace(",", "");
}

/** "10:00". */
export function hours(time) {
  return HOURS.format(toDate(time));
}

/** "Tuesday 1 December 2026". */
export function clockDate(time) {
  return `${day(time)} ${YEAR.format(toDate(time))}`;
}

/** "Tuesday 1 December 2026, 10:00", as the clock shows it. */
export function clockTime(time) {
  return `${clockDate(time)}, ${hours(time)}`;
}

/** "Tuesday 1 December at 10am", as sentences have it. */
export function spoken(time) {
  return `${day(time)} at ${spokenHour(time)}`;
}

function spokenHour(time) {
  const [hour, minute] = hours(time).split(":").map(Number);
  const twelve = hour % 12 || 12;
  if (minute === 0 && hour === 0) return "midnight";
  if (minute === 0 && hour === 12) return "midday";
  return `${twelve}${minute ? `:${String(minute).padStart(2, "0")}` : ""}${hour < 12 ? "am" : "pm"}`;
}

function wall(date) {
  const at = Object.fromEntries(PARTS.formatToParts(date).map(({ type, value }) => [type, value]));
  return `${at.year}-${at.month}-${at.day}T${at.hour}:${at.minute}`;
}

/** The wall time in London for a datetime-local field: "2026-12-01T10:00". */
export function toLocal(time) {
  return wall(toDate(time));
}

/** ISO in UTC of a London wall time; in the hour that summer time skips, the moment just after. */
export function fromLocal(text) {
  const guess = new Date(`${text}:00Z`);
  const shift = new Date(`${wall(guess)}:00Z`) - guess;
  const found = new Date(guess - shift);
  return (wall(found) === text ? found : guess).toISOString();
}

/** "1 reply", "3 replies". */
export function count(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

const REACHED = { teams: "on Teams", mail: "by e-mail" };

/** What follows a name in the top bar: "new here", "new here, on Teams". */
export function roleOf(person) {
  const reached = REACHED[person?.platform];
  const role = ROLES[person?.menu]?.after ?? person?.title ?? "";
  if (!reached) return role;
  return person.menu && person.menu !== "elsewhere" ? `${role}, ${reached}` : reached;
}

/** A conversation's name as people say it. */
export function placeName(conversation) {
  return conversation.kind === "channel" && !conversation.team ? `#${conversation.name}` : conversation.name;
}

/** A file's size in words. */
export function sizeOf(bytes) {
  return `${Math.max(1, Math.round(bytes / 1000))} KB`;
}
