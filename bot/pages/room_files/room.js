// Keeps what is typed on this phone from the first keystroke, sends it when there is a connection,
// and shows what others add. Without this script the page works, too: it is a plain form.
"use strict";

const TYPING_MS = 2500;
const LONGEST_WAIT_MS = 30000;
const WRITING_MS = 20000;
const MOST_AT_ONCE = 5;

const main = document.getElementById("main");
const home = main.dataset.home;
const words = JSON.parse(main.dataset.words);
const mine = new Set(JSON.parse(main.dataset.mine));
const editor = main.dataset.editor === "1";
const form = document.getElementById("add");
const list = document.getElementById("points");

// What this phone keeps: one entry a point, so that two pages of one phone never overwrite another.

const PREFIX = `teapoint ${home} `;
const memory = new Map(); // where the browser lets us keep nothing

function keep(key, value) {
  memory.set(key, value);
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Full or forbidden: it is sent as soon as it can be.
  }
}

function drop(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // There was nothing to forget.
  }
}

function recall() {
  const found = new Map(memory);
  try {
    for (let at = 0; at < localStorage.length; at += 1) {
      const key = localStorage.key(at);
      if (key.startsWith(PREFIX)) {
        found.set(key.slice(PREFIX.length), JSON.parse(localStorage.getItem(key)));
      }
    }
  } catch {
    return found;
  }
  return found;
}

const kept = (sort) =>
  [...recall()].filter(([key]) => key.startsWith(sort)).map(([, value]) => value);

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return `p${[...bytes].map((one) => one.toString(16).padStart(2, "0")).join("")}`;
}

// A point of ours: `edition` counts its changes; once `tried`, what an edition says stays the same.

function note(point, change) {
  if (point.tried >= point.edition) point.edition += 1;
  Object.assign(point, change, { at: Date.now() });
  mine.add(point.id);
  keep(`point ${point.id}`, point);
}

// What another page of this phone is typing is that page's to send.
const isWaiting = (point) =>
  point.sent < point.edition && !point.held && (point.state !== "typing" || point.id === box.id);
const waiting = () => kept("point ").filter(isWaiting).sort((a, b) => a.at - b.at);
const saidHere = () => waiting().filter((one) => one.state !== "typing");

// Sending: one request at a time; after a failure later and later, at once when there is a way.

let sending = false;
let failures = 0;
let timer = 0;

function later(ms) {
  clearTimeout(timer);
  timer = setTimeout(send, ms);
}

function backOff() {
  failures += 1;
  later(Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (failures - 1)) * (0.75 + Math.random() / 2));
  tell(words.waiting);
}

async function post(points) {
  const token = form.elements.token.value;
  const body = JSON.stringify({ token, points });
  return fetch(`${home}/points`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
    keepalive: body.length < 15000,
  });
}

async function send() {
  if (sending || !form) return;
  const points = waiting().slice(0, MOST_AT_ONCE);
  if (!points.length) return;
  sending = true;
  try {
    for (const one of points) {
      one.tried = one.edition;
      remark(one);
    }
    const answer = await post(points);
    if (answer.status === 403) await refresh();
    if (!answer.ok) throw new Error(answer.status);
    for (const result of (await answer.json()).results) settle(result);
    if (failures && !waiting().length) tell(words.back);
    failures = 0;
  } catch {
    backOff();
    return;
  } finally {
    sending = false;
  }
  if (waiting().length) later(saidHere().length ? 0 : TYPING_MS);
}

function remark(point) {
  const now = recall().get(`point ${point.id}`);
  if (now && now.edition === point.edition) keep(`point ${point.id}`, { ...now, tried: now.edition });
  if (point.id === box.id) box.tried = Math.max(box.tried, point.edition);
}

function settle(result) {
  const point = recall().get(`point ${result.id}`);
  if (!point) return;
  if (result.outcome === "kept") return settleKept(point, result);
  if (result.outcome === "names") return ask(point, result);
  if (result.outcome === "full" || result.outcome === "long" || result.outcome === "closed") {
    keep(`point ${point.id}`, { ...point, held: true });
  } else {
    drop(`point ${point.id}`);
  }
  tell(result.words);
  if (result.outcome === "anew" && result.point) {
    forget(result.id);
    mine.add(result.point.id);
    show(result.point);
  }
  if (result.outcome === "anew" || result.outcome === "folded") refresh();
}

