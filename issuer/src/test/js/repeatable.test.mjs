import assert from "node:assert/strict";
import { test } from "node:test";
import { oneAtATime } from "../../main/resources/static/assets/make.js";
import { repeatable } from "../../main/resources/static/assets/repeatable.js";

/** What each call was sent with; `answers` are given in turn, and thrown where they are errors. */
function sender(...answers) {
  const keys = [];
  const send = async (body, headers) => {
    keys.push(headers["Idempotency-Key"]);
    const answer = answers.shift();
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
  return { keys, send };
}

test("a call whose answer got lost is the same call again, and another call isn't", async () => {
  const { keys, send } = sender(new TypeError("Failed to fetch"), { id: "a" }, { id: "b" }, { id: "c" });

  await assert.rejects(repeatable(send, { label: "x" }));
  await repeatable(send, { label: "x" });
  await repeatable(send, { label: "x" });
  await repeatable(send, { label: "y" });

  assert.match(keys[0], /^[0-9a-f]{32}$/);
  assert.equal(keys[1], keys[0]);
  assert.equal(new Set(keys).size, 3);
});

test("what was refused is asked anew", async () => {
  const refused = Object.assign(new Error("no"), { status: 403, code: "path-not-allowed" });
  const running = Object.assign(new Error("wait"), { status: 409, code: "request-running" });
  const { keys, send } = sender(refused, running, {});

  await assert.rejects(repeatable(send, {}));
  await assert.rejects(repeatable(send, {}));
  await repeatable(send, {});

  assert.notEqual(keys[1], keys[0]);
  assert.equal(keys[2], keys[1]);
});

test("a second click while the first is under way does nothing more", async () => {
  let release;
  let runs = 0;
  const once = oneAtATime(() => {
    runs++;
    return new Promise((resolve) => (release = resolve));
  });

  const both = [once(), once()];
  release("done");
  assert.deepEqual(await Promise.all(both), ["done", "done"]);
  assert.equal(runs, 1);
  once();
  assert.equal(runs, 2);
});
