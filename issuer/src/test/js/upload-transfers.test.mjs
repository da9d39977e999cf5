import assert from "node:assert/strict";
import { test } from "node:test";
import { Transfer } from "../../main/resources/static/assets/upload/transfer.js";
import { Transfers } from "../../main/resources/static/assets/upload/transfers.js";

const PART = 8;

function problem(status, code, more = {}) {
  return Object.assign(new Error(code), { status, code, retryAfterMs: 0, ...more });
}

/** A link and a store, whose answers a test may change: `answers` by path, and `store` by "file/part". */
function world({ answers = {}, store = {}, online = () => true, pause = async () => {} } = {}) {
  const calls = [];
  const puts = [];
  const kept = new Map();
  const freed = [];
  const most = { at: 0, now: 0 };
  const next = (given, otherwise, body) => {
    const answer = Array.isArray(given) ? given.shift() : given;
    if (answer instanceof Error) {
      throw answer;
    }
    return answer === undefined ? otherwise : typeof answer === "function" ? answer(body) : answer;
  };
  const transfers = new Transfers({
    call: async (path, body) => {
      calls.push([path, structuredClone(body)]);
      await new Promise(setImmediate);
      const usual = {
        "/files": () => ({ files: body.files.map(({ name, size }) => ({ id: `id-${name}`, name, size, partSize: PART, parts: Math.ceil(size / PART) })), filesLeft: 9, bytesLeft: 999 }),
        "/parts": () => ({ parts: body.parts.map((number) => ({ number, url: `${body.id}/${number}`, method: "PUT", headers: {} })) }),
      };
      return next(answers[path], usual[path]?.() ?? {}, body);
    },
    put: async ({ url }, bytes, { signal, progress }) => {
      puts.push([url, bytes.size]);
      most.at = Math.max(most.at, ++most.now);
      try {
        progress(1);
        await new Promise(setImmediate);
        signal.throwIfAborted();
        return next(store[url], `etag-${url}`, signal);
      } finally {
        most.now--;
      }
    },
    pause,
    isOnline: online,
    keep: (transfer) => kept.set(transfer.name, { state: transfer.state, id: transfer.id, etags: { ...transfer.etags } }),
    changed: () => {},
    left: () => {},
    freed: ({ name }) => freed.push(name),
  });
  transfers.uploader = "Anna";
  const send = (...sizes) => {
    const made = sizes.map((size, i) => transfer(`${i}`, size));
    transfers.send(made);
    return made;
  };
  return { transfers, calls, puts, kept, freed, most, send, of: (path) => calls.filter(([called]) => called === path).map(([, body]) => body) };
}

function transfer(name, size) {
  const file = Object.assign(new Blob([new Uint8Array(size)]), { name, lastModified: 1 });
  return new Transfer({ name, size, lastModified: 1 }, file);
}

async function until(condition) {
  for (let turn = 0; !condition(); turn++) {
    assert.ok(turn < 10_000, `not so: ${condition}`);
    await new Promise(setImmediate);
  }
}

const settled = (all) => until(() => all.every(({ state }) => state === "done" || state === "failed"));

test("each byte is sent once, and a file is completed with the store's answers", async () => {
  const { send, puts, of, kept } = world();

  const sent = send(20, 8);
  await settled(sent);

  assert.deepEqual(puts.map(([url, size]) => `${url}: ${size}`).sort(), ["id-0/1: 8", "id-0/2: 8", "id-0/3: 4", "id-1/1: 8"]);
  const [{ files }] = of("/files");
  assert.deepEqual(of("/files"), [{ uploader: "Anna", files: [{ name: "0", size: 20, ref: files[0].ref }, { name: "1", size: 8, ref: files[1].ref }] }]);
  assert.deepEqual(of("/files/complete").find(({ id }) => id === "id-0").parts, [1, 2, 3].map((number) => ({ number, etag: `etag-id-0/${number}` })));
  assert.deepEqual([...kept.values()].map(({ state }) => state), ["done", "done"]);
});

