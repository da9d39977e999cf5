import assert from "node:assert/strict";
import { test } from "node:test";
import { directFiles } from "../../main/resources/static/assets/console/direct-files.js";

/** Lists `keys` as the issuer does: ascending, whatever subfolder they lie in. */
function listing(keys) {
  const sorted = [...keys].sort();
  const asked = [];
  const list = async ({ prefix, limit, cursor = "0" }) => {
    asked.push(cursor);
    const under = sorted.filter((key) => key.startsWith(prefix));
    const end = Number(cursor) + limit;
    return { objects: under.slice(Number(cursor), end).map((key) => ({ key })), next: end < under.length ? String(end) : undefined };
  };
  return { list, asked };
}

const names = ({ files, complete }) => [files.map(({ key }) => key), complete];
const many = (folder, count) => Array.from({ length: count }, (_, i) => `${folder}${String(i).padStart(5, "0")}.jpg`);

test("a file is found behind a subfolder of a thousand others", async () => {
  const { list } = listing([...many("p/a/", 1500), "p/z.jpg", "q/other.jpg"]);

  assert.deepEqual(names(await directFiles(list, "p/", 60)), [["p/z.jpg"], true]);
});

test("files that were not looked for, or are too many, are said to be missing", async () => {
  const behind = listing([...many("p/a/", 5000), "p/z.jpg"]);
  assert.deepEqual(names(await directFiles(behind.list, "p/", 60)), [[], false]);
  assert.equal(behind.asked.length, 5);

  const wide = listing(many("p/", 61));
  const found = await directFiles(wide.list, "p/", 60);
  assert.deepEqual([found.files.length, found.complete], [60, false]);
  assert.deepEqual((await directFiles(listing(many("p/", 60)).list, "p/", 60)).complete, true);
});
