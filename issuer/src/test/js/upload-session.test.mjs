import assert from "node:assert/strict";
import { test } from "node:test";
import { uploadMemory, uploaderName } from "../../main/resources/static/assets/upload/memory.js";
import { UploadSession } from "../../main/resources/static/assets/upload/session.js";

const LINK = { label: "Pictures", filesLeft: 2, bytesLeft: 100 };

function problem(status, code) {
  return Object.assign(new Error(code), { status, code, retryAfterMs: 0 });
}

/** A server that answers by turns, and what it was asked. */
function server(...answers) {
  const asked = [];
  const exchange = async (path, { body }) => {
    asked.push([path.replace("/upload-links", ""), body]);
    const answer = answers.shift();
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
  return { asked, exchange };
}

const nobodyTypes = () => assert.fail("no password is asked for");
const opened = (session) => ({ session, link: { ...LINK } });

/** Like IndexedDB: one change after the other. */
function storage() {
  const items = new Map();
  return {
    items,
    get: async (key) => structuredClone(items.get(key) ?? null),
    set: async (key, value) => items.set(key, value),
    update: async (key, change) => items.set(key, structuredClone(change(items.get(key)))),
  };
}

test("a link opens by its secret, and asks for a password until it is right", async () => {
  const { asked, exchange } = server(problem(403, "password-required"), problem(403, "link-or-password-wrong"), opened("s1"));
  const messages = [];
  const passwords = ["wrong", "right"];
  const session = new UploadSession({ secret: "x", exchange, askForPassword: async (message) => messages.push(message) && passwords.shift() });

  assert.equal(await session.open(undefined, []), null);

  assert.deepEqual(asked.map(([, body]) => body), [{ secret: "x" }, { secret: "x", password: "wrong" }, { secret: "x", password: "right" }]);
  assert.deepEqual(messages, ["", "That password isn't right. Try again."]);
  assert.equal(session.link.label, "Pictures");
});

test("what refuses a link isn't a password's matter", async () => {
  const { exchange } = server(problem(410, "link-closed"));

  await assert.rejects(new UploadSession({ secret: "x", exchange, askForPassword: nobodyTypes }).open(), { code: "link-closed" });
});

test("after a reload a session that is good asks for no password, and tells of the files", async () => {
  const files = [{ id: "f", state: "uploading" }];
  const { asked, exchange } = server(problem(403, "password-required"), { files, filesLeft: 1, bytesLeft: 50 });
  const session = new UploadSession({ secret: "x", exchange, askForPassword: nobodyTypes });

  assert.deepEqual(await session.open({ session: "old", link: { ...LINK } }, ["f"]), files);

  assert.deepEqual(asked[1], ["/files/state", { session: "old", ids: ["f"] }]);
  assert.deepEqual([session.link.filesLeft, session.link.bytesLeft], [1, 50]);
});

test("after a reload a session that is over is opened again", async () => {
  const files = [{ id: "f", state: "gone" }];
  const { exchange } = server(problem(403, "password-required"), problem(403, "session-expired"), opened("s2"), { files, filesLeft: 2, bytesLeft: 100 });
  const session = new UploadSession({ secret: "x", exchange, askForPassword: async () => "right" });

  assert.deepEqual(await session.open({ session: "old", link: { ...LINK } }, ["f"]), files);
});

test("a session that ends is opened again, once for all calls that meet it", async () => {
  const { asked, exchange } = server(opened("s1"), problem(403, "session-expired"), problem(403, "revoked"), opened("s2"), { one: 1 }, { two: 2 });
  const session = new UploadSession({ secret: "x", exchange, askForPassword: nobodyTypes });
  await session.open();

  assert.deepEqual(await Promise.all([session.call("/parts", { id: "a" }), session.call("/parts", { id: "b" })]), [{ one: 1 }, { two: 2 }]);

  assert.equal(asked.filter(([path]) => path === "/sessions").length, 2);
  assert.deepEqual(asked.slice(-2).map(([, body]) => body), [{ session: "s2", id: "a" }, { session: "s2", id: "b" }]);
});

test("a password that was changed meanwhile is asked for, and the page is told when it was right", async () => {
  const { asked, exchange } = server(opened("s1"), problem(403, "revoked"), problem(403, "password-required"), opened("s2"), { one: 1 });
  let told = 0;
  const session = new UploadSession({ secret: "x", exchange, askForPassword: async () => "right", reopened: () => told++ });
  await session.open();

  assert.deepEqual(await session.call("/parts", { id: "a" }), { one: 1 });

  assert.deepEqual(asked[3], ["/sessions", { secret: "x", password: "right" }]);
  assert.equal(told, 1);
});

test("a link that is closed meanwhile says so, and isn't opened again", async () => {
  const { asked, exchange } = server(opened("s1"), problem(410, "link-closed"));
  const session = new UploadSession({ secret: "x", exchange, askForPassword: nobodyTypes });
  await session.open();

  await assert.rejects(session.call("/parts", { id: "a" }), { code: "link-closed" });
  assert.equal(asked.length, 2);
});

const FILE = { id: "f", name: "film.mp4", size: 20, lastModified: 5, partSize: 8, parts: 3, etags: { 1: "a" }, state: "uploading", file: {} };
const ABOUT = { id: "f", name: "film.mp4", size: 20, lastModified: 5, partSize: 8, parts: 3, etags: { 1: "a" } };

test("what is kept of a file are its parts, under a digest of the secret", async () => {
  const kept = storage();
  const memory = await uploadMemory(kept, "s3cret", undefined, () => 1_000);
  await memory.keepSession({ session: "s", link: LINK });
  await memory.keep(FILE);

  const { session, files } = await (await uploadMemory(kept, "s3cret", undefined, () => 2_000)).read();

  assert.deepEqual(session, { session: "s", link: LINK });
  assert.deepEqual(files, [{ ...ABOUT, at: 1_000 }]);
  assert.doesNotMatch(JSON.stringify([...kept.items]), /s3cret/);
  assert.deepEqual((await (await uploadMemory(kept, "other", undefined)).read()).files, []);
});

test("what is done, and what is older than the link keeps it, isn't offered again", async () => {
  const kept = storage();
  let now = 0;
  const memory = await uploadMemory(kept, "x", undefined, () => now);
  await memory.keep(FILE);
  await memory.keep({ ...FILE, id: "g" });
  await memory.forget("f");
  assert.deepEqual((await memory.read()).files.map(({ id }) => id), ["g"]);

  now = 40 * 3600_000;

  assert.deepEqual((await memory.read()).files, []);
});

test("a file that another tab is sending isn't offered here", async () => {
  const kept = storage();
  const held = new Set();
  const locks = {
    query: async () => ({ held: [...held].map((name) => ({ name })) }),
    request: async (name, run) => {
      held.add(name);
      await run();
      held.delete(name);
    },
  };
  const sending = await uploadMemory(kept, "x", locks);
  await sending.keep(FILE);
  const other = await uploadMemory(kept, "x", locks);
  assert.deepEqual((await other.read()).files, []);

  held.clear(); // As when the tab is closed.

  assert.equal((await other.read()).files.length, 1);
});

test("a browser that keeps nothing sends all the same", async () => {
  const denied = () => Promise.reject(new Error("SecurityError"));
  const memory = await uploadMemory({ get: denied, set: denied, update: denied }, "x", { query: denied, request: denied });

  await memory.keepSession({ session: "s" });
  await memory.keep(FILE);
  await memory.forget("f");

  assert.deepEqual(await memory.read(), { session: undefined, files: [] });
  assert.equal(await uploaderName({ get: denied }).read(), null);
});
