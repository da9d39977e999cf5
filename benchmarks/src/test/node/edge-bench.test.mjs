// Run by BenchScriptsTest with Node's own test runner.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import { load, requestOf } from "../../main/node/edge/load.mjs";
import { partOf } from "../../main/node/edge/part.mjs";

test("without a range R2 is asked for the whole object", () => {
  assert.equal(partOf({}, 100), undefined);
  assert.equal(partOf({ rangeHeader: "bytes=0-1,5-6" }, 100), undefined);
});

test("a range of the header ends where it says, and no later than the object", () => {
  assert.deepEqual(partOf({ rangeHeader: "bytes=10-19" }, 100), { offset: 10, length: 10 });
  assert.deepEqual(partOf({ rangeHeader: "bytes=90-199" }, 100), { offset: 90, length: 10 });
});

test("an open range goes on to the object's end", () => {
  assert.deepEqual(partOf({ rangeHeader: "bytes=40-" }, 100), { offset: 40, length: 60 });
  assert.deepEqual(partOf({ range: { offset: 40 } }, 100), { offset: 40, length: 60 });
});

test("a suffix is the object's last bytes, and no more than it has", () => {
  assert.deepEqual(partOf({ rangeHeader: "bytes=-30" }, 100), { offset: 70, length: 30 });
  assert.deepEqual(partOf({ range: { suffix: 300 } }, 100), { offset: 0, length: 100 });
});

test("numbers may come as text, as workerd writes 64-bit ones", () => {
  assert.deepEqual(partOf({ range: { offset: "40", length: "10" } }, 100), { offset: 40, length: 10 });
});

/** A server whose answer to the n-th request on a connection is `parts(n)`, sent piece by piece. */
async function serving(parts, run) {
  const requests = [];
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    let begun = "";
    socket.on("data", async (chunk) => {
      begun += chunk.toString("latin1");
      if (begun.endsWith("\r\n\r\n")) {
        requests.push(begun);
        begun = "";
        for (const part of parts(requests.length)) {
          socket.write(part);
          await new Promise(setImmediate);
        }
      }
    });
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    await run(server.address().port, requests);
  } finally {
    server.close();
  }
}

test("every request is sent once, and statuses and bytes are counted", async () => {
  const asked = Array.from({ length: 20 }, (_, n) => requestOf(`/view/t/${n}`, { Range: "bytes=0-4" }));

  await serving((n) => [`HTTP/1.1 ${n % 4 === 0 ? "503 Busy" : "200 OK"}\r\nContent-Length: 5\r\n\r\nhello`], async (port, requests) => {
    assert.deepEqual(await load(port, asked, 3), { statuses: { 200: 15, 503: 5 }, bytes: 100 });
    assert.deepEqual(requests.toSorted(), asked.toSorted());
  });
});

test("an answer may come in pieces, cut anywhere", async () => {
  const pieces = ["HTTP/1.1 200 OK\r\nconte", "nt-length: 11\r\n\r", "\nhello", " world"];

  await serving(() => pieces, async (port) => {
    assert.deepEqual(await load(port, [requestOf("/a"), requestOf("/b")], 1), { statuses: { 200: 2 }, bytes: 22 });
  });
});

test("an answer without a body is an answer", async () => {
  await serving(() => ["HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n"], async (port) => {
    assert.deepEqual(await load(port, [requestOf("/a"), requestOf("/b")], 1), { statuses: { 304: 2 }, bytes: 0 });
  });
});

test("an answer without a length ends the measurement: nothing is guessed", async () => {
  await serving(() => ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"], async (port) => {
    await assert.rejects(load(port, [requestOf("/a")], 1), /an answer without a length/);
  });
});