test("at most three requests are at the store at once, over all files, and URLs are asked for when they are due", async () => {
  const { send, most, of } = world();

  await settled(send(80, 80, 8, 8));

  assert.equal(most.at, 3);
  assert.ok(of("/parts").every(({ parts }) => parts.length <= 3));
  const asked = of("/parts").flatMap(({ id, parts }) => parts.map((number) => `${id}/${number}`));
  assert.equal(new Set(asked).size, asked.length, "each once");
});

test("a part that fails is sent again, and no other one is", async () => {
  const { send, puts } = world({ store: { "id-0/2": [problem(0, undefined), problem(503, undefined), "etag"] } });

  const [file] = send(24);
  await settled([file]);

  assert.equal(file.state, "done");
  assert.deepEqual(puts.map(([url]) => url).sort(), ["id-0/1", "id-0/2", "id-0/2", "id-0/2", "id-0/3"]);
});

test("the wait between attempts grows, and is never shorter than the server asks for", async () => {
  const waits = [];
  const fails = Array.from({ length: 4 }, () => problem(0, undefined));
  const { send } = world({ store: { "id-0/1": [...fails, problem(429, "too-many-requests", { retryAfterMs: 60_000 }), "etag"] }, pause: async (ms) => waits.push(ms) });

  await settled(send(8));

  assert.equal(waits.length, 5);
  [1_000, 2_000, 4_000, 8_000].forEach((longest, i) => assert.ok(waits[i] >= longest / 2 && waits[i] <= longest, `${waits[i]}`));
  assert.equal(waits[4], 60_000);
});

/** A clock that goes on when nothing else does. Parts fail until `endsAt`. */
function outage(endsAt, answers = {}) {
  const clock = { now: 0 };
  const rests = [];
  const pause = (ms) =>
    new Promise((over) => {
      rests.push({ from: clock.now, to: clock.now + ms, over });
      setTimeout(() => {
        const next = rests.filter(({ to }) => to > clock.now).sort((one, other) => one.to - other.to)[0];
        clock.now = next?.to ?? clock.now;
        next?.over();
      }, 5);
    });
  const failing = () => (clock.now < endsAt ? Promise.reject(problem(0, undefined)) : "etag");
  const made = world({ store: { "id-0/1": failing, "id-0/2": failing, "id-0/3": failing }, answers, pause });
  return { ...made, clock, rests };
}

test("three parts that fail in one outage are one failure each time, and rest together", async () => {
  const { send, rests } = outage(4_000);

  const [file] = send(24);
  await settled([file]);

  assert.equal(file.state, "done");
  assert.ok(rests.length <= 4, `${rests.length} rests`);
  rests.forEach(({ from, to }, i) => {
    const longest = 1_000 * 2 ** i;
    assert.ok(to - from >= longest / 2 && to - from <= longest, `${to - from}`);
    assert.ok(i === 0 || from >= rests[i - 1].to, "one after the other");
  });
});

test("a file fails after eight attempts, however many of its parts were under way", async () => {
  const { send, rests, clock, puts } = outage(Infinity);

  const [file] = send(24);
  await settled([file]);

  assert.equal(file.state, "failed");
  assert.equal(rests.length, 7);
  assert.ok(clock.now >= (1 + 2 + 4 + 8 + 16 + 30 + 30) * 500, `${clock.now} ms`);
  assert.equal(puts.length, 24);
});

test("a failing question for URLs, which parts share, is one failure", async () => {
  const { send, rests } = outage(0, { "/parts": [...Array.from({ length: 7 }, () => problem(502, "")), undefined] });

  const [file] = send(24);
  await settled([file]);

  assert.equal(file.state, "done");
  assert.equal(rests.length, 7);
});

test("a rest from before the network came back ends no later one", async () => {
  const rests = [];
  const { send, transfers, puts } = world({ store: { "id-0/1": [problem(0, undefined), problem(0, undefined), "etag"] }, pause: () => new Promise((over) => rests.push(over)) });
  const [file] = send(8);
  await until(() => rests.length === 1);
  transfers.resumeAll();
  await until(() => rests.length === 2);

  rests[0]();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(puts.length, 2);

  rests[1]();
  await settled([file]);
  assert.equal(file.state, "done");
});

