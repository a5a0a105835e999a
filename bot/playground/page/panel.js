// The right column: a thread, behind the scenes, or blogs to try digests with.

import { createBlogs } from "./blogs.js";
import { createComposer } from "./composer.js";
import { fill, h, icon, unseen } from "./dom.js";
import { createMessages } from "./messages.js";
import { formatRoute } from "./route.js";
import { createScenes } from "./scenes.js";
import { placeName } from "./words.js";

const BETWEEN = {
  slack: "What the bot and the workspace say to each other",
  teams: "What the bot and Teams say to each other",
  mail: "What can happen to the bot's mail on its way",
};

/** The right column in `root`. */
export function createPanel(root, page, desk) {
  const title = h("h2", { class: "place-title", id: "panel-title" });
  const note = h("p", { class: "place-note" });
  const close = h("a", { class: "icon-button panel-close", data: { back: "panel" } }, icon("close"), unseen("Close this column"));
  const composer = createComposer({ id: "reply", target: () => replyTarget(page), send: desk.say });
  const messages = createMessages({ id: "thread-messages", label: "Replies", desk, threadLink: null });
  const scenes = createScenes(desk);
  const blogs = createBlogs(desk);
  let drawn = null;
  fill(root, h("header", { class: "place-head" }, h("div", { class: "place-words" }, title, note), close), messages.node, composer.node, scenes.node, blogs.node);
  const show = (key, words) => {
    const kind = page.route.panel;
    root.hidden = false;
    fill(title, words.title);
    fill(note, words.note);
    close.href = formatRoute({ ...page.route, panel: null });
    messages.node.hidden = composer.node.hidden = kind !== "thread";
    scenes.node.hidden = kind !== "scenes";
    blogs.node.hidden = kind !== "digests";
    const isNew = drawn !== key;
    drawn = key;
    return isNew;
  };
  return {
    hide: () => { root.hidden = true; drawn = null; },
    drawThread: (conversation) => {
      const key = `${page.route.as} ${conversation.id} ${page.route.thread}`;
      const isNew = show(key, { title: "Thread", note: placeName(conversation) });
      messages.draw({ ...conversation, key }, () => h("p", {}, "This message is gone."));
      if (isNew) { composer.draw(); root.focus(); }
    },
    drawScenes: (answer, platform) => {
      const isNew = show("scenes", { title: "Behind the scenes", note: BETWEEN[platform] });
      scenes.draw(answer, platform);
      if (isNew) root.focus();
    },
    drawBlogs: (rows) => {
      const isNew = show("digests", { title: "Digests", note: "Blogs to follow, and what can happen to them" });
      blogs.draw(rows);
      if (isNew) root.focus();
    },
  };
}

function replyTarget(page) {
  return {
    as: page.route.as, channel: page.shown, thread: page.route.thread,
    withBot: false, name: "Reply in thread", commands: page.world?.platform === "teams" ? page.world.commands : [],
    teams: page.world?.platform === "teams", installed: true,
  };
}
