import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { PASSWORD_PROBLEMS } from "../../main/resources/static/assets/share/link-entry.js";
import { isKnown, refusalWords } from "../../main/resources/static/assets/share/refusals.js";

const repository = new URL("../../../../", import.meta.url);
const read = (file) => fs.readFileSync(new URL(file, repository), "utf8");

/** The problems of an enum: `NAME("code", status, ...`. */
function codesOf(source) {
  const codes = [...read(source).matchAll(/^    [A-Z_]+\(\s*"([a-z-]+)",\s*\d{3},/gm)].map(([, code]) => code);
  assert.ok(codes.length > 10, source);
  return codes;
}

const ISSUER = codesOf("issuer/src/main/java/dev/edgepass/issuer/problem/ProblemType.java");
const EDGE = codesOf("schemas/src/main/java/dev/edgepass/decision/Refusal.java");

/** A share page has no login, changes nothing, and asks for its link's own objects under the edge's own address. */
const NEVER_MET = new Set([
  ...["unauthenticated", "forbidden", "path-not-allowed", "identity-unavailable", "policy-unavailable"],
  ...["viewer-not-found", "revocation-not-found", "key-not-found"],
  ...["revocation-overlaps", "request-running", "superseded", "link-not-suspended", "words-in-log", "too-many-entries", "too-many-links", "key-not-published", "no-next-key"],
  ...["precondition-failed", "idempotency-key-reused"],
  ...["malformed-key"],
  // Of auditors' questions.
  ...["before-the-log", "not-issued-here", "not-archived-yet", "audit-unavailable", "audit-not-configured", "not-indexed-yet"],
  // Of an upload link's page.
  ...["session-expired", "upload-limit", "upload-incomplete", "upload-not-found", "uploads-not-configured"],
  // An object's card tells these.
  ...["out-of-scope", "origin-not-allowed"],
]);

test("every problem that a share page can meet has words of its own", () => {
  for (const code of new Set([...ISSUER, ...EDGE])) {
    const told = isKnown(code) || PASSWORD_PROBLEMS.has(code);
    assert.equal(told, !NEVER_MET.has(code), `${code}: words, or never met (expected: one of the two)`);
  }
});

test("what the API says of a share page's calls is among them", () => {
  const { operations } = JSON.parse(read("issuer/src/test/resources/openapi/operations.json"));
  const calls = ["POST /api/v1/media/share-links/access-token", "POST /api/v1/media/share-links/objects", "POST /api/v1/media/events"];
  for (const code of calls.flatMap((call) => operations[call].problems)) {
    assert.ok(isKnown(code) || PASSWORD_PROBLEMS.has(code), code);
  }
});

test("the words are for people: what happened, and what they can do", () => {
  for (const code of [...ISSUER, ...EDGE].filter(isKnown)) {
    const [title, text] = refusalWords({ code, message: "the server's own" });
    assert.ok(title.length > 5 && text.length > 5, code);
    assert.ok(!/token|JSON|bearer|read model/i.test(title + text), `${code}: ${text}`);
  }
});

test("an activation is told in the reader's own time", () => {
  const instant = "2026-12-01T08:00:00.500Z";

  assert.deepEqual(refusalWords({ code: "link-not-active", message: `It opens at ${instant}.` }), [
    "This link isn't open yet",
    `It opens at ${new Date(instant).toLocaleString()}.`,
  ]);
});

test("a problem of a later issuer is told in the issuer's words, and a failure without an answer as one", () => {
  assert.deepEqual(refusalWords({ code: "of-tomorrow", title: "T", message: "M" }), ["T", "M"]);
  assert.equal(refusalWords(new TypeError("Failed to fetch"))[0], "The server doesn't answer");
});