// It names somebody, and should not: it stays here until its writer says what is to become of it.

function ask(point, result) {
  if (point.edition > result.edition) return; // it was changed meanwhile, and is sent again
  const asked = { ...point, sent: point.edition, held: true, asked: true };
  keep(`point ${point.id}`, asked);
  tell(result.words);
  show(asked);
}

function sayFine(id) {
  const point = recall().get(`point ${id}`);
  if (!point) return;
  note(point, { state: "said", fine: true, held: false, asked: false });
  show(point);
  tell(words.waiting);
  element(id).focus();
  send();
}

const showHeld = () =>
  kept("point ").filter((one) => one.held && one.state !== "typing").forEach(show);

// What could not be added when it was sent is tried again on a page where points can be.

function tryAgain() {
  for (const one of kept("point ")) {
    if (one.held && !one.asked) keep(`point ${one.id}`, { ...one, held: false });
  }
}

function settleKept(point, result) {
  point.sent = Math.max(point.sent, result.edition);
  if (point.id === box.id) box.sent = point.sent;
  if (isWaiting(point) || point.state === "typing") {
    keep(`point ${point.id}`, point);
    if (!isWaiting(point)) tell(words.typing);
    return;
  }
  drop(`point ${point.id}`);
  tell(point.state === "removed" ? words.removed : result.words);
  if (result.point) show(result.point);
}

// The box in which a point is typed, or changed.

let box = { id: newId(), edition: 1, tried: 0, sent: 0, text: "", state: "typing", at: 0 };
let changing = null;

const field = () => form.elements.text;
const nameField = () => form.elements.name;
const named = () => (nameField() ? nameField().value : "");

function tell(text) {
  const place = document.getElementById("kept");
  if (place && place.textContent !== text) place.textContent = text;
}

function typed() {
  if (changing) {
    changing.text = field().value;
    keep(`change ${changing.id}`, changing);
    return;
  }
  note(box, { text: field().value, name: named(), state: "typing", held: false });
  remember();
  if (!timer || !failures) schedule();
}

let scheduled = 0;

function schedule() {
  if (scheduled) return;
  scheduled = setTimeout(() => {
    scheduled = 0;
    send();
  }, TYPING_MS);
}

function remember() {
  try {
    sessionStorage.setItem(PREFIX, box.id);
  } catch {
    // This page finds its words by their age, then.
  }
}

function freshBox() {
  box = { id: newId(), edition: 1, tried: 0, sent: 0, text: "", state: "typing", at: 0 };
  hold(box.id);
  remember();
}

function draw(text) {
  field().value = text;
  const mode = changing ? "change" : "add";
  const heading = document.getElementById("add-heading");
  const button = form.querySelector("button.go");
  heading.textContent = heading.dataset[mode];
  button.textContent = button.dataset[mode];
  for (const one of form.querySelectorAll("[data-when]")) one.hidden = !changing;
}

function begin(li) {
  const id = li.id.slice(2);
  const own = recall().get(`point ${id}`);
  const edition = Math.max(Number(li.dataset.edition), own ? own.edition : 0) + 1;
  const text = li.querySelector(".words").textContent;
  changing = { id, edition, seen: Number(li.dataset.seq), text };
  draw(text);
  field().focus();
}

function end(message) {
  drop(`change ${changing.id}`);
  changing = null;
  draw(box.text);
  tell(message);
}

function submit(event) {
  event.preventDefault();
  const act = event.submitter ? event.submitter.value : "said";
  const text = field().value.trim();
  if (!text && act === "said") {
    tell(words.empty);
    field().focus();
    return;
  }
  if (changing) submitChange(act, text);
  else add(text);
  failures = 0;
  clearTimeout(timer);
  send();
}

function add(text) {
  const point = box;
  note(point, { text, name: named(), state: "said", held: false });
  freshBox();
  field().value = "";
  show(point);
  tell(words.waiting);
}

