import assert from "node:assert/strict";
import { test } from "node:test";
import { hits, nameOf, progress, targets, terms } from "../../main/resources/static/assets/words.js";

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

test("a preview that ended early says at least", () => {
  const preview = { tokens: 9, links: 1, viewers: 1, atLeast: true, objects: 1, objectsAtLeast: true };

  assert.equal(hits(preview), "at least 1 object matches now. It hits at least 9 live tokens, at least 1 share link and at least 1 viewer of the last day.");
});

test("a bulk revocation names two of its targets and how many more", () => {
  const many = Array.from({ length: 20 }, (_, i) => ({ kind: "token", id: `t${i}` }));

  assert.equal(targets({ targets: many, targetCount: 500 }), "token t0, token t1 and 498 more");
  assert.equal(targets({ target: { kind: "all", id: "" } }), "everything");
  assert.equal(targets({ target: { kind: "folder", id: "p/" } }), "folder p/");
});

test("a link's terms are only those that it has", () => {
  assert.equal(terms({ allowDownload: false, allowedOrigins: [], hasPassword: false, status: "active" }), "");
  assert.equal(
    terms({ allowDownload: true, allowedOrigins: ["https://app.example"], hasPassword: true, maxViewers: 1, recipient: "Anna", status: "active" }),
    "for Anna · password · download · at most 1 viewer · embeds on https://app.example",
  );
});

test("a link's use is told where it is known", () => {
  assert.equal(terms({ maxViewers: 10, seatsTaken: 2, opens: 3, viewers: 2, status: "active" }), "2 of 10 seats taken · opened 3 times by 2 viewers");
});

test("links of one label are told apart by their recipients", () => {
  assert.equal(nameOf({ id: "a", label: "Proofs", recipient: "Ann" }), "“Proofs” for Ann");
  assert.equal(nameOf({ id: "a" }), "“a”");
});
