/** What an event of the log says, in words. */

import { moment } from "./times.js";

/** In the order in which a person looks for them; `log-padded` is no news and has none. */
export const TYPES = {
  "link-created": "Share link made",
  "links-created": "Share links made together",
  "link-edited": "Share link changed",
  "link-suspended": "Share link suspended",
  "link-resumed": "Share link resumed",
  "link-closed": "Share link closed",
  "links-closed": "Share links closed together",
  "link-viewer-removed": "Viewer removed",
  "token-issued": "Token issued",
  "token-refreshed": "Token renewed",
  revoked: "Access revoked",
  "revocation-lifted": "Revocation lifted",
  "key-added": "Signing key announced",
  "key-activated": "Signing key taken into use",
  "key-withdrawn": "Signing key withdrawn",
  "epoch-began": "New epoch of the log",
  "feed-published": "Published to the edge",
};

const KINDS = { jti: "token", lnk: "share link", sub: "subject", tnt: "tenant", file: "file", folder: "folder", all: "everything" };
const MOST = 3;

/** What happened. An event of a type that this page doesn't know keeps its name, and one that this issuer can't read has none. */
export function titleOf(event) {
  if (event.title) {
    return event.title;
  }
  if (event.type === "unknown") {
    return "A record that this build can't read";
  }
  if (event.type === "revoked" && event.effect === "block") {
    return "Access blocked";
  }
  return TYPES[event.type] ?? event.type;
}

/** To what, on which terms and why: a few words, none where there is nothing to say. */
export function detailOf(event) {
  return [
    several(event.targets?.map(target)),
    several(event.paths),
    event.links ? `${event.links.length} share links` : "",
    event.type === "link-edited" ? (event.narrowed ? "it allows less than before: access given until then ended" : "access given until then stayed") : "",
    event.previous ? `in place of ${event.previous}` : "",
    event.expiresAt ? `until ${moment(event.expiresAt)}` : "",
    event.kid && event.type?.startsWith("key-") ? event.kid : "",
    event.reason ? `“${event.reason}”` : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

/** What a handle of a revocation is, as `lnk:…`. */
export function target(handle) {
  const colon = handle.indexOf(":");
  const kind = KINDS[handle.slice(0, colon)] ?? handle.slice(0, colon);
  return kind === "everything" ? kind : `${kind} ${handle.slice(colon + 1)}`;
}

/** The first of many, and how many more. */
export function several(names = []) {
  const more = names.length - MOST;
  return more > 0 ? `${names.slice(0, MOST).join(", ")} and ${more} more` : names.join(", ");
}

/** What names an event for whoever looks it up: its log and its offset there. */
export function nameOf({ log, offset }) {
  return `${log} ${offset}`;
}

/** Whether two events, or what names them, are the same one. */
export function isSame(one, other) {
  return one.log === other.log && one.offset === other.offset;
}
