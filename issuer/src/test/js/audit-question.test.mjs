import assert from "node:assert/strict";
import { test } from "node:test";
import { filterOf, fromHash, NotAQuestion, toHash, understand } from "../../main/resources/static/assets/audit/question.js";

const JTI = "h8Jq2LrT5vWxYz01AbCdEf";
const TOKEN = ["e30", Buffer.from(JSON.stringify({ jti: JTI, sub: "s" })).toString("base64url"), "c2lnbmF0dXJl"].join(".");

test("of a view's address, the token's id and the file are asked about, and nothing else of the token goes on", () => {
  const question = understand(`https://media.example/view/${TOKEN}/projects/42/Caf%C3%A9%20a.jpg?download#x`);

  assert.deepEqual(question, { kind: "token", id: JTI, path: "projects/42/Café a.jpg" });
  assert.ok(!toHash(question).includes(TOKEN.split(".")[2]));
});

test("a token by itself is asked about by its id, too", () => {
  assert.deepEqual(understand(`  ${TOKEN}\n`), { kind: "token", id: JTI });
  assert.deepEqual(understand(TOKEN, "who"), { kind: "token", id: JTI });
});

test("a token is found within other text and where it is cut off, and only its id goes on", () => {
  const token = Buffer.from('{"alg":"ES256"}').toString("base64url") + TOKEN.slice(TOKEN.indexOf("."));
  const unsigned = token.slice(0, token.lastIndexOf("."));

  for (const text of [`Bearer ${token}`, `"${token}"`, `'${token}',`, `${unsigned}.`, `${unsigned}.c2ln`, unsigned, `token=${token}&x=1`]) {
    assert.deepEqual(understand(text, "who"), { kind: "token", id: JTI }, text);
  }
  assert.throws(() => understand(`Bearer ${unsigned.slice(0, -9)}`), NotAQuestion);
});

test("a view's address may lack its begin", () => {
  assert.deepEqual(understand(`view/${TOKEN}/a.jpg`), { kind: "token", id: JTI, path: "a.jpg" });
  assert.deepEqual(understand(`media.example/view/${TOKEN}/a.jpg`), { kind: "token", id: JTI, path: "a.jpg" });
});

test("files and folders may have such names", () => {
  for (const path of ["view/42/", "projects/view/42/keyJar.jpg", "news/AAAAAAAAAAAAAAAAAAAAAA", "s/a.jpg", "holiday.2024.jpg"]) {
    assert.deepEqual(understand(path), { kind: "path", id: path });
  }
});

test("what looks like a token but has no id is said, without a part of it", () => {
  assert.throws(() => understand("e30.bbbb.cccc"), (error) => error instanceof NotAQuestion && !error.message.includes("bbbb"));
});

test("a share link's secret address is refused", () => {
  assert.throws(() => understand("https://links.example/s/AAAAAAAAAAAAAAAAAAAAAA"), (error) => error instanceof NotAQuestion && !error.message.includes("AAAA"));
  for (const text of ["issuer.example/s/AAAAAAAAAAAAAAAAAAAAAA", "/s/AAAAAAAAAAAAAAAAAAAAAA#x", "s/AAAAAAAAAAAAAAAAAAAAAA", '"https://links.example/s/AAAAAAAAAAAAAAAAAAAAAA"']) {
    assert.throws(() => understand(text, "path"), (error) => error instanceof NotAQuestion && error.message.includes("secret address"), text);
  }
  assert.throws(() => understand("https://elsewhere.example/"), NotAQuestion);
});

test("ids, paths and logins are told apart by their looks, unless a person says what it is", () => {
  assert.deepEqual(understand(JTI), { kind: "id", id: JTI });
  assert.deepEqual(understand(`v-${JTI}`), { kind: "subject", id: `v-${JTI}` });
  assert.deepEqual(understand("projects/42/"), { kind: "path", id: "projects/42/" });
  assert.deepEqual(understand("draft.jpg"), { kind: "path", id: "draft.jpg" });
  assert.deepEqual(understand("https://media.example/media/a%2Fb.jpg"), { kind: "path", id: "a/b.jpg" });
  assert.deepEqual(understand("anna@example.com"), { kind: "who", id: "anna@example.com" });
  assert.deepEqual(understand("draft.jpg", "who"), { kind: "who", id: "draft.jpg" });
  assert.deepEqual(understand(" "), { kind: "events" });
});

test("a path is asked about in NFC, as keys are", () => {
  assert.equal(understand("Cafe\u0301/").id, "Caf\u00e9/");
});

test("a question stands in the page's address and comes back from there", () => {
  const questions = [
    { kind: "token", id: JTI, path: "a b&c.jpg", at: "2026-11-24T14:05:00.000Z" },
    { kind: "who", id: "anna", tenant: "acme", from: "2026-11-24T00:00:00.000Z" },
    { kind: "path", id: "projects/42/" },
    { kind: "events", type: "token-issued" },
  ];

  assert.deepEqual(questions.map((question) => fromHash(toHash(question))), questions);
  assert.equal(fromHash(""), null);
  assert.equal(fromHash("#elsewhere"), null);
});

test("the events of a question are those that it is about", () => {
  assert.deepEqual(filterOf({ kind: "who", id: "anna", tenant: "", type: "token-issued" }), { login: "anna", type: "token-issued" });
  assert.deepEqual(filterOf({ kind: "actor", id: "anna", tenant: "acme" }), { actor: "anna" });
  assert.deepEqual(filterOf({ kind: "token", id: JTI, path: "a.jpg", at: "2026-11-24T14:05:00Z" }), { jti: JTI });
  assert.deepEqual(filterOf({ kind: "events", from: "2026-11-24T14:05:00Z" }), { from: "2026-11-24T14:05:00Z" });
});
