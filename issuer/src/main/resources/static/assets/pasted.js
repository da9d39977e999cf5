/** What somebody pasted: a media token, an address that has one, a share link's address, a file's, or an id. Read here alone: neither a token nor a secret leaves the page. Pure. */

import { sha256 } from "./hex.js";

/** What looks like a token or an address and can't be read; the message is for a person. */
export class Unreadable extends Error {}

/** Names of files and hosts can look like it, too: see {@link isToken}. */
const TOKEN = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
/** A token within other text, or cut off. */
const TOKEN_INSIDE = /(?<![\w-])eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/;
const VIEW = /(?:^|\/)view\/([^/?#]+)(?:\/([^?#]*))?/;
/** A share link's address, with its secret; an upload link's has a `u`. */
const SECRET = /(?<![\w-])([su])\/([\w-]{22})(?![\w-])/;
/** 128 random bits in base64url: a token's id, a link's id, and a link's secret without its address. */
const ID = /^[\w-]{22}$/;
const MEDIA = /\/media\/([^?#]+)/;

/**
 * @param {string} text
 * @returns `{kind: "token", jti, link?, subject?, expiresAt?, path?}` of a token that isn't verified, `{kind: "secret", secret, receives?}`, `{kind: "file", path}`, `{kind: "id", id}` of what may be a secret, too, or null where it is none of them
 */
export function pasted(text) {
  const said = text.trim();
  if (TOKEN.test(said) && isToken(said)) {
    return tokenOf(said);
  }
  const view = VIEW.exec(said);
  if (view && isToken(view[1])) {
    const path = view[2] ? keyOf(view[2]) : "";
    return { ...tokenOf(view[1]), ...(path ? { path } : {}) };
  }
  const inside = TOKEN_INSIDE.exec(said);
  if (inside && isToken(inside[0])) {
    return tokenOf(inside[0]);
  }
  const secret = SECRET.exec(said);
  if (secret) {
    return { kind: "secret", secret: secret[2], ...(secret[1] === "u" ? { receives: true } : {}) };
  }
  if (ID.test(said)) {
    return { kind: "id", id: said };
  }
  const media = /^https?:/i.test(said) && MEDIA.exec(said);
  return media ? { kind: "file", path: keyOf(media[1]) } : null;
}

/** What a link is looked for by: SHA-256 of its secret in hexadecimal digits, of a link that receives files with the byte FF before it. A browser has it on pages with https and on this machine. */
export async function secretHash({ secret, receives = false }) {
  const hash = await sha256(new Uint8Array([...(receives ? [0xff] : []), ...new TextEncoder().encode(secret)]));
  if (hash === undefined) {
    throw new Unreadable("A link's secret can't be looked for on a page without https.");
  }
  return hash;
}

function tokenOf(token) {
  const { jti, lnk, sub, exp } = claimsOf(token);
  if (typeof jti !== "string" || jti === "") {
    throw new Unreadable("That looks like a media token, but it has no id that can be read. Was all of it copied?");
  }
  return {
    kind: "token",
    jti,
    ...(typeof lnk === "string" ? { link: lnk } : {}),
    ...(typeof sub === "string" ? { subject: sub } : {}),
    ...(Number.isFinite(exp) ? { expiresAt: new Date(exp * 1000).toISOString() } : {}),
  };
}

/** Its header is a JSON object (RFC 7515, section 4). */
function isToken(text) {
  const [header, ...rest] = text.split(".");
  return rest.length > 0 && jsonOf(header) instanceof Object;
}

function claimsOf(token) {
  return jsonOf(token.split(".")[1]) ?? {};
}

function jsonOf(base64url) {
  try {
    const bytes = Uint8Array.from(atob(base64url.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

function keyOf(encoded) {
  try {
    return decodeURIComponent(encoded).normalize("NFC");
  } catch {
    throw new Unreadable("The path in that address isn't well formed.");
  }
}
