// The scene "Digests": the blogs of the playground's own little web, and what can be done to each.

import { h, keep } from "./dom.js";
import { count } from "./words.js";

const DEEDS = [
  ["publish", "Publish a post"],
  ["move", "Move for good"],
  ["slow", "Be slow"],
  ["page", "Show a page instead"],
  ["die", "End for good"],
  ["return", "Come back"],
];
const MOODS = {
  well: "It writes as usual.",
  slow: "It takes some seconds over every answer.",
  page: "Its feed is an ordinary page now.",
  gone: "Its feed says that it is gone for good.",
};
const STEPS = [
  ["/digest add ADDRESS", "in #general, as an organiser: the blog is found, and its last posts are shown to you alone"],
  ["/digest here weekly mon 09:00", "sets when the channel's digest comes"],
  ["/digest preview", "shows you the next one"],
];

/** The scene; `desk.blog(name, deed)` changes a blog. */
export function createBlogs(desk) {
  const list = h("ul", { class: "blogs" });
  const node = h("div", { class: "scenes" },
    h("section", { class: "scene" }, h("h3", {}, "Try digests"),
      h("p", { class: "hint" }, "Follow one of these blogs, then move the clock to the day of the digest. Blogs are read again whenever the clock moves."),
      h("dl", { class: "tries" }, STEPS.map(([typed, words]) => h("div", {}, h("dt", {}, h("code", {}, typed)), h("dd", {}, words))))),
    h("section", { class: "scene" }, h("h3", {}, "Blogs to follow"),
      h("p", { class: "hint" }, "All of them are invented, and served by this playground alone."), list));
  return {
    node,
    draw: (rows) => {
      keep(list, rows.map((row) => ({ key: `blog ${row.name}`, stamp: row.title, make: () => drawBlog(row, desk) })));
      for (const row of rows) setBlog(list.querySelector(`[data-blog="${row.name}"]`), row);
    },
  };
}

// A blog keeps its node, and with it the focus; only what it says of itself is set anew.
function setBlog(node, row) {
  const state = node.querySelector(".blog-state");
  const moved = row.moved ? " Its feed has moved, and says so." : "";
  const words = row.switches ? `${MOODS[row.mood]}${moved} ${count(row.posts, "post", "posts")} so far.` : "";
  if (state.textContent !== words) state.textContent = words;
}

function drawBlog(row, desk) {
  const address = `http://127.0.0.1:${location.port}${row.path}`;
  const buttons = DEEDS.filter(([deed]) => row.switches && (deed !== "publish" || row.writes))
    .map(([deed, words]) => h("button", { type: "button", class: "button button-small", "aria-label": `${words}: ${row.title}`, on: { click: () => desk.blog(row.name, deed) } }, words));
  return h("li", { class: "blog", data: { blog: row.name } },
    h("h4", {}, row.title),
    h("p", {}, row.about),
    h("p", { class: "blog-address" }, h("a", { href: address, target: "_blank", rel: "noopener" }, address)),
    h("p", { class: "hint blog-state", role: "status" }),
    h("div", { class: "blog-deeds" }, buttons));
}
