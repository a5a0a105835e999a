// The shortcuts. Each needs Alt, Ctrl or a function key, so that none is in the way of typing or of a screen reader.

const PARTS = ["#side a[tabindex='0']", "#messages .message[tabindex='0'], .home a, .home button, .home select, .home input", "#composer", "#panel:not([hidden])", "#you .you-button"];

/** Listens for shortcuts; `deeds` are {people, composer, help, closePanel}. */
export function listenForKeys(deeds) {
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    const deed = find(event, deeds);
    if (!deed) return;
    event.preventDefault();
    deed();
  });
}

function find(event, deeds) {
  const held = event.ctrlKey || event.metaKey;
  if (event.key === "F6") return () => nextPart(event.shiftKey ? -1 : 1);
  if (held && event.key.toLowerCase() === "k") return deeds.people;
  if (held && event.key === "/") return deeds.help;
  if (held && event.key === "Enter") return deeds.composer;
  if (event.altKey && event.key === "ArrowDown") return () => nextConversation(1);
  if (event.altKey && event.key === "ArrowUp") return () => nextConversation(-1);
  if (event.key === "Escape" && document.querySelector("#panel").contains(document.activeElement)) return deeds.closePanel;
  return null;
}

function nextPart(step) {
  const parts = PARTS.map(firstSeen).filter(Boolean);
  const at = parts.findIndex((node) => node.contains(document.activeElement) || frameOf(node)?.contains(document.activeElement));
  parts.at((at + step + parts.length) % parts.length).focus();
}

function firstSeen(part) {
  return [...document.querySelectorAll(part)].find((node) => node.offsetParent !== null);
}

function frameOf(node) {
  return node.closest("#side, #panel, .messages, .home, .composer, #you");
}

function nextConversation(step) {
  const links = [...document.querySelectorAll("#side .side-link")];
  const at = links.findIndex((link) => link.getAttribute("aria-current") === "page");
  links.at((at + step + links.length) % links.length)?.click();
}
