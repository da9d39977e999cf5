/** The answers about a token, a link and a file: asked for, and shown. */

import { authorized } from "../login.js";
import { several } from "./events.js";
import { lifeOf } from "./life-list.js";
import { badge, code, facts, link, make, timeOf } from "./parts.js";
import { toHash } from "./question.js";
import { eventRow } from "./rows.js";
import { edgeSentence, linkSentence, opensSentence, tokenSentence, tokensSentence, toneOf } from "./verdicts.js";

const MOST_TOKENS = 500;
const PAGE = 100;

/** @returns what to show of the token at the moment of the question */
export async function tokenAnswer({ id, path, at }) {
  const answer = await authorized(`/audit/tokens/${encodeURIComponent(id)}?${query({ path, at })}`);
  const { token, atIssuer, atEdge, because, timeline } = answer;
  const fromLink = token.link ? await eventsOf(token.link, token.issuedAt) : [];
  return [
    verdict(toneOf(atIssuer.verdict), tokenSentence(answer), edgeSentence(atEdge), toneOf(atEdge.verdict)),
    facts([
      ["Issued to", link(toHash({ kind: "subject", id: token.subject }), token.subject)],
      ["Tenant", token.tenant],
      ["From share link", token.link && link(toHash({ kind: "link", id: token.link, at }), token.link)],
      ["Opens", several(token.paths)],
      ["Download", token.downloadAllowed ? "allowed" : "not allowed"],
      ["Issued", timeOf(token.issuedAt)],
      ["Expires", timeOf(token.expiresAt)],
      ["In place of", token.previous && link(toHash({ kind: "token", id: token.previous }), token.previous)],
      ["Signing key", code(token.kid)],
    ]),
    ...evidence(because, id),
    lifeOf(timeline, [...because, ...fromLink], { at: answer.at.time, about: id }, "The life of this token"),
  ];
}

/** @returns what to show of the share link at that moment, with its whole life */
export async function linkAnswer({ id, at }) {
  const [answer, events] = await Promise.all([
    authorized(`/audit/links/${encodeURIComponent(id)}?${query({ at })}`),
    authorized(`/audit/events?${query({ link: id, limit: MOST_TOKENS })}`),
  ]);
  const { link: terms, because, timeline, tokens, opens } = answer;
  const issued = events.events.filter(({ jti }) => jti);
  return [
    verdict(toneOf(answer.state), linkSentence(answer), tokensSentence(tokens), tokens.issuedAfterEnd > 0 ? "bad" : "good"),
    make("p", { className: "reported" }, badge("unknown", "not proved"), ` ${opensSentence(opens)}`),
    facts([
      ["Opens", several(terms.paths)],
      ["Made", timeOf(terms.createdAt)],
      ["By", terms.createdBy],
      ["Tenant", terms.tenant],
      ["Open from", terms.activatesAt && timeOf(terms.activatesAt)],
      ["Expires", terms.expiresAt ? timeOf(terms.expiresAt) : "never"],
      ["Password", terms.password ? "asked for" : "none"],
      ["Download", terms.allowDownload ? "allowed" : "not allowed"],
      ["Viewers", terms.maxViewers && `at most ${terms.maxViewers}`],
      ["Embedded on", several(terms.allowedOrigins)],
    ]),
    ...evidence(because, id),
    lifeOf(timeline, [...events.events, ...because], { about: id, at: answer.at.time, tokens: issued.map(({ time }) => time), opens: reported(opens) }, "The life of this share link"),
    ...(events.next ? [make("p", { className: "soft", textContent: `The picture counts the tokens among the first ${MOST_TOKENS} events of this link.` })] : []),
  ];
}

/** What else happened to a token's link; without an answer its events are told by their outcome. */
async function eventsOf(link, from) {
  return authorized(`/audit/events?${query({ link, from, limit: PAGE })}`).then(
    ({ events }) => events,
    () => [],
  );
}

function reported(opens) {
  return opens?.last ? [{ time: opens.last, after: opens.afterEnd === true }] : [];
}

/** A large sentence with its colour, and what goes with it. */
export function verdict(tone, sentence, second, secondTone = tone) {
  return make(
    "div",
    { className: "verdict" },
    make("p", { className: `said tone-${tone}`, textContent: sentence }),
    second ? make("p", { className: `said second tone-${secondTone}`, textContent: second }) : null,
  );
}

function evidence(because, about) {
  if (because.length === 0) {
    return [];
  }
  return [make("h3", { textContent: because.length === 1 ? "Because of this event" : "Because of these events" }), make("ol", { className: "events" }, ...because.map((event) => eventRow(event, { about })))];
}

export function query(parameters) {
  return new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== "" && value !== null));
}
