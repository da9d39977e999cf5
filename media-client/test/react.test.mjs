import assert from "node:assert/strict";
import { test } from "node:test";
import { createElement, StrictMode } from "react";
import { createMediaClient } from "../edgepass-client.js";
import { MediaProvider, useMedia } from "../react.js";
import { Browser, Clock, image, Player, START, token } from "./browser.mjs";

globalThis.IS_REACT_ACT_ENVIRONMENT = true;
// It says by console.error that it is deprecated; what replaces it needs a DOM.
const say = console.error;
console.error = (text, ...rest) => String(text).includes("react-test-renderer is deprecated") || say(text, ...rest);
const { act, create } = (await import("react-test-renderer")).default;

async function render(element, options) {
  let root;
  await act(async () => {
    root = create(element, options);
  });
  return root;
}

function page(answers) {
  const clock = new Clock();
  const asked = [];
  const client = createMediaClient({
    token: async (current) => {
      asked.push(current);
      const answer = answers.shift();
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    },
    scope: new Browser().tab(),
    loadWatch: async () => ({ watchAccess: (options) => Object.assign(page.watch = options, { stop() {}, suspect() {} }) }),
    issuer: "",
    ...clock.options(),
  });
  return { client, clock, asked };
}

function Picture({ name }) {
  const { ref, url, reason, error } = useMedia(name);
  return reason === null ? createElement("img", { ref, title: url, alt: error?.message ?? "" }) : createElement("p", null, reason);
}

test("in strict mode a client gets one token, leads its elements, and renews", async () => {
  const { client, clock, asked } = page([token("t1"), token("t2", START + 800_000)]);
  const shown = image();
  const root = await render(
    createElement(StrictMode, null, createElement(MediaProvider, { client }, createElement(Picture, { name: "a" }))),
    { createNodeMock: () => shown, unstable_strictMode: true },
  );
  assert.equal(asked.length, 1);
  assert.equal(shown.src, "https://media.example/view/t1/a");
  Object.assign(shown, { complete: true, naturalWidth: 10 });
  await act(() => clock.pass(800_000));
  assert.equal(asked.length, 2);
  assert.equal(root.toJSON().props.title, "https://media.example/view/t2/a");
  assert.equal(shown.src, "https://media.example/view/t1/a", "a picture that is shown stays");
  await act(async () => root.unmount());
  await clock.pass(2_000_000);
  assert.equal(asked.length, 2);
});

test("a withdrawal is shown with its reason, and its end", async () => {
  const { client } = page([token("t1")]);
  const root = await render(createElement(MediaProvider, { client }, createElement(Picture, { name: "a" })), { createNodeMock: image });
  await act(async () => page.watch.closed("a", "blocked"));
  assert.deepEqual(root.toJSON().children, ["blocked"]);
  await act(async () => page.watch.opened("a"));
  assert.equal(root.toJSON().type, "img");
  await act(async () => root.unmount());
});

test("a player whose film changes begins the other one anew", async () => {
  const { client } = page([token("t1")]);
  const player = new Player();
  const Film = ({ film }) => createElement("video", { ref: useMedia(film).ref });
  const shown = (film) => createElement(MediaProvider, { client }, createElement(Film, { film }));
  const root = await render(shown("a"), { createNodeMock: () => player });
  Object.assign(player, { paused: false, currentTime: 45 });
  await act(async () => root.update(shown("b")));
  player.load();
  assert.deepEqual([player.src, player.currentTime, player.paused], ["https://media.example/view/t1/b", 0, true]);
  await act(async () => root.unmount());
});

test("the edge is asked about what a mounted component names, also where no element is led", async () => {
  const { client } = page([token("t1")]);
  const Stream = ({ name }) => createElement("p", null, useMedia(name).url);
  const shown = (...names) => createElement(MediaProvider, { client }, names.map((name) => createElement(Stream, { key: name, name })));
  const root = await render(shown("a", "b"));
  assert.deepEqual(page.watch.keys(), ["a", "b"]);
  await act(async () => root.update(shown("b")));
  assert.deepEqual(page.watch.keys(), ["b"]);
  await act(async () => root.unmount());
});

test("a failure to start is shown, and doesn't break the page", async () => {
  const { client } = page([Object.assign(new Error("No such user."), { status: 403 })]);
  const root = await render(createElement(MediaProvider, { client }, createElement(Picture, { name: "a" })), { createNodeMock: image });
  assert.equal(root.toJSON().props.alt, "No such user.");
  await act(async () => root.unmount());
});