function submitChange(act, text) {
  const { id, edition, seen } = changing;
  const point = { id, edition, seen, tried: edition - 1, sent: edition - 1 };
  note(point, { text, name: named(), state: act });
  if (act === "removed") forget(id);
  else show(point);
  end(words.waiting);
  field().focus();
}

// The list of points. What others wrote goes in as text only, never as markup.

const element = (id) => document.getElementById(`p-${id}`);

function show(point) {
  const li = element(point.id) || make(point.id);
  const own = recall().get(`point ${point.id}`);
  const isHere = own && own.state === "said" && (isWaiting(own) || (own.held && !own.asked));
  const here = isHere ? own : null;
  li.dataset.edition = point.edition;
  if (point.seq) li.dataset.seq = point.seq;
  if (point.position) place(li, point.position);
  li.querySelector(".words").textContent = (here || (own && own.asked ? own : point)).text;
  const who = li.querySelector(".who");
  who.replaceChildren();
  if (point.name && nameField()) who.append(span("by", point.name), " ");
  if (here) who.append(span("here", words.on_phone), " ");
  if (own && own.asked) who.append(span("here", words.asked), " ", fineButton(point), " ");
  if (form && (mine.has(point.id) || editor)) who.append(changeLink(point));
  document.getElementById("none").hidden = true;
}

function place(li, position) {
  if (Number(li.dataset.position) === position) return;
  li.dataset.position = position;
  const after = [...list.children].find((one) => one !== li && positionOf(one) > position);
  if (li.nextElementSibling !== (after || null)) list.insertBefore(li, after || null);
}

// What is not sent yet stands last.
const positionOf = (li) => Number(li.dataset.position) || Infinity;

function make(id) {
  const li = document.createElement("li");
  li.id = `p-${id}`;
  li.tabIndex = -1;
  li.dataset.seq = 0;
  for (const name of ["words", "who"]) {
    const line = document.createElement("p");
    line.className = name;
    li.append(line);
  }
  list.append(li);
  return li;
}

function span(name, text) {
  const found = document.createElement("span");
  found.className = name;
  found.textContent = text;
  return found;
}

function fineButton(point) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fine";
  button.textContent = words.fine;
  button.setAttribute("aria-label", words.fine_of.replace("{text}", () => point.text.slice(0, 60)));
  button.addEventListener("click", () => sayFine(point.id));
  return button;
}

function changeLink(point) {
  const link = document.createElement("a");
  link.className = "change";
  link.href = `${home}?change=${encodeURIComponent(point.id)}#add`;
  link.textContent = words.change;
  link.setAttribute("aria-label", words.change_of.replace("{text}", () => point.text.slice(0, 60)));
  return link;
}

function forget(id) {
  const li = element(id);
  if (li) li.remove();
  document.getElementById("none").hidden = list.children.length > 0;
}

const writing = new Map();

function hear(point) {
  writing.delete(point.id);
  if (point.state === "typing") {
    if (!mine.has(point.id)) writing.set(point.id, Date.now());
    return "";
  }
  if (point.state !== "said") {
    forget(point.id);
    return "";
  }
  const fresh = !element(point.id) && !mine.has(point.id);
  show(point);
  if (!fresh) return "";
  element(point.id).classList.add("fresh");
  const sentence = point.name && nameField() ? words.added_by : words.added;
  return sentence.replace("{name}", () => point.name).replace("{text}", () => point.text);
}

function showWriting() {
  const since = Date.now() - WRITING_MS;
  for (const [id, at] of writing) if (at < since) writing.delete(id);
  const line = document.getElementById("writing");
  const text = writing.size ? words.writing : "";
  if (line && line.textContent !== text) line.textContent = text;
}

// Listening. A page that slept says how far it had come, and gets what it missed.

let source = null;
let seq = Number(main.dataset.seq);
let reopening = 0;

function listen() {
  if (source) source.close();
  source = new EventSource(`${home}/events?since=${seq}`);
  source.addEventListener("points", (event) => {
    reopening = 0;
    seq = Math.max(seq, Number(event.lastEventId));
    const heard = JSON.parse(event.data).points.map(hear).filter(Boolean);
    if (heard.length) document.getElementById("heard").textContent = heard.slice(-3).join(" ");
    showWriting();
  });
  source.addEventListener("page", (event) => {
    if (JSON.parse(event.data).stamp !== main.dataset.stamp) refresh(true);
  });
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return;
    reopening += 1;
    setTimeout(wake, Math.min(LONGEST_WAIT_MS, 2000 * 2 ** reopening));
  };
}

