// What only people on Teams or with e-mail need: fetched once the page is one of them, so that a first visit stays light.

const PARTS = {
  teams: async () => Object.assign({}, ...(await Promise.all([import("./cards.js"), import("./card_surface.js"), import("./markdown.js")]))),
  mail: () => import("./mailbox.js"),
};

/** What has been fetched: the functions of those files, by name. */
export const later = {};

/** Promises that what a platform needs is there. */
export async function fetchParts(platform) {
  Object.assign(later, await PARTS[platform]?.());
}