test("URLs that the store refuses all at once are asked for anew at once", async () => {
  const waits = [];
  const old = () => [problem(403, undefined), "etag"];
  const { send } = world({ store: { "id-0/1": old(), "id-0/2": old(), "id-0/3": old() }, pause: async (ms) => waits.push(ms) });

  const [file] = send(24);
  await settled([file]);

  assert.equal(file.state, "done");
  assert.deepEqual(waits, []);
});

test("a URL that the store refuses is asked for anew at once", async () => {
  const waits = [];
  const { send, of } = world({ store: { "id-0/1": [problem(403, undefined), "etag"] }, pause: async (ms) => waits.push(ms) });

  const [file] = send(8);
  await settled([file]);

  assert.equal(file.state, "done");
  assert.deepEqual(of("/parts").map(({ parts }) => parts), [[1], [1]]);
  assert.deepEqual(waits, []);
});

test("a file whose connection keeps breaking off fails, and can be tried again with the parts that are there", async () => {
  const { send, transfers, puts } = world({ store: { "id-0/2": Array.from({ length: 8 }, () => problem(0, undefined)) } });
  const [file] = send(16);
  await settled([file]);
  assert.equal(file.state, "failed");
  assert.equal(file.bytes, 8);

  transfers.resume(file, file.file);
  await settled([file]);

  assert.equal(file.state, "done");
  assert.equal(puts.filter(([url]) => url === "id-0/1").length, 1);
});

test("a link that is closed stops everything with its reason, and nothing goes on by itself", async () => {
  const { send, transfers, puts, kept } = world({ answers: { "/parts": [undefined, problem(410, "link-closed")] } });

  const [file] = send(80);
  await until(() => transfers.stopped !== null);
  await new Promise((resolve) => setTimeout(resolve, 20));

  assert.equal(transfers.stopped.code, "link-closed");
  assert.equal(file.state, "uploading");
  assert.ok(puts.length <= 3, `${puts.length}`);
  assert.equal(kept.get("0").id, "id-0");
});

test("after a pause of the link the rest is sent", async () => {
  const { send, transfers, puts } = world({ answers: { "/parts": [undefined, problem(403, "blocked")] } });
  const [file] = send(32);
  await until(() => transfers.stopped !== null);
  await new Promise(setImmediate);

  transfers.resumeAll();
  await settled([file]);

  assert.equal(file.state, "done");
  assert.ok(["id-0/1", "id-0/2", "id-0/3", "id-0/4"].every((url) => puts.some(([put]) => put === url)));
});

test("offline nothing is begun, and no failure counts; with the network it goes on", async () => {
  let online = true;
  const offline = () => {
    online = false;
    return Promise.reject(problem(0, undefined));
  };
  const { send, transfers, puts } = world({ store: { "id-0/1": [offline] }, online: () => online });
  const [file] = send(64);
  await until(() => !online);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const before = puts.length;
  assert.ok(before <= 3, `${before}`);
  assert.equal(file.failures, 0);

  online = true;
  transfers.resumeAll();
  await settled([file]);

  assert.equal(file.state, "done");
});

test("a file of before a reload goes on with the parts that are missing", async () => {
  const { transfers, puts, of } = world();
  const lost = Object.assign(transfer("film", 24), { id: "id-film", partSize: PART, parts: 3, etags: { 1: "kept-1", 3: "kept-3" }, state: "lost" });
  const { file } = lost;
  lost.file = undefined;
  transfers.remember([lost]);
  transfers.run();
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(puts, [], "not before it is chosen again");

  transfers.resume(lost, file);
  await settled([lost]);

  assert.deepEqual(puts, [["id-film/2", 8]]);
  assert.deepEqual(of("/files"), []);
  assert.deepEqual(of("/files/complete")[0].parts.map(({ etag }) => etag), ["kept-1", "etag-id-film/2", "kept-3"]);
});

test("where the store doesn't know a part, all are sent again", async () => {
  const { send, puts } = world({ answers: { "/files/complete": [problem(409, "upload-incomplete"), {}] } });

  const [file] = send(16);
  await settled([file]);

  assert.equal(file.state, "done");
  assert.deepEqual(puts.map(([url]) => url).sort(), ["id-0/1", "id-0/1", "id-0/2", "id-0/2"]);
});

