/** What the issuer's answers mean, in words. */

import { said } from "./dates.js";

/** How far a command has come: what is true and no more. `effect` says what holds at every location then. */
export function progress(answer, effect) {
  const accepted = `Accepted at ${time(answer.acceptedAt)}`;
  if (answer.state === "published") {
    return `${accepted} → published at ${time(answer.publishedAt)} → in force everywhere by ${time(answer.enforcedBy)}: ${effect}.`;
  }
  return (
    `${accepted}: the log has it, position ${answer.position}. ` +
    "It isn't published to the edge yet; that follows by itself as soon as the publisher runs."
  );
}

/**
 * What is said of a command that failed. Where the issuer didn't answer, or can't tell whether the log has it, it may be in force all the same.
 *
 * @param {Error} error of {@link call}
 * @param {string} refused what holds then, a sentence without its full stop
 * @param {string} done what isn't known otherwise, after "whether"
 */
export function failure(error, refused, done) {
  const wasRefused = error.status < 500 || (error.status === 503 && error.code !== "" && error.code !== "log-unavailable");
  const said = error.status === undefined ? "The issuer doesn't answer." : error.message;
  return wasRefused ? `${refused}. ${said}` : `It isn't known whether ${done}. ${said}`;
}

/** What a revocation would hit (`POST /revocations?dryRun=true`). */
export function hits(preview) {
  const parts = [
    number(preview.tokens, "live token", preview.atLeast),
    number(preview.links, "share link", preview.atLeast),
    number(preview.viewers, "viewer of the last day", preview.atLeast, "viewers of the last day"),
  ];
  const objects =
    preview.objects === undefined ? "" : `${number(preview.objects, "object", preview.objectsAtLeast)} ${preview.objects === 1 ? "matches" : "match"} now. `;
  const links = (preview.samples?.links ?? []).map((link) => link.label ?? link.id ?? link);
  const samples = links.length > 0 ? ` Links: ${links.slice(0, 3).join(", ")}${links.length > 3 ? ", …" : ""}.` : "";
  return `${objects}It hits ${parts[0]}, ${parts[1]} and ${parts[2]}.${samples}`;
}

/** The same by what the page has of these links, for a login that can't ask. */
export function knownHits(links) {
  const opened = links.filter(({ kind }) => kind !== "upload");
  const viewers = opened.reduce((sum, link) => sum + link.viewers, 0);
  const came = opened.length > 0 ? ` ${number(viewers, "viewer")} came by ${opened.length === 1 ? "it" : "them"} so far.` : "";
  return `It hits ${number(links.length, "share link")}.${came}`;
}

/** The same of a login's: a name that no token has may be wrong. */
export function hitsOfLogin(preview) {
  return preview.tokens === 0 && preview.viewers === 0 ? "No token of this login is known. Check the name." : hits(preview);
}

