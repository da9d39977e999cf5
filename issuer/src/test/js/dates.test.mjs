import assert from "node:assert/strict";
import { test } from "node:test";
import { said } from "../../main/resources/static/assets/console/dates.js";

const NOW = new Date(2026, 10, 30, 12, 0, 0);
const at = (...time) => said(new Date(...time).toISOString(), NOW, "en-GB");

test("what is near is said by its distance", () => {
  assert.equal(at(2026, 10, 30, 11, 59, 30), "just now");
  assert.equal(at(2026, 10, 30, 12, 0, 30), "in less than a minute");
  assert.match(at(2026, 10, 30, 11, 48), /^12 min\.? ago$/);
  assert.match(at(2026, 10, 30, 12, 45), /^in 45 min\.?$/);
});

test("a day is said by its name, by the calendar and not by hours", () => {
  assert.equal(at(2026, 10, 30, 8, 5), "today, 08:05");
  assert.equal(at(2026, 10, 29, 23, 30), "yesterday, 23:30");
  assert.equal(at(2026, 11, 1, 0, 30), "tomorrow, 00:30");
  assert.match(at(2026, 10, 27, 14, 5), /^Fri,? 27 Nov,? (at )?14:05$/);
});

test("what is far away has its date, and its year where it is another one", () => {
  assert.equal(at(2026, 2, 3, 9, 0), "3 Mar");
  assert.equal(at(2027, 2, 3, 9, 0), "3 Mar 2027");
});