test("where the answer to an announcement is lost, each file is announced again by its own ref", async () => {
  const { send, of } = world({ answers: { "/files": [problem(0, undefined), problem(503, undefined)] } });

  await settled(send(8, 8, 8));

  const refs = new Map();
  of("/files").flatMap(({ files }) => files).forEach(({ name, ref }) => refs.set(name, (refs.get(name) ?? new Set()).add(ref)));
  assert.deepEqual([...refs.values()].map((all) => all.size), [1, 1, 1]);
  const all = [...refs.values()].flatMap((some) => [...some]);
  assert.equal(new Set(all).size, 3);
  assert.ok(all.every((ref) => /^[A-Za-z0-9_-]{16,64}$/.test(ref)), `${all}`);
});

test("of files that the link has no room for, the others are sent", async () => {
  const limit = problem(403, "upload-limit");
  const { send } = world({ answers: { "/files": [limit, undefined, limit, undefined] } });

  const sent = send(8, 8, 8);
  await settled(sent);

  assert.deepEqual(sent.map(({ state }) => state), ["done", "failed", "done"]);
  assert.equal(sent[1].error, limit);
});

test("a file that the link has forgotten begins anew when it is tried again", async () => {
  const { send, transfers, of } = world({ answers: { "/files/complete": [problem(404, "upload-not-found"), {}] } });
  const [file] = send(8);
  await settled([file]);
  assert.deepEqual([file.state, file.id, file.bytes], ["failed", undefined, 0]);

  transfers.uploader = "Anna Berg";
  transfers.resume(file, file.file);
  await settled([file]);

  assert.equal(file.state, "done");
  const refs = of("/files").map(({ files }) => files[0].ref);
  assert.equal(new Set(refs).size, 2);
  assert.deepEqual(of("/files").map(({ uploader }) => uploader), ["Anna", "Anna Berg"]);
});

test("a file that was changed since it was chosen isn't tried again and again", async () => {
  const { send } = world({ store: { "id-0/1": [problem(0, undefined)] } });
  const [file] = send(8);
  const slice = file.file.slice.bind(file.file);
  file.file.slice = (from, to) => Object.assign(slice(from, to), { arrayBuffer: () => Promise.reject(new Error("NotReadableError")) });

  await settled([file]);

  assert.equal(file.error.code, "file-changed");
});

test("a cancelled file ends at once, the link is told, and the next one goes on", async () => {
  const { transfers, send, of, kept, freed } = world();
  const [first, second] = send(800, 8);
  await until(() => first.sending.size > 0);

  transfers.cancel(first);
  assert.deepEqual(freed, [], "the link hasn't said so yet");
  await settled([second]);
  assert.deepEqual(freed, ["0"]);

  assert.deepEqual(transfers.all, [second]);
  assert.deepEqual(of("/files/cancel"), [{ id: "id-0" }]);
  assert.equal(kept.get("0").state, "cancelled");
});

for (const [told, answer] of [["heard", problem(404, "upload-not-found")], ["not heard", problem(0, undefined)]]) {
  test(`a file that was received before its cancel is there again, once; the cancel is ${told}`, async () => {
    let complete;
    const { transfers, send, of, freed } = world({ answers: { "/files/complete": () => new Promise((resolve) => (complete = resolve)), "/files/cancel": answer } });
    const [file] = send(8);
    await until(() => complete);

    transfers.cancel(file);
    assert.deepEqual(transfers.all, []);
    await until(() => of("/files/cancel").length === 1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    complete({});
    await settled([file]);
    await new Promise((resolve) => setTimeout(resolve, 5));

    assert.deepEqual(transfers.all, [file]);
    assert.deepEqual([file.state, file.cancelledLate], ["done", true]);
    assert.deepEqual(freed, []);
  });
}

test("a file that is cancelled before the link knows it, is cancelled when it does", async () => {
  const { transfers, send, of, freed } = world();
  const [file] = send(8);

  transfers.cancel(file);
  await until(() => freed.length === 1);

  assert.deepEqual(of("/files/cancel"), [{ id: "id-0" }]);
  assert.deepEqual(of("/parts"), []);
});
