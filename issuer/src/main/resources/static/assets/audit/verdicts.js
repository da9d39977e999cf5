/** The answers to "could it be opened then?", in sentences that say no more than the log does. */

import { several } from "./events.js";
import { clock, moment, tenths } from "./times.js";

const STATES = {
  open: "open",
  suspended: "suspended",
  closed: "closed for good",
  blocked: "blocked by a revocation",
  expired: "expired",
  "not-yet-active": "not active yet",
};

/** Why it isn't known when the edge knew something. */
const UNKNOWN = {
  "before-the-record": "the edge had it already when the record of publications began",
  gap: "a part of the record of publications is missing there",
  "not-recorded": "the record of publications doesn't reach as far yet",
  "not-in-force": "the feed passed this event over: the edge doesn't know what it says",
  "log-went-back": "the log went back since",
  contradiction: "the recorded times contradict each other",
};

/** Why it isn't known what the edge reported. */
const UNREPORTED = {
  unavailable: "the counts can't be read now",
  erased: "the counts were erased",
  "not-counted": "nothing was counted of it, which may mean that there was nothing, or that it wasn't reported",
};

/** How an answer looks: `good`, `warn`, `bad` or `unknown`. */
export function toneOf(word) {
  switch (word) {
    case "open":
    case "granted":
      return "good";
    case "suspended":
    case "not-yet-active":
    case "either":
      return "warn";
    case "unknown":
      return "unknown";
    case "expired":
      return "over";
    default:
      return "bad";
  }
}

/** Whether a token could open what it was asked about, as the issuer had decided by then. */
export function tokenSentence({ token, at, path, atIssuer, because, timeline }) {
  const what = path ?? several(token.paths);
  const could = atIssuer.verdict === "granted" ? "could" : "could not";
  const why = atIssuer.verdict === "granted" ? granted(token, at, timeline) : refusal(atIssuer.reason, token, at, because);
  return `On ${moment(at.time)} this token ${could} open ${what}: ${why}.`;
}

function granted(token, at, timeline) {
  const issued = `issued ${clock(token.issuedAt, at.time)}`;
  const end = timeline.find(({ time, verdict }) => new Date(time) > new Date(at.time) && verdict !== "granted");
  if (end === undefined || end.reason === "expired") {
    return `${issued}, and the log has nothing that ended it before its expiry ${clock(token.expiresAt, at.time)}`;
  }
  return `${issued}, not ${ENDED[end.reason] ?? "refused"} until ${clock(end.time, at.time)}`;
}

const ENDED = { revoked: "revoked", blocked: "blocked", "unknown-key": "without a valid signing key" };

function refusal(reason, token, at, because) {
  // The first one is the token's issue.
  const since = because.length > 1 ? ` ${clock(because.at(-1).time, at.time)}` : "";
  switch (reason) {
    case "expired":
      return `it had expired ${clock(token.expiresAt, at.time)}`;
    case "not-yet-valid":
      return `it was issued only ${clock(token.issuedAt, at.time)}`;
    case "revoked":
      return `access was revoked${since}`;
    case "blocked":
      return `access was blocked${since}`;
    case "out-of-scope":
      return `it is for ${several(token.paths)} only`;
    case "unknown-key":
      return "its signing key wasn't valid then";
    default:
      return reason ?? "refused";
  }
}

/** The same as known at the edge: what the locations knew, as what they decided isn't recorded. */
export function edgeSentence({ verdict, reason, from, until }) {
  switch (verdict) {
    case "granted":
      return "As known at the edge: no location knew anything that refuses it. Whether a location knew enough to grant anything isn't recorded.";
    case "refused":
      return `As known at the edge: no location could grant it${reason ? ` (${reason.replaceAll("-", " ")})` : ""}.`;
    case "either":
      return `As known at the edge: either. A change was on its way to the locations${interval(from, until)}, and one may have granted what another one refused.`;
    default:
      return `As known at the edge: unknown, because ${unknown(reason)}.`;
  }
}

function interval(from, until) {
  if (!from) {
    return "";
  }
  return until ? `, from ${tenths(from)} to ${tenths(until)} at the latest` : ` since ${tenths(from)}; when all of them had it isn't recorded`;
}

function unknown(reason) {
  return UNKNOWN[reason] ?? `the records don't say: ${reason ?? "no reason is given"}`;
}

/** How a link stood. */
export function linkSentence({ at, state }) {
  return `On ${moment(at.time)} this share link was ${STATES[state] ?? state}.`;
}

/** When an event was known at the edge; none where it isn't an event that the edge is told of. */
export function knownSentence(known) {
  if (!known) {
    return "";
  }
  if (known.unknown) {
    return `Known at the edge: unknown, because ${unknown(known.unknown)}.`;
  }
  return `Known at the edge: not before ${tenths(known.notBefore)}, everywhere by ${tenths(known.atTheLatest)}; a location that didn't know it by then granted nothing.`;
}

/** What the log proves about tokens from a link. */
export function tokensSentence({ issued, endedAt, issuedAfterEnd }) {
  const all = issued === 0 ? "No token was issued from it" : `${count(issued, "token")} ${issued === 1 ? "was" : "were"} issued from it`;
  if (!endedAt) {
    return `${all} until then.`;
  }
  return `${all}, ${issuedAfterEnd === 0 ? "none" : issuedAfterEnd.toLocaleString()} after it stopped being open ${moment(endedAt)}.`;
}

/** What locations reported of a link's views, which nothing proves. */
export function opensSentence(opens) {
  if (opens.unknown) {
    return `It isn't known what the edge reported of this link: ${UNREPORTED[opens.unknown] ?? opens.unknown}.`;
  }
  if (!opens.last) {
    return "The edge has reported about this link, and no open.";
  }
  const end = { true: ", after the link stopped being open", false: ", none after the link stopped being open" }[opens.afterEnd] ?? "";
  return `The edge reported at least ${count(opens.opens, "open")}, the last ${moment(opens.last)}${end}.`;
}

export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString()} ${number === 1 ? one : many}`;
}
