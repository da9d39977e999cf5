import assert from "node:assert/strict";
import { test } from "node:test";
import { tabStorage } from "../../main/resources/static/assets/storage.js";

test("a browser's storage is used where there is one", () => {
  const storage = { getItem: () => "kept" };

  assert.equal(tabStorage({ sessionStorage: storage }), storage);
});

test("where site data is blocked the page remembers by itself", () => {
  const blocked = {
    get sessionStorage() {
      throw new Error("SecurityError");
    },
  };

  tabStorage(blocked).setItem("a", "1");

  assert.equal(tabStorage(blocked).getItem("a"), "1");
  tabStorage(blocked).removeItem("a");
  assert.equal(tabStorage(blocked).getItem("a"), null);
});
