import assert from "node:assert/strict";
import { test } from "node:test";
import { attach } from "../edgepass-client/attach.js";
import { image, Player, token } from "./browser.mjs";

function client() {
  return Object.assign(new EventTarget(), {
    current: null,
    asked: [],
    url(key) {
      return this.current.baseUrl + key;
    },
    begun: [],
    failed(key, begun) {
      this.asked.push(key);
      if (begun) {
        this.begun.push(key);
      }
    },
    renew(name) {
      this.current = token(name);
      this.dispatchEvent(new Event("token"));
    },
    restore(key) {
      this.dispatchEvent(new CustomEvent("restored", { detail: { key } }));
    },
  });
}

const url = (name) => `https://media.example/view/${name}/a`;

test("an element that is attached before the first token gets its URL with it", () => {
  const media = client();
  const shown = image();
  attach(media, shown, "a");
  assert.equal(shown.src, "");
  media.renew("t1");
  assert.equal(shown.src, url("t1"));
});

test("a picture that is shown stays, one that isn't goes on to the new token", () => {
  const media = client();
  media.renew("t1");
  const [shown, lazy] = [image(), image()];
  attach(media, shown, "a");
  attach(media, lazy, "a");
  Object.assign(shown, { complete: true, naturalWidth: 10 });
  media.renew("t2");
  assert.deepEqual([shown.src, lazy.src], [url("t1"), url("t2")]);
});

test("a link always has the token in use", () => {
  const media = client();
  media.renew("t1");
  const link = Object.assign(new EventTarget(), { href: "", isConnected: true });
  attach(media, link, "a");
  media.renew("t2");
  assert.equal(link.href, url("t2"));
});

test("a player that has begun keeps its URL over a renewal, playing or paused", () => {
  const media = client();
  media.renew("t1");
  for (const state of [{ paused: false, currentTime: 0 }, { paused: false, currentTime: 45 }, { paused: true, currentTime: 45 }]) {
    const player = new Player();
    attach(media, player, "a");
    Object.assign(player, state);
    media.renew("t2");
    assert.equal(player.loads.length, 1);
    assert.equal(player.currentTime, state.currentTime);
    media.renew("t1");
  }
});

test("a player that hasn't begun goes on to the new token", () => {
  const media = client();
  media.renew("t1");
  const player = new Player();
  attach(media, player, "a");
  media.renew("t2");
  assert.equal(player.src, url("t2"));
});

test("a player whose old URL fails goes on where it was, as it was", () => {
  const media = client();
  media.renew("t1");
  for (const paused of [true, false]) {
    const player = new Player();
    attach(media, player, "a");
    Object.assign(player, { paused, currentTime: 45, playbackRate: 1.5 });
    media.renew("t2");
    player.fail();
    assert.notEqual(player.loads[0], player.src);
    player.load();
    assert.deepEqual([player.currentTime, player.paused, player.playbackRate], [45, paused, 1.5]);
    media.renew("t1");
  }
  assert.deepEqual(media.asked, []);
});

test("a player that goes on to another film begins it anew, whether its first attachment was ended or not", () => {
  const media = client();
  media.renew("t1");
  for (const isEnded of [true, false]) {
    const player = new Player();
    const detach = attach(media, player, "a");
    Object.assign(player, { paused: false, currentTime: 45, playbackRate: 2 });
    if (isEnded) {
      detach();
    }
    attach(media, player, "b");
    player.load();
    assert.deepEqual([player.src, player.currentTime, player.paused, player.playbackRate], ["https://media.example/view/t1/b", 0, true, 1]);
    media.renew("t2");
    assert.deepEqual(player.loads.slice(1), ["https://media.example/view/t1/b", "https://media.example/view/t2/b"], "the first film doesn't come back");
    media.renew("t1");
  }
});

test("a player that fails twice on its way keeps its first place", () => {
  const media = client();
  media.renew("t1");
  const player = new Player();
  attach(media, player, "a");
  Object.assign(player, { paused: false, currentTime: 45 });
  player.fail();
  media.renew("t2");
  player.fail();
  media.renew("t3");
  player.load();
  assert.deepEqual([player.src, player.currentTime, player.paused], [url("t3"), 45, false]);
});

test("a player that stands still under an old token goes on with the new one, before the browser gives up", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const media = client();
  media.renew("t1");
  const player = new Player();
  attach(media, player, "a");
  Object.assign(player, { paused: false, currentTime: 45 });
  const seek = (readyState) => {
    Object.assign(player, { readyState, seeking: readyState < 2, currentTime: 1_800 });
    player.dispatchEvent(new Event("seeking"));
    t.mock.timers.tick(1_000);
  };
  seek(1);
  assert.equal(player.loads.length, 1, "its token is the one in use: the network is slow");
  Object.assign(player, { readyState: 4, seeking: false });
  media.renew("t2");
  seek(4);
  assert.equal(player.loads.length, 1, "it has what it needs");
  seek(1);
  assert.equal(player.src, url("t2"));
  player.load();
  assert.deepEqual([player.currentTime, player.paused], [1_800, false]);
});

test("a player that stands still when the token is renewed goes on at once", () => {
  const media = client();
  media.renew("t1");
  const player = new Player();
  attach(media, player, "a");
  Object.assign(player, { paused: false, currentTime: 45, readyState: 2 });
  media.renew("t2");
  player.load();
  assert.deepEqual([player.src, player.currentTime, player.paused], [url("t2"), 45, false]);
});

test("whether a part of what fails was shown is told with it", () => {
  const media = client();
  media.renew("t1");
  const [picture, film, played] = [image(), new Player(), new Player()];
  attach(media, picture, "a");
  attach(media, film, "b");
  attach(media, played, "c");
  played.currentTime = 45;
  picture.dispatchEvent(new Event("error"));
  film.fail();
  played.fail();
  assert.deepEqual([media.asked, media.begun], [["a", "b", "c"], ["c"]]);
});

test("an element that fails under the token in use asks for the reason, and comes back when it is granted", () => {
  const media = client();
  media.renew("t1");
  const shown = image();
  attach(media, shown, "a");
  shown.dispatchEvent(new Event("error"));
  assert.deepEqual(media.asked, ["a"]);
  shown.src = "";
  media.restore("b");
  assert.equal(shown.src, "");
  media.restore("a");
  assert.equal(shown.src, url("t1"));
  shown.src = "";
  media.restore(null);
  assert.equal(shown.src, url("t1"));
});

test("an element that left the page, or was detached, asks for nothing", () => {
  const media = client();
  media.renew("t1");
  const [gone, detached] = [image(), image()];
  attach(media, gone, "a");
  const detach = attach(media, detached, "a");
  media.renew("t2");
  gone.isConnected = false;
  detach();
  media.renew("t3");
  assert.deepEqual([gone.src, detached.src], [url("t2"), url("t2")]);
  detached.dispatchEvent(new Event("error"));
  assert.deepEqual(media.asked, []);
});
