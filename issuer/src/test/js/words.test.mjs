import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptedInto, failure, hits, hitsOfLogin, knownHits, labelOf, lastOpened, nameOf, notAccepted, progress, receipt, standing, targets, terms, unfinished, viewerViews, viewsOf } from "../../main/resources/static/assets/console/words.js";

test("a published command says all three times and what holds then", () => {
  const text = progress(
    { state: "published", acceptedAt: "2026-11-22T13:00:00Z", publishedAt: "2026-11-22T13:00:01Z", enforcedBy: "2026-11-22T13:00:06Z" },
    "every location refuses the link",
  );

  assert.match(text, /^Accepted at .* → published at .* → in force everywhere by .*: every location refuses the link\.$/);
});

test("an accepted command says no more than that", () => {
  const text = progress({ state: "accepted", acceptedAt: "2026-11-22T13:00:00Z", position: 17 }, "every location refuses the link");

  assert.match(text, /position 17/);
  assert.doesNotMatch(text, /refuses|in force/);
});

test("a preview names numbers, objects and some links", () => {
  const preview = { tokens: 1, links: 2, viewers: 0, objects: 3, samples: { links: [{ id: "a", label: "Client" }, { id: "b" }] } };

  assert.equal(hits(preview), "3 objects match now. It hits 1 live token, 2 share links and 0 viewers of the last day. Links: Client, b.");
});

