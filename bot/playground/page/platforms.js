// Slack, Teams and e-mail side by side: a person's id says which, and so which API is asked.

const APIS = { slack: "/playground/api/", teams: "/playground/teams/api/", mail: "/playground/mail/api/" };

/** Every platform that a playground may have. */
export const PLATFORMS = Object.keys(APIS);

/** The platform of a person's id: "teams/TENANT:USER", "mail/ADDRESS", else Slack's. */
export function platformOf(id) {
  const [prefix] = String(id ?? "").split("/");
  return Object.hasOwn(APIS, prefix) ? prefix : "slack";
}

/** Where a platform's API is. */
export function apiOf(platform) {
  return APIS[platform];
}

/** The workspace, tenant or "mail" that a person's id belongs to. */
export function workspaceOf(id) {
  return platformOf(id) === "mail" ? "mail" : String(id).replace(/:[^:]*$/, "");
}

/** Where somebody is, in plain words: "Teams, Tynewick Borough Council". */
export function placeWords(workspace) {
  const words = { slack: `Slack, ${workspace.name}`, teams: `Teams, ${workspace.name}`, mail: "E-mail only" };
  return words[workspace.platform ?? "slack"];
}
