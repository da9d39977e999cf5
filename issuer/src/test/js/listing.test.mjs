import assert from "node:assert/strict";
import test from "node:test";
import { listing } from "../../main/resources/static/assets/share/listing.js";

async function all(ask) {
  const pages = [];
  for await (const page of listing(ask)) {
    pages.push(page);
  }
  return pages;
}

test("the first page is small, and the last one is known as such", async () => {
  const asked = [];
  const pages = await all(async (body) => {
    asked.push(body);
    return body.cursor ? { objects: [2] } : { objects: [1], next: "c" };
  });

  assert.deepEqual(asked, [{ limit: 100 }, { limit: 1000, cursor: "c" }]);
  assert.deepEqual(pages, [{ objects: [1], last: false }, { objects: [2], last: true }]);
});

test("while a page is shown the next one is under way", async () => {
  const asked = [];
  const pages = listing(async (body) => {
    asked.push(body.cursor);
    return { objects: [], next: asked.length < 3 ? String(asked.length) : undefined };
  });
  await pages.next();

  assert.deepEqual(asked, [undefined, "1"]);
});

test("a page that fails is thrown after those before it", async () => {
  const pages = listing(async ({ cursor }) => {
    if (cursor) {
      throw new Error("away");
    }
    return { objects: [1], next: "c" };
  });

  assert.deepEqual((await pages.next()).value.objects, [1]);
  await assert.rejects(pages.next(), /away/);
});