test("a command that failed is said not to be known, unless the issuer refused it", () => {
  const said = (status, code, message) => failure(Object.assign(new TypeError(message), { status, code }), "Not withdrawn", "the key was withdrawn");

  assert.equal(said(409, "state-conflict", "It is withdrawn."), "Not withdrawn. It is withdrawn.");
  assert.equal(said(503, "read-model-unavailable", "Redis is away."), "Not withdrawn. Redis is away.");
  assert.equal(said(503, "log-unavailable", "Try again."), "It isn't known whether the key was withdrawn. Try again.");
  assert.equal(said(undefined, undefined, "Failed to fetch"), "It isn't known whether the key was withdrawn. The issuer doesn't answer.");
  for (const [status, code] of [[500, "internal-error"], [503, ""], [504, ""]]) {
    assert.match(said(status, code, "It broke."), /^It isn't known whether/);
  }
});

test("a preview of a login says where no token of it is known", () => {
  const nothing = { tokens: 0, links: 0, viewers: 0 };

  assert.equal(hitsOfLogin(nothing), "No token of this login is known. Check the name.");
  assert.equal(hitsOfLogin({ ...nothing, tokens: 1 }), hits({ ...nothing, tokens: 1 }));
  assert.equal(hitsOfLogin({ ...nothing, viewers: 1 }), hits({ ...nothing, viewers: 1 }));
});

test("a login that can't ask for a preview is told what its links have", () => {
  assert.equal(knownHits([{ viewers: 1 }]), "It hits 1 share link. 1 viewer came by it so far.");
  assert.equal(knownHits([{ viewers: 1 }, { viewers: 2 }]), "It hits 2 share links. 3 viewers came by them so far.");
  assert.equal(knownHits([{ kind: "upload", viewers: 0 }]), "It hits 1 share link.");
});

test("accepted files are said to be where their keys say", () => {
  assert.equal(acceptedInto([]), "");
  assert.equal(acceptedInto(["in/a.jpg", "in/b.jpg"]), "2 files accepted into in/.");
  assert.equal(acceptedInto(["in/a.jpg", "other/b.jpg"]), "2 files accepted into in/ and other/.");
});

test("a preview that ended early says at least", () => {
  const preview = { tokens: 9, links: 1, viewers: 1, atLeast: true, objects: 1, objectsAtLeast: true };

  assert.equal(hits(preview), "at least 1 object matches now. It hits at least 9 live tokens, at least 1 share link and at least 1 viewer of the last day.");
});

test("a bulk revocation names two of its targets and how many more", () => {
  const many = Array.from({ length: 20 }, (_, i) => ({ kind: "token", id: `t${i}` }));

  assert.equal(targets({ targets: many, targetCount: 500 }), "token t0, token t1 and 498 more");
  assert.equal(targets({ target: { kind: "all", id: "" } }), "everything");
  assert.equal(targets({ target: { kind: "folder", id: "p/" } }), "folder p/");
  assert.equal(targets({ targets: [{ kind: "subject", id: "u-1" }, { kind: "subject", id: "v-2" }] }), "person u-1, viewer v-2");
});

test("a link's terms are only those that it has", () => {
  assert.equal(terms({ allowDownload: false, allowedOrigins: [], hasPassword: false, status: "active" }), "");
  assert.equal(
    terms({ allowDownload: true, allowedOrigins: ["https://app.example"], hasPassword: true, maxViewers: 1, recipient: "Anna", status: "active" }),
    "for Anna · password · download · at most 1 viewer · embeds on https://app.example",
  );
});

test("a link's use is told where it is known", () => {
  assert.equal(terms({ maxViewers: 10, seatsTaken: 2, opens: 3, viewers: 2, status: "active" }), "2 of 10 seats taken · let in 3 times: 2 viewers");
});

test("links of one label are told apart by their recipients", () => {
  assert.equal(nameOf({ id: "a", label: "Proofs", recipient: "Ann" }), "“Proofs” for Ann");
  assert.equal(nameOf({ id: "a" }), "“a”");
});

test("words that were erased are told as such, and what that means for a password", () => {
  assert.equal(labelOf({ label: "Proofs" }), "Proofs");
  assert.equal(labelOf({}), "(no label)");
  assert.equal(labelOf({ wordsErased: true }), "(erased)");
  assert.equal(terms({ hasPassword: true, wordsErased: true }), "password erased: opens for nobody until it has another");
});

const VIEWS = {
  opens: 2, requests: 40, bytes: 3_500_000, firstAt: "2026-11-22T13:00:00Z", lastAt: "2026-11-22T15:00:00Z", lastOpenedAt: "2026-11-22T14:00:00Z",
  countries: { FR: 3, DE: 37 }, refused: 0,
};

test("what the edge counted is told as a lower bound", () => {
  assert.match(viewsOf({ views: VIEWS }), /^Opened at least 2 times, first .*, last .*: 40 requests, 3[.,]5 MB offered from Germany, France\.$/);
  assert.match(viewerViews({ views: VIEWS }), /^at least 2 opens, last .*: 40 requests, /);
  assert.match(lastOpened({ timesOpened: 1, lastOpenedAt: "2026-11-22T14:00:00Z" }), /\nat least 1 open$/);
});

test("refused tries are told with their reasons", () => {
  const text = viewsOf({ views: { ...VIEWS, refused: 3, refusals: { revoked: 2, "out-of-scope": 1 }, lastRefusedAt: "2026-11-22T16:00:00Z" } });

  assert.match(text, /At least 3 requests were refused, the last .*: 2 revoked, 1 out of scope\.$/);
});

test("unknown is neither zero nor off", () => {
  assert.equal(viewsOf({}), "No open was reported. It isn't known whether there was one.");
  assert.equal(viewsOf({ views: { ...VIEWS, opens: 0 } }), "It wasn't opened.");
  assert.equal(viewsOf({ countViews: false }), "Views of this link aren't counted any more.");
  assert.match(viewsOf({ createdAt: "2026-10-01T00:00:00Z", views: { ...VIEWS, completeFrom: "2026-11-01T00:00:00Z" } }), /What was before .* isn't known\.$/);
  assert.equal(viewerViews({}), "none reported");
  assert.equal(viewerViews({ viewsErased: true }), "erased");
  assert.doesNotMatch(viewsOf({ createdAt: "2026-11-02T00:00:00Z", views: { ...VIEWS, completeFrom: "2026-11-01T00:00:00Z" } }), /isn't known/);
  assert.deepEqual([{}, { timesOpened: 0 }, { countViews: false, timesOpened: 0 }].map(lastOpened), ["none reported", "not yet", "not counted"]);
});

test("a silent location is never told as one that refuses", () => {
  assert.equal(receipt({ state: "silent" }), "silent");
  assert.match(receipt({ state: "silent", lastReportAt: "2026-11-22T16:00:00Z" }), /^silent about it; its last report is of /);
  assert.match(receipt({ state: "refusal-seen", refusalSeenAt: "2026-11-22T16:00:00Z" }), /^refused at /);
  assert.match(receipt({ state: "granted-after", grantedAt: "2026-11-22T16:00:00Z" }), /^Alarm: .* after the bound$/);
});

test("the bound alone says that a revocation is in force, and what reports can't tell is said", () => {
  const receipts = { acceptedAt: "2026-11-22T13:00:00Z", enforcedBy: "2026-11-22T13:00:07Z", lifted: false, judged: true, reported: true, targetCount: 1, targetsRead: 1 };

  assert.match(standing({ ...receipts, state: "enforced" }), /^It is in force everywhere since .* by the bound\. Locations tell only/);
  assert.match(standing({ ...receipts, state: "published" }), /^It is in force everywhere by /);
  assert.match(standing({ ...receipts, state: "accepted", enforcedBy: undefined, notJudged: "not-published" }), /hasn't seen it published.*can't be told either\.$/);
  assert.match(standing({ ...receipts, state: "enforced", lifted: true }), /^It was lifted\./);
  assert.match(standing({ ...receipts, state: "enforced", reported: false }), /No location has reported anything yet/);
  assert.match(standing({ ...receipts, state: "enforced", targetCount: 500, targetsRead: 20 }), /Only the first 20 of 500/);
  assert.match(standing({ ...receipts, state: "enforced", completeFrom: "2026-11-23T00:00:00Z" }), /are missing\.$/);
});

test("a link that receives files says how much, and nothing of views", () => {
  const link = { kind: "upload", maxFiles: 100, maxBytes: 10_000_000_000, status: "active", hasPassword: true };

  assert.equal(terms(link), "password · at most 100 files, 10 GB");
  assert.equal(lastOpened(link), "");
});

test("a file that isn't accepted is told why, in words", () => {
  assert.equal(notAccepted({ reason: "type-mismatch", detail: "The first bytes say text/html." }), "Not accepted: its type isn't right (The first bytes say text/html).");
  assert.equal(notAccepted({ reason: "key-exists" }), "Not accepted: the folder has a file of this name already.");
  assert.equal(notAccepted({ reason: "of-later", detail: "the server knows" }), "Not accepted: the server knows.");
});

test("what isn't complete isn't called received", () => {
  assert.match(unfinished(1), /^1 more file isn't complete: on its way, or given up\./);
  assert.match(unfinished(3), /^3 more files aren't complete: on their way/);
});