/** What a revocation is aimed at. */
export function targets(revocation) {
  const all = revocation.targets ?? (revocation.target ? [revocation.target] : []);
  const first = all.slice(0, 2).map(({ kind, id }) => (kind === "all" ? "everything" : `${kind === "subject" ? whose(id) : kind} ${id}`));
  const more = (revocation.targetCount ?? all.length) - first.length;
  return first.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Of the two kinds of subjects that tokens have. */
function whose(id) {
  return id.startsWith("u-") ? "person" : id.startsWith("v-") ? "viewer" : "subject";
}

/** What the owner of a link should look at, a sentence each. */
export function warned(warnings) {
  return (warnings ?? []).map(({ path, detail }) => (path === undefined ? detail : `${path}: ${detail}`));
}

/** What a share link is called, and why it isn't called anything. */
export function labelOf(link) {
  return link.label ?? (link.wordsErased ? "(erased)" : "(no label)");
}

/** A share link, told from others. */
export function nameOf(link) {
  return `“${link.label ?? link.id}”${link.recipient ? ` for ${link.recipient}` : ""}`;
}

/** What a share link asks and allows, and how it is used, in a few words. */
export function terms(link) {
  const parts = [];
  if (link.recipient) {
    parts.push(`for ${link.recipient}`);
  }
  if (link.hasPassword) {
    parts.push(link.wordsErased ? "password erased: opens for nobody until it has another" : "password");
  }
  if (link.allowDownload) {
    parts.push("download");
  }
  if (link.kind === "upload") {
    parts.push(`at most ${number(link.maxFiles, "file")}, ${size(link.maxBytes)}`);
  }
  if (link.maxViewers !== undefined) {
    parts.push(link.seatsTaken === undefined ? `at most ${number(link.maxViewers, "viewer")}` : `${link.seatsTaken} of ${link.maxViewers} seats taken`);
  }
  if (link.allowedOrigins?.length > 0) {
    parts.push(`embeds on ${link.allowedOrigins.join(", ")}`);
  }
  if (link.status === "not-active") {
    parts.push(`opens ${said(link.activatesAt)}`);
  }
  if (link.opens > 0) {
    parts.push(`let in ${number(link.opens, "time")}: ${number(link.viewers, "viewer")}`);
  }
  return parts.join(" · ");
}

/** When a link of the list was last opened, by what the edge counted. */
export function lastOpened({ kind, countViews, timesOpened, lastOpenedAt }) {
  if (kind === "upload") {
    return "";
  }
  if (timesOpened > 0) {
    return `${said(lastOpenedAt)}\n${number(timesOpened, "open", true)}`;
  }
  if (countViews === false) {
    return "not counted";
  }
  return timesOpened === undefined ? "none reported" : "not yet";
}

/** Where received files are now, by their keys: the link's folder may have changed between two calls. */
export function acceptedInto(keys) {
  const folders = new Set(keys.map((key) => key.slice(0, key.lastIndexOf("/") + 1)));
  return keys.length === 0 ? "" : `${number(keys.length, "file")} accepted into ${[...folders].join(" and ")}.`;
}

/** Why a received file wasn't accepted. */
export function notAccepted({ reason, detail }) {
  const known = {
    "type-mismatch": `its type isn't right${detail ? ` (${detail.replace(/\.$/, "")})` : ""}`,
    "key-exists": "the folder has a file of this name already",
    "too-large": "it is larger than a file may be",
    "not-found": "it isn't there any more",
  };
  return `Not accepted: ${known[reason] ?? detail ?? reason}.`;
}

/** Of uploads that are under way, or were left. */
export function unfinished(count) {
  return `${number(count, "more file")} ${count === 1 ? "isn't" : "aren't"} complete: on ${count === 1 ? "its" : "their"} way, or given up. What isn't complete ends by itself after a day.`;
}

/** What the edge counted of a link, in sentences. */
export function viewsOf(link) {
  const { views } = link;
  const off = link.countViews === false ? "Views of this link aren't counted any more." : "";
  if (views === undefined) {
    return off || "No open was reported. It isn't known whether there was one.";
  }
  const parts = [
    views.opens === 0 ? "It wasn't opened." : `Opened ${number(views.opens, "time", true)}, first ${said(views.firstAt)}, last ${said(views.lastOpenedAt)}: ${used(views)}.`,
    views.refused > 0 ? `${sentence(number(views.refused, "request", true))} ${views.refused === 1 ? "was" : "were"} refused, the last ${said(views.lastRefusedAt)}: ${reasons(views.refusals)}.` : "",
    new Date(views.completeFrom) > new Date(link.createdAt) ? `What was before ${said(views.completeFrom)} isn't known.` : "",
    off,
  ];
  return parts.filter(Boolean).join(" ");
}

/** The same of one viewer, in a few words. */
export function viewerViews({ views, viewsErased }) {
  if (views === undefined) {
    return viewsErased ? "erased" : "none reported";
  }
  const opens = views.opens > 0 ? `${number(views.opens, "open", true)}, last ${said(views.lastOpenedAt)}: ${used(views)}` : "not opened";
  return views.refused > 0 ? `${opens}; ${number(views.refused, "request", true)} refused, last ${said(views.lastRefusedAt)}` : opens;
}

/** The claims of a media token that somebody pasted; nobody has verified them. */
export function tokenWords({ jti, link, subject, expiresAt, path }, now = new Date()) {
  const of = link ? `of the share link ${link}` : "of a login";
  const until = !expiresAt ? "" : new Date(expiresAt) > now ? `, which by its own words expires ${said(expiresAt, now)}` : `, which expired ${said(expiresAt, now)}`;
  return `A media token ${of}${subject ? `, for ${subject}` : ""}${until}${path ? `, asked for ${path}` : ""}. Its id is ${jti}. It wasn't verified here.`;
}

function used({ requests, bytes, countries }) {
  const from = Object.keys(countries ?? {}).sort((one, other) => countries[other] - countries[one]);
  return `${number(requests, "request")}, ${size(bytes)} offered${from.length > 0 ? ` from ${from.map(country).join(", ")}` : ""}`;
}

function reasons(refusals) {
  return Object.entries(refusals ?? {}).map(([reason, count]) => `${count.toLocaleString()} ${reason.replaceAll("-", " ")}`).join(", ");
}

function country(code) {
  try {
    return new Intl.DisplayNames(undefined, { type: "region" }).of(code);
  } catch {
    return code;
  }
}

export function size(bytes) {
  const unit = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${(bytes / 1000 ** unit).toLocaleString(undefined, { maximumFractionDigits: 1 })} ${["B", "kB", "MB", "GB"][unit]}`;
}

function sentence(text) {
  return text[0].toUpperCase() + text.slice(1);
}

/** How far a revocation is, by the bound alone, and what the reports that follow say and don't. */
export function standing(receipts) {
  const { state, enforcedBy, lifted, notJudged, reported, targetCount, targetsRead, completeFrom } = receipts;
  const bound = {
    accepted: "This server hasn't seen it published, so no time can be given from which on it is in force everywhere.",
    published: `It is in force everywhere by ${when(enforcedBy)}, by the bound.`,
    enforced: `It is in force everywhere since ${when(enforcedBy)} at the latest, by the bound.`,
  };
  return [
    lifted ? "It was lifted. Below is what was reported while it was in force." : bound[state],
    reported
      ? "Locations tell only what was tried there: one that is silent confirms nothing."
      : "No location has reported anything yet, of any link.",
    notJudged === "kind" ? "For this kind of target, reports can't tell of views that were granted afterwards." : "",
    notJudged === "not-published" ? "So views that were granted afterwards can't be told either." : "",
    targetsRead < targetCount ? `Only the first ${targetsRead} of ${targetCount} targets were looked at.` : "",
    completeFrom && new Date(completeFrom) > new Date(receipts.acceptedAt) ? `Reports from before ${when(completeFrom)} are missing.` : "",
  ].filter(Boolean).join(" ");
}

/** What is known of one location about a revocation: no more than it reported. */
export function receipt({ state, refusalSeenAt, grantedAt, lastReportAt }) {
  switch (state) {
    case "refusal-seen":
      return `refused at ${when(refusalSeenAt)}`;
    case "granted-after":
      return `Alarm: a view was granted at ${when(grantedAt)}, after the bound`;
    default:
      return lastReportAt === undefined ? "silent" : `silent about it; its last report is of ${when(lastReportAt)}`;
  }
}

export function when(instant) {
  return instant ? new Date(instant).toLocaleString() : "never";
}

function time(instant) {
  return new Date(instant).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 1 });
}

function number(count, one, atLeast, many = `${one}s`) {
  return `${atLeast ? "at least " : ""}${count.toLocaleString()} ${count === 1 ? one : many}`;
}
