import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { pasted, secretHash, Unreadable } from "../../main/resources/static/assets/pasted.js";
import { tokenWords } from "../../main/resources/static/assets/console/words.js";

const JTI = "h8Jq2LrT5vWxYz01AbCdEf";
const part = (json) => Buffer.from(JSON.stringify(json)).toString("base64url");
const tokenWith = (claims) => `${part({ alg: "ES256" })}.${part(claims)}.c2ln`;
const TOKEN = tokenWith({ jti: JTI, lnk: "l1", sub: "v-1", exp: 1_800_000_000 });
const READ = { kind: "token", jti: JTI, link: "l1", subject: "v-1", expiresAt: "2027-01-15T08:00:00.000Z" };

test("a token is read wherever it stands", () => {
  assert.deepEqual(pasted(TOKEN), READ);
  assert.deepEqual(pasted(`  https://media.example/view/${TOKEN}/a%20b/c.jpg?download`), { ...READ, path: "a b/c.jpg" });
  assert.deepEqual(pasted(`Look at this: ${TOKEN} (it stopped working)`), READ);
});

test("a share link's address is its secret, a file's address its key, and words are neither", () => {
  assert.deepEqual(pasted("https://share.example/s/AAAAAAAAAAAAAAAAAAAAAA"), { kind: "secret", secret: "AAAAAAAAAAAAAAAAAAAAAA" });
  assert.deepEqual(pasted("https://share.example/u/AAAAAAAAAAAAAAAAAAAAAA/"), { kind: "secret", secret: "AAAAAAAAAAAAAAAAAAAAAA", receives: true });
  assert.deepEqual(pasted("https://media.example/media/a/b.jpg"), { kind: "file", path: "a/b.jpg" });
  assert.deepEqual(pasted(` ${JTI} `), { kind: "id", id: JTI });
  const words = ["", "wedding", `${JTI}x`, "projects/42/", "https://elsewhere.example/x"];
  const withDots = ["v1.2.3", "a.b.c", "holiday.2024.jpg", "share.example.com", "eyJ.2024.jpg", "https://elsewhere.example/view/holiday.2024.jpg"];
  for (const text of [...words, ...withDots]) {
    assert.equal(pasted(text), null, text);
  }
});

test("claims of a wrong type are left out, and a token without an id can't be read", () => {
  assert.deepEqual(pasted(tokenWith({ jti: JTI, lnk: 5, sub: null, exp: "soon" })), { kind: "token", jti: JTI });
  for (const text of [tokenWith({}), tokenWith(null), "e30.e30.x", "https://media.example/view/e30.%.x/a.jpg", tokenWith({ jti: JTI }).slice(0, 40)]) {
    assert.throws(() => pasted(text), Unreadable);
  }
});

test("a pasted token is said with nothing that wasn't verified taken for true", () => {
  const words = tokenWords(READ, new Date("2026-11-30T12:00:00Z"));

  assert.match(words, /^A media token of the share link l1, for v-1, which by its own words expires /);
  assert.match(words, /It wasn't verified here\.$/);
  assert.match(tokenWords({ jti: JTI }), /^A media token of a login\. /);
});

test("a link is looked for by the hash that its kind has", async () => {
  const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

  assert.equal(await secretHash(pasted("/s/AAAAAAAAAAAAAAAAAAAAAA")), sha256(Buffer.from("A".repeat(22))));
  assert.equal(await secretHash(pasted("/u/AAAAAAAAAAAAAAAAAAAAAA")), sha256(Buffer.concat([Buffer.from([0xff]), Buffer.from("A".repeat(22))])));
});
