import assert from "node:assert/strict";
import { test } from "node:test";
import { readCounted } from "../../main/resources/static/assets/audit/counted.js";

const streamOf = (...parts) => new Blob(parts).stream();
const eventsOf = async (kind, ...parts) => (await readCounted(streamOf(...parts), kind)).events;

test("events are lines of NDJSON, whether or not the last one is ended", async () => {
  assert.equal(await eventsOf("ndjson", '{"a":1}\n{"a":', '2}\n'), 2);
  assert.equal(await eventsOf("ndjson", '{"a":1}\n{"a":2}'), 2);
  assert.equal(await eventsOf("ndjson"), 0);
});

test("in CSV the heading is no event, and a line feed in a field ends none", async () => {
  assert.equal(await eventsOf("csv", 'time,reason\r\n1,"two\nlines, ""quoted"""\r\n2,x\r\n'), 2);
  assert.equal(await eventsOf("csv", "time,reason\r\n"), 0);
  assert.equal(await eventsOf("csv"), 0);
});

test("the parts are what was sent, to the byte", async () => {
  const { parts } = await readCounted(streamOf("a\n", "b\n"), "ndjson");

  assert.equal(await new Blob(parts).text(), "a\nb\n");
});
