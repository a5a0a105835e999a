// The page API: one function to read, one to write, one stream of changes.

import { apiOf, platformOf } from "./platforms.js";

const UNREACHABLE = "The playground does not answer. Nothing you typed is lost. Check that it is still running, then try again.";

/** What went wrong, in one plain sentence; `status` is the server's, or 0 where it could not be reached. */
export class Trouble extends Error {
  constructor(sentence, status = 0) {
    super(sentence);
    this.status = status;
  }
}

/** Reads from a platform, which the person who acts decides; parameters that are null or undefined are left out. */
export function read(path, params = {}, platform = platformOf(params.as)) {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== null && value !== undefined));
  return call(`${apiOf(platform)}${path}?${query}`, {});
}

/** Where a picture is that a message shows to this person. */
export function pictureAddress(as, id) {
  return `${apiOf(platformOf(as))}picture?${new URLSearchParams({ as, id })}`;
}

/** Writes a JSON body to a platform, which the person who acts decides. */
export function write(path, body, platform = platformOf(body.as)) {
  return call(apiOf(platform) + path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function call(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch {
    throw new Trouble(UNREACHABLE);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Trouble(answer.error ?? UNREACHABLE, response.status);
  return answer;
}

/**
 * Follows what changes for a person, and connects again by itself.
 * `onChange` gets each event; `onState` gets true once connected and false while not.
 */
export function follow(as, onChange, onState) {
  let source = null;
  let wait = 1000;
  let timer = 0;
  const open = () => {
    source = new EventSource(`${apiOf(platformOf(as))}events?${new URLSearchParams({ as })}`);
    source.onopen = () => { wait = 1000; onState(true); };
    source.onmessage = (event) => onChange(JSON.parse(event.data));
    source.onerror = () => {
      onState(false);
      if (source.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, 15000);
    };
  };
  open();
  return () => { clearTimeout(timer); source.close(); };
}
