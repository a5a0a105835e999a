// Everybody whom the page offers to be, on every platform that this playground has.

import { read } from "./api.js";
import { PLATFORMS } from "./platforms.js";

/**
 * Promises {people, workspaces} of all platforms: those of the menu, or whoever has `text` in the name.
 * A platform that is not there is left out.
 */
export async function findEverybody(text = "") {
  const answers = await Promise.all(PLATFORMS.map((platform) => ask(platform, text)));
  return { people: answers.flatMap(({ people }) => people), workspaces: answers.flatMap(({ workspaces }) => workspaces) };
}

async function ask(platform, text) {
  try {
    return await read("people", { q: text || null }, platform);
  } catch (trouble) {
    if (trouble.status === 404) return { people: [], workspaces: [] };
    throw trouble;
  }
}
