/**
 * What an auditor asks about, between the search field, the page's address and the API. A question is `{kind, id?, tenant?, path?, at?, from?, to?, type?}`; its kinds are `token`, `link`, `id` (a token
 * or a link: their ids look alike), `subject`, `who` (a login by its name, and what it was issued), `actor` (the same, and what it did), `path` and `events` (whatever happened).
 */

import { pasted, Unreadable } from "../pasted.js";

/** What the field can't be about; the message is for a person. */
export { Unreadable as NotAQuestion };

/** 128 random bits in base64url. */
const ID = /^[A-Za-z0-9_-]{22}$/;
/** Of a login, or of a link's viewer, as tokens have it. */
const SUBJECT = /^[uv]-[A-Za-z0-9_-]{22}$/;
const IS_SECRET = "That is the secret address of a share link. The log doesn't have secrets: copy the link's id from the console instead.";
const KINDS = new Set(["token", "link", "id", "subject", "who", "actor", "path", "events"]);
const NAMES = ["tenant", "path", "at", "from", "to", "type"];

/**
 * What the text of the search field is about. Of a token, and of a URL that has one, only its id goes on.
 *
 * @param kind what the person says that it is; `""` lets the text tell
 */
export function understand(text, kind = "") {
  const said = text.trim();
  if (said === "") {
    return { kind: "events" };
  }
  const address = fromAddress(said);
  if (address) {
    return address;
  }
  return { kind: kind || kindOf(said), id: said.normalize("NFC") };
}

function fromAddress(text) {
  const found = pasted(text);
  switch (found?.kind) {
    case "token":
      return { kind: "token", id: found.jti, ...(found.path ? { path: found.path } : {}) };
    case "file":
      return { kind: "path", id: found.path };
    case "secret":
      throw new Unreadable(IS_SECRET);
    default:
  }
  if (!/^https?:/i.test(text)) {
    return null;
  }
  throw new Unreadable(
    /\/s\/[^/]+/.test(text)
      ? IS_SECRET
      : "That address isn't one of a view. Paste an address with /view/ in it, or an id, a login or a path.",
  );
}

function kindOf(text) {
  if (ID.test(text)) {
    return "id";
  }
  if (SUBJECT.test(text)) {
    return "subject";
  }
  if (text.includes("/") || (/\.[A-Za-z0-9]{1,5}$/.test(text) && !text.includes("@"))) {
    return "path";
  }
  return "who";
}

/** The page's address for a question, from `#` on. */
export function toHash({ kind, id, ...more }) {
  const query = new URLSearchParams({ [kind]: id ?? "" });
  NAMES.filter((name) => more[name]).forEach((name) => query.set(name, more[name]));
  return `#${query}`;
}

/** The question in the page's address; null where there is none. */
export function fromHash(hash) {
  const query = new URLSearchParams(hash.replace(/^#/, ""));
  const kind = [...query.keys()][0];
  if (!KINDS.has(kind)) {
    return null;
  }
  const question = { kind, ...(kind === "events" ? {} : { id: query.get(kind) }) };
  NAMES.filter((name) => name !== kind && query.get(name)).forEach((name) => (question[name] = query.get(name)));
  return question;
}

/** The parameters of `GET /events` for it. */
export function filterOf({ kind, id, tenant, path, from, to, type }) {
  const about = {
    token: { jti: id },
    link: { link: id },
    subject: { subject: id },
    who: { login: id, ...(tenant ? { tenant } : {}) },
    actor: { actor: id },
    path: { path: id },
    events: path ? { path } : {},
  }[kind];
  const time = { from, to, type };
  return { ...about, ...Object.fromEntries(Object.entries(time).filter(([, value]) => value)) };
}
