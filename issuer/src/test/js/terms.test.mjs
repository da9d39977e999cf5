import assert from "node:assert/strict";
import { test } from "node:test";
import { changes, fieldsFor, orderOf } from "../../main/resources/static/assets/console/terms.js";

const LINK = {
  id: "a",
  label: "Client",
  paths: ["p/", "q/a.jpg"],
  expiresAt: "2027-01-31T12:34:56.789Z",
  allowDownload: true,
  allowedOrigins: ["https://app.example"],
  maxViewers: 5,
};

test("a new link says only what was filled in", () => {
  const empty = { ...fieldsFor({ paths: [], allowDownload: false }), paths: " p/ \nq/a, b.jpg\n", recipients: " " };

  assert.deepEqual(orderOf(empty), { paths: ["p/", "q/a, b.jpg"], allowDownload: false, countViews: true });
});

test("recipients are names, in the order in which they were typed", () => {
  const order = orderOf({ ...fieldsFor(LINK), recipients: "Bob\n Smith, Ann \n\nCy" });

  assert.deepEqual(order.recipients, ["Bob", "Smith, Ann", "Cy"]);
});

test("names with commas are the same after an edit", () => {
  const link = { ...LINK, paths: ["Smith, John/", "a,b.jpg"] };
  const before = fieldsFor(link);

  assert.deepEqual(changes(before, { ...before, paths: `${before.paths}\nq/` }), { paths: ["Smith, John/", "a,b.jpg", "q/"] });
});

test("an edit sends nothing that wasn't touched, not even a time's seconds", () => {
  assert.deepEqual(changes(fieldsFor(LINK), fieldsFor(LINK)), {});
});

test("an edit sends what was touched, and null for what was emptied", () => {
  const before = fieldsFor(LINK);
  const after = { ...before, label: "", expiresAt: "", maxViewers: "7", allowedOrigins: "", allowDownload: false };

  assert.deepEqual(changes(before, after), { label: null, expiresAt: null, maxViewers: 7, allowedOrigins: [], allowDownload: false });
});

test("a time is sent as an instant", () => {
  const before = fieldsFor(LINK);
  const changed = changes(before, { ...before, activatesAt: "2027-01-01T10:00" });

  assert.equal(changed.activatesAt, new Date("2027-01-01T10:00").toISOString());
});

test("a password is sent where one was typed, and goes where that was asked for", () => {
  const before = fieldsFor(LINK);

  assert.deepEqual(changes(before, { ...before, password: " a b " }), { password: " a b " });
  assert.deepEqual(changes(before, { ...before, noPassword: true }), { password: null });
});

test("counting and the destination of notices are terms like the others", () => {
  const before = fieldsFor({ ...LINK, notices: "office" });

  assert.equal(before.countViews, true);
  assert.deepEqual(changes(before, { ...before, countViews: false, notices: "" }), { countViews: false, notices: null });
});

const RECEIVING = { id: "u", kind: "upload", label: "Pictures", paths: ["in/"], prefix: "in/", maxFiles: 100, maxBytes: 10_000_000_000, allowDownload: false };

test("a link that receives files says its folder and its room, and nothing of viewing", () => {
  const fields = { ...fieldsFor(RECEIVING), prefix: " in/2026 ", room: "2.5", recipients: "", allowDownload: true, countViews: true };

  assert.deepEqual(orderOf(fields), { kind: "upload", label: "Pictures", prefix: "in/2026/", maxFiles: 100, maxBytes: 2_500_000_000 });
});

test("an edit of a link that receives files sends what was touched", () => {
  const before = fieldsFor(RECEIVING);

  assert.deepEqual(changes(before, before), {});
  assert.deepEqual(changes(before, { ...before, room: "20", prefix: "out/" }), { prefix: "out/", maxBytes: 20_000_000_000 });
  assert.deepEqual(changes(fieldsFor({ ...RECEIVING, maxBytes: 10_737_418_240 }), fieldsFor({ ...RECEIVING, maxBytes: 10_737_418_240 })), {});
});
