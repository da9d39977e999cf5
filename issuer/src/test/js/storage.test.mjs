import assert from "node:assert/strict";
import { test } from "node:test";
import { storageOf } from "../../main/resources/static/assets/storage.js";

test("a browser's storage is used where there is one", () => {
  const storage = { getItem: () => "kept" };

  assert.equal(storageOf("localStorage", { localStorage: storage }), storage);
});

test("where site data is blocked the page remembers by itself, and each storage its own", () => {
  const blocked = {
    get localStorage() {
      throw new Error("SecurityError");
    },
    get sessionStorage() {
      throw new Error("SecurityError");
    },
  };

  storageOf("localStorage", blocked).setItem("a", "1");

  assert.equal(storageOf("localStorage", blocked).getItem("a"), "1");
  assert.equal(storageOf("sessionStorage", blocked).getItem("a"), null);
  storageOf("localStorage", blocked).removeItem("a");
  assert.equal(storageOf("localStorage", blocked).getItem("a"), null);
});
