// The page's hands: everything a person does goes to the server here, and troubles come back as one sentence.

import { pictureAddress, read, write } from "./api.js";
import { findEverybody } from "./everybody.js";
import { wordsOf } from "./mrkdwn.js";
import { platformOf } from "./platforms.js";
import { userId } from "./route.js";
import { placeName } from "./words.js";

/**
 * `page` is the page's state; `refresh()` promises that what changed is fetched and drawn; `did(kind, words)` tells the tour;
 * `complain(text)` shows a trouble; `say(text)` speaks to a screen reader.
 */
export function createDesk(page, { refresh, did, complain, say }) {
  const as = () => page.route.as;
  // Runs one deed; a trouble is shown, and the deed's answer is then null.
  const attempt = async (deed) => {
    try {
      return await deed();
    } catch (trouble) {
      complain(trouble.message);
      return null;
    } finally {
      refresh();
    }
  };
  return {
    nameOf: (id) => page.nameOf(id),
    pictureOf: (id) => pictureAddress(as(), id),
    say: async ({ as: writer, channel, thread }, text, files) => {
      const answer = await attempt(() => write("say", { as: writer, channel, text, thread, files: files.map(({ id }) => id) }));
      if (answer) did(files.length ? "file" : "say", text);
      return Boolean(answer);
    },
    press: async (press, element) => {
      const answer = await attempt(() => write("press", { as: as(), ...press }));
      if (answer) did("press", wordsOf(element.text) || element.action_id);
    },
    // Promises {errors} by input where the card's own rules do not pass, else {answer}; null where it was not heard.
    pressCard: async (press, words) => {
      const answer = await attempt(() => write("press", { as: as(), ...press }));
      if (answer && !answer.errors) did("press", words);
      return answer;
    },
    install: (where, on) => attempt(() => write(on ? "install" : "uninstall", { as: as(), ...where })),
    // What stands in the menu of every message.
    shortcuts: () => page.world?.shortcuts ?? [],
    shortcut: async (chosen, name) => {
      const answer = await attempt(() => write("shortcut", { as: as(), ...chosen }));
      if (answer) did("press", name);
    },
    submit: async (viewId, values, words) => {
      const answer = await attempt(() => write("submit", { as: as(), view_id: viewId, values }));
      if (answer && !answer.errors) did("submit", words);
      return answer;
    },
    close: (viewId) => attempt(() => write("close", { as: as(), view_id: viewId })),
    // Promises Slack's file object, or null where the file could not be added.
    give: async (file) => {
      const content = await contentOf(file);
      return (await attemptQuietly(() => write("give", { as: as(), name: file.name, content }), complain))?.file ?? null;
    },
    suggest: async (asked) => (await attemptQuietly(() => write("suggest", { as: as(), ...asked }), complain)) ?? {},
    searchEverybody: async (text) => (await attemptQuietly(() => findEverybody(text), complain)) ?? { people: [], workspaces: [] },
    // For a field that chooses a person: those of this workspace whose account is open.
    findPeople: async (text) => {
      const found = (await attemptQuietly(() => read("world", { as: as(), q: text || " " }), complain))?.people ?? [];
      return found.filter((person) => person.workspace === page.world.you.workspace && !person.deactivated)
        .map((person) => ({ key: userId(person.id), text: person.name, help: person.title, value: userId(person.id) }));
    },
    listChannels: async () => page.world.conversations.map((one) => ({ key: one.id, text: placeName(one), value: one.id })),
    move: async (body) => {
      const answer = await attempt(() => write("clock", body));
      if (answer) { did("clock"); page.saysTime = true; }
      await refresh(); // until then the clock shows what it was
    },
    fault: async (name, on) => { if (await attempt(() => write("fault", { name, on }, platformOf(as())))) say(on ? "Switched on." : "Switched off."); },
    blog: async (blog, deed) => { if (await attempt(() => write("web", { blog, do: deed }))) say("Done. Move the clock to see what follows from it."); },
    reset: async () => { if (await attempt(() => write("reset", {}))) location.reload(); },
  };
}

async function attemptQuietly(deed, complain) {
  try {
    return await deed();
  } catch (trouble) {
    complain(trouble.message);
    return null;
  }
}

function contentOf(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}
