import assert from "node:assert/strict";
import { test } from "node:test";
import { detailOf, titleOf } from "../../main/resources/static/assets/audit/events.js";
import { duration, instantOf, localOf } from "../../main/resources/static/assets/audit/times.js";
import { edgeSentence, knownSentence, linkSentence, opensSentence, tokenSentence, tokensSentence } from "../../main/resources/static/assets/audit/verdicts.js";

const at = (clock) => `2026-11-24T${clock}Z`;
const TOKEN = { paths: ["projects/42/"], issuedAt: at("13:20:00"), expiresAt: at("20:00:00") };
const REVOKED = { time: at("15:01:00"), verdict: "refused", reason: "revoked" };

function sentence(clock, atIssuer, more = {}) {
  return tokenSentence({ token: TOKEN, at: { time: at(clock) }, atIssuer, because: [], timeline: [REVOKED], ...more });
}

test("a token that was good is said to be so until what ended it", () => {
  assert.match(sentence("14:05:00", { verdict: "granted" }, { path: "projects/42/a.jpg" }), /^On .*05.00.* this token could open projects\/42\/a\.jpg: issued .*, not revoked until .*\.$/);
  assert.match(sentence("14:05:00", { verdict: "granted" }, { timeline: [] }), /the log has nothing that ended it before its expiry .*\.$/);
});

test("each refusal has its reason, by name and time", () => {
  const refused = (reason, because) => sentence("16:00:00", { verdict: "refused", reason }, { because: because ?? [] });

  assert.match(refused("revoked", [{ time: TOKEN.issuedAt }, REVOKED]), /could not open .*: access was revoked .*01.00/);
  assert.match(refused("blocked", [{ time: TOKEN.issuedAt }]), /access was blocked\.$/);
  assert.match(refused("expired"), /it had expired/);
  assert.match(refused("not-yet-valid"), /it was issued only/);
  assert.match(refused("out-of-scope"), /it is for projects\/42\/ only/);
  assert.match(refused("unknown-key"), /signing key wasn't valid/);
});

test("the edge's verdict is no more sure than the record of publications", () => {
  assert.match(edgeSentence({ verdict: "either", from: at("15:01:01"), until: at("15:01:06") }), /either\. .* from .*01\.0.* to .*06\.0.* at the latest/);
  assert.match(edgeSentence({ verdict: "either", from: at("15:01:01") }), /isn't recorded/);
  assert.match(edgeSentence({ verdict: "unknown", reason: "gap" }), /unknown, because a part of the record of publications is missing/);
  assert.match(edgeSentence({ verdict: "unknown" }), /no reason is given/);
  assert.match(edgeSentence({ verdict: "refused", reason: "out-of-scope" }), /no location could grant it \(out of scope\)/);
  const granted = edgeSentence({ verdict: "granted" });
  assert.match(granted, /no location knew anything that refuses it\. .* isn't recorded\.$/);
  assert.doesNotMatch(granted, /granted it/);
  assert.equal(knownSentence(undefined), "");
  assert.match(knownSentence({ unknown: "log-went-back" }), /unknown, because the log went back/);
  assert.match(knownSentence({ notBefore: at("15:01:01.5"), atTheLatest: at("15:01:07") }), /not before .*01\.5.*, everywhere by .*07\.0.* granted nothing\.$/);
});

test("what was issued after a link's end is counted, and what was opened is said as it was reported", () => {
  assert.match(linkSentence({ at: { time: at("16:00:00") }, state: "closed" }), /was closed for good\.$/);
  assert.match(tokensSentence({ issued: 2, endedAt: at("15:01:00"), issuedAfterEnd: 0 }), /^2 tokens were issued from it, none after it stopped being open/);
  assert.match(tokensSentence({ issued: 3, endedAt: at("15:01:00"), issuedAfterEnd: 1 }), /^3 tokens were issued from it, 1 after it stopped being open/);
  assert.equal(tokensSentence({ issued: 1, issuedAfterEnd: 0 }), "1 token was issued from it until then.");
  for (const [reason, why] of Object.entries({ unavailable: /can't be read/, erased: /were erased/, "not-counted": /wasn't reported/, "another-one": /another-one/ })) {
    const sentence = opensSentence({ unknown: reason });
    assert.match(sentence, /^It isn't known what the edge reported/);
    assert.match(sentence, why);
    assert.doesNotMatch(sentence, /no open/);
  }
  assert.match(opensSentence({ opens: 2, last: at("14:00:00"), afterEnd: false }), /^The edge reported at least 2 opens, the last .*, none after the link stopped/);
  assert.match(opensSentence({ opens: 1, last: at("16:00:00"), afterEnd: true }), /at least 1 open, the last .*, after the link stopped/);
  assert.match(opensSentence({ opens: 0 }), /no open\.$/);
});

test("events are said in words, and one that the page doesn't know by its name", () => {
  const blocked = { type: "revoked", effect: "block", targets: ["folder:a/", "jti:x", "all:", "sub:s"], reason: "asked for" };

  assert.equal(titleOf(blocked), "Access blocked");
  assert.equal(titleOf({ ...blocked, effect: "cutoff" }), "Access revoked");
  assert.equal(titleOf({ type: "light-switched-on" }), "light-switched-on");
  assert.equal(titleOf({ type: "unknown" }), "A record that this build can't read");
  assert.equal(detailOf(blocked), "folder a/, token x, everything and 1 more · “asked for”");
  assert.equal(detailOf({ type: "link-edited", narrowed: true, paths: ["a/"] }), "a/ · it allows less than before: access given until then ended");
});

test("times are told in their two largest units, and survive the form", () => {
  assert.deepEqual([300, 5_600, 61_000, 7_200_000, 190_000_000].map(duration), ["0.3 s", "5.6 s", "1 min 1 s", "2 h", "2 d 4 h"]);
  assert.equal(instantOf(localOf("2026-11-24T14:05:09.000Z")), "2026-11-24T14:05:09.000Z");
  assert.equal(instantOf(""), undefined);
  assert.equal(localOf(undefined), "");
});
