/** The page of one share link: its terms, who opened it, and what was done to it. */

import { button, focusNotice, say } from "/assets/dialog.js";
import { facts, make } from "/assets/make.js";
import { labelOf, size, viewsOf } from "/assets/console/words.js";
import { detailOf, several, target, titleOf } from "/assets/audit/events.js";
import { actionsFor, erasureFor } from "/assets/console/actions.js";
import { dateOf } from "/assets/console/dates.js";
import { badgeOf, pathsOf } from "/assets/console/links.js";
import { showReceipts } from "/assets/console/receipts.js";
import { showReceived } from "/assets/console/received.js";
import { showViewers } from "/assets/console/viewers.js";

const MOST_EVENTS = 200;
const MOST_PATHS = 200;

const page = document.getElementById("link-page");
const head = document.getElementById("link-head");
const about = document.getElementById("link-about");
const opened = document.getElementById("link-opened");
const history = document.getElementById("link-history");
const past = document.getElementById("link-past");

let login;
let shown;

/** @param options `call`, the API; `mayChange`; `mayAudit`; `preview`, what a revocation would hit */
export function linkPageWith(options) {
  login = options;
}

/** Shows the link, or says why it can't be shown. */
export async function showLink(id) {
  shown = id;
  page.hidden = true;
  try {
    const link = await login.call(`/share-links/${encodeURIComponent(id)}`);
    if (shown !== id) {
      return;
    }
    fill(link);
    page.hidden = false;
    head.querySelector("h2").focus();
    const receives = link.kind === "upload";
    document.getElementById("viewers").hidden = receives;
    document.getElementById("received").hidden = !receives;
    await Promise.all([receives ? showReceived(link) : showViewers(link), showHistory(link)]);
  } catch (error) {
    say("failed", error.status === 404 ? "There is no such share link, or it isn't one of yours." : error.message);
  }
}

export function hideLink() {
  shown = undefined;
  page.hidden = true;
}

function fill(link) {
  const options = {
    ...login,
    changed: (changed) => {
      if (shown === link.id) {
        changed ? refill(link, changed) : showLink(link.id);
        focusNotice();
      }
    },
  };
  head.replaceChildren(
    make("h2", { tabIndex: -1 }, labelOf(link), " ", badgeOf(link)),
    make("p", { className: "soft" }, ...(link.recipient ? [`For ${link.recipient}. `] : []), "Made ", dateOf(link.createdAt), ` by ${link.createdBy}`, ...end(link), "."),
    make("p", { className: "buttons" }, ...(login.mayChange ? [...actionsFor(link, options), erasureFor(link, options)].filter(Boolean) : [])),
  );
  about.replaceChildren(factsOf(link));
  opened.textContent = viewsOf(link);
}

/** Terms that the link has no more are in `changed` no more; views are in a link's own answer alone. */
function refill({ views, prefix }, changed) {
  fill({ ...changed, views });
  showHistory(changed);
  if (changed.prefix !== prefix) {
    showReceived(changed);
  }
}

function end({ status, closedAt, expiresAt }) {
  if (closedAt) {
    return [", closed ", dateOf(closedAt)];
  }
  return expiresAt ? [status === "expired" ? ", expired " : ", expires ", dateOf(expiresAt)] : [", without an end"];
}

function factsOf(link) {
  const both = [
    ["Open from", link.activatesAt && dateOf(link.activatesAt)],
    ["Expires", dateOf(link.expiresAt)],
    ["Password", link.hasPassword ? "asked for" : "none"],
  ];
  const last = [
    ["Notices go to", link.notices],
    ["Tenant", link.tenant],
    ["Id", make("code", { textContent: link.id })],
  ];
  if (link.kind === "upload") {
    return facts([["Receives files into", link.prefix], ...both, ["Files at most", link.maxFiles.toLocaleString()], ["Room for all", size(link.maxBytes)], ...last]);
  }
  return facts([
    ["Opens", make("span", { className: "lines" }, pathsOf(link, MOST_PATHS))],
    ...both,
    ["Download", link.allowDownload ? "allowed" : "not allowed"],
    ["Viewers at most", link.maxViewers === undefined ? "any number" : `${link.maxViewers}, of which ${link.seatsTaken ?? "some"} came`],
    ["Sites that may embed it", link.allowedOrigins?.length > 0 ? link.allowedOrigins.join(", ") : "any"],
    ["Views", link.countViews === false ? "not counted" : "counted"],
    ...last,
  ]);
}

/** What the log has about it, for who may read the log. */
async function showHistory({ id, createdAt, createdBy, closedAt }) {
  history.hidden = false;
  if (!login.mayAudit) {
    const rest = make("li", { className: "soft", textContent: "Edits, suspensions, removed viewers, and who closed it and why, are on the log: admins and auditors read it." });
    past.replaceChildren(item(createdAt, "Share link made", `by ${createdBy}`), ...(closedAt ? [item(closedAt, "Share link closed", "")] : []), rest);
    return;
  }
  past.replaceChildren(make("li", { className: "soft", textContent: "Looking…" }));
  try {
    const query = new URLSearchParams({ link: id, limit: String(MOST_EVENTS) });
    const { events, next } = await login.call(`/audit/events?${query}`);
    const told = events
      .filter(({ jti }) => !jti)
      .map((event) => item(event.time, titleOf(event), [event.actor && `by ${event.actor}`, detailOf(event)].filter(Boolean).join(" · "), receiptsOf(event)));
    const whole = make("li", {}, make("a", { href: `/audit#${new URLSearchParams({ link: id })}`, textContent: next ? "There is more: its whole life, with proofs" : "Its whole life as a picture, with proofs" }));
    if (shown === id) {
      past.replaceChildren(...told, whole);
    }
  } catch (error) {
    past.replaceChildren(make("li", { className: "soft", textContent: `What the log has isn't known here at the moment. ${error.message}` }));
  }
}

function item(time, title, detail, more = null) {
  return make("li", {}, dateOf(time), make("span", {}, make("strong", { textContent: title }), detail ? make("span", { className: "soft", textContent: ` ${detail}` }) : null, more));
}

/** What locations reported of a revocation; closings and suspensions have no receipts. */
function receiptsOf({ type, revocation, targets }) {
  const what = several(targets?.map(target));
  return type === "revoked" && revocation
    ? make("span", {}, " ", button("quiet small", "Locations", `for the revocation of ${what}`, () => showReceipts(login.call, { id: revocation, what })))
    : null;
}