async function refresh(aloud) {
  const answer = await fetch(home, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const other = page.getElementById("main");
  if (Boolean(page.getElementById("add")) !== Boolean(form) || !page.getElementById("points")) {
    location.reload(); // what is typed is on this phone, and comes back with the page
    return;
  }
  for (const id of ["about", "notes"]) {
    document.getElementById(id).replaceWith(page.getElementById(id));
  }
  if (form) form.elements.token.value = page.getElementById("add").elements.token.value;
  for (const id of JSON.parse(other.dataset.mine)) mine.add(id);
  main.dataset.stamp = other.dataset.stamp;
  seq = Math.max(seq, Number(other.dataset.seq));
  list.replaceChildren(...page.getElementById("points").children);
  document.getElementById("none").hidden = list.children.length > 0;
  saidHere().forEach((point) => (point.state === "said" ? show(point) : forget(point.id)));
  showHeld();
  if (aloud) document.getElementById("heard").textContent = words.changed;
}

async function wake() {
  try {
    if (!source || source.readyState === EventSource.CLOSED) {
      await refresh();
      listen();
    }
  } catch {
    reopening += 1;
    setTimeout(wake, Math.min(LONGEST_WAIT_MS, 2000 * 2 ** reopening));
  }
  send();
}

// What was typed and not sent comes back, in one page at a time.

async function hold(id) {
  if (!navigator.locks) return true;
  return new Promise((held) => {
    navigator.locks.request(`${PREFIX}${id}`, { ifAvailable: true }, (lock) => {
      held(Boolean(lock));
      return lock ? new Promise(() => {}) : undefined;
    });
  });
}

async function findDraft() {
  const drafts = kept("point ").filter((one) => one.state === "typing" && one.text);
  const last = sessionStorage.getItem(PREFIX);
  drafts.sort((a, b) => (b.id === last) - (a.id === last) || b.at - a.at);
  for (const one of drafts) if (await hold(one.id)) return one;
  return null;
}

function fromServer() {
  const { id, edition, seen, text } = form.elements;
  return { id: id.value, edition: Number(edition.value), seen: Number(seen.value), text: text.value };
}

async function restore() {
  tryAgain();
  const given = fromServer();
  const serverChanges = !form.querySelector("[data-when]").hidden;
  const draft = await findDraft().catch(() => null);
  const asked = recall().get(`point ${given.id}`);
  if (asked && asked.held) given.text = ""; // it stands in the list, with its question
  if (draft) box = draft;
  else if (asked && asked.held) hold(box.id);
  else if (!serverChanges && (await hold(given.id))) {
    box = { ...box, ...given, tried: given.edition - 1, sent: given.edition - 1 };
    mine.add(box.id);
  }
  remember();
  const [change] = kept("change ");
  changing = serverChanges ? given : change || null;
  if (serverChanges) history.replaceState(null, "", home);
  draw(changing ? changing.text : box.text || given.text);
  if (changing || box.text) tell(words.typing);
  saidHere().forEach((point) => (point.state === "said" ? show(point) : forget(point.id)));
  showHeld();
}

function clicked(event) {
  const link = event.target.closest("a.change");
  if (link && form) {
    event.preventDefault();
    begin(link.closest("li"));
  }
  if (event.target.id === "cancel" && changing) {
    event.preventDefault();
    end(words.cancelled);
    field().focus();
  }
}

async function start() {
  if (form) {
    await restore();
    form.addEventListener("input", typed);
    form.addEventListener("submit", submit);
    send();
  }
  if (!list) return;
  document.addEventListener("click", clicked);
  listen();
  setInterval(showWriting, 5000);
  addEventListener("online", () => {
    failures = 0;
    wake();
  });
  addEventListener("pageshow", (event) => event.persisted && wake());
  document.addEventListener("visibilitychange", () => document.hidden || wake());
}

start();
