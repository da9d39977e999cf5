// Plays streams in a real browser, on a page that is a stranger to issuer and edge. Driven by StreamPlayer:
//
//   node player.mjs <chromium> <issuer URL> <docs/streaming.md>
//
// One command a line on stdin, one answer a line on stdout, both JSON; an answer has `value`, or `failed` with what went wrong.
import fs from "node:fs";
import http from "node:http";
import readline from "node:readline";
import { launch } from "./support.mjs";

const [executablePath, issuer, documentFile] = process.argv.slice(2);
const TIMEOUT = 120_000;
const installed = (file) => fs.readFileSync(new URL(`node_modules/${file}`, import.meta.url));
const FILES = {
  "/hls.mjs": installed("hls.js/dist/hls.min.mjs"),
  "/shaka.js": installed("shaka-player/dist/shaka-player.compiled.js"),
  "/video.js": installed("video.js/dist/video.min.js"),
  "/video.mjs": 'import "/video.js"; export default globalThis.videojs;',
  "/shaka.mjs": 'import "/shaka.js"; export default globalThis.shaka;',
};
const SCRIPTS = [...fs.readFileSync(documentFile, "utf8").matchAll(/```js\n(.*?)```/gs)].map((block) =>
  block[1].replaceAll("https://issuer.example", issuer),
);

const FEW_SECONDS_OF_VIDEO_JS = `<script type="module">
import videojs from "video.js";
Object.assign(videojs.Vhs, { GOAL_BUFFER_LENGTH: 4, MAX_GOAL_BUFFER_LENGTH: 4 });
</script>`;

let scripts = [];
let token = null;
let page = null;
let answers = [];

/** The players buffer little, so that a short stream has an end that isn't loaded yet. */
function html() {
  return `<!doctype html><meta charset="utf-8"><title>A stream</title><link rel="icon" href="data:,">
<script type="importmap">{"imports": {"hls.js": "/hls.mjs", "shaka-player": "/shaka.mjs", "video.js": "/video.mjs"}}</script>
<video muted></video>
<script type="module">
import Hls from "hls.js";
Hls.DefaultConfig = { ...Hls.DefaultConfig, maxBufferLength: 4, maxMaxBufferLength: 4 };
</script>
${scripts.some((number) => SCRIPTS[number].includes('"video.js"')) ? FEW_SECONDS_OF_VIDEO_JS : ""}
<script type="module">
const video = document.querySelector("video");
const fetchToken = async () => (await fetch("/token")).json();
const { baseUrl } = await fetchToken();
const ended = (status) => { window.endedWith = status ?? "no status"; };
${scripts.map((number) => SCRIPTS[number]).join("\n")}
if (typeof player !== "undefined") player.configure?.("streaming.bufferingGoal", 4);
window.media = typeof media === "undefined" ? null : media;
</script>`;
}

const server = http.createServer((request, response) => {
  const file = FILES[request.url];
  if (file !== undefined) {
    response.setHeader("content-type", "text/javascript").end(file);
  } else if (request.url === "/token") {
    response.setHeader("content-type", "application/json").end(JSON.stringify(token));
  } else {
    response.setHeader("content-type", "text/html").end(html());
  }
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await launch(executablePath);

/** A page is loaded before a script of it that waits has ended. */
const scriptEnded = () => page.waitForFunction(() => "media" in window);

const commands = {
  origin: () => origin,

  /** A new page in a new profile, with the scripts of those numbers in the document. */
  async open(command) {
    await page?.context().close();
    ({ scripts, token } = command);
    answers = [];
    page = await browser.newPage();
    page.setDefaultTimeout(TIMEOUT);
    page.on("response", (response) => {
      if (!response.url().startsWith(`${origin}/`) && !response.url().startsWith(`${issuer}/edgepass-client`)) {
        answers.push(response);
      }
    });
    await page.goto(origin);
  },

  /** Plays until a second more of the stream was shown, and pauses; where it stands then. */
  play: () =>
    page.evaluate(async (timeout) => {
      const video = document.querySelector("video");
      const until = (reached) =>
        new Promise((resolve, reject) => {
          const late = setTimeout(() => reject(new Error(`stands at ${video.currentTime}, ended with ${window.endedWith}`)), timeout);
          const check = () => (reached() ? resolve(clearTimeout(late)) : setTimeout(check, 50));
          check();
        });
      await until(() => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !video.seeking);
      const from = video.currentTime;
      const frames = video.getVideoPlaybackQuality().totalVideoFrames;
      await video.play();
      await until(() => video.currentTime > from + 1 && video.getVideoPlaybackQuality().totalVideoFrames > frames);
      video.pause();
      return video.currentTime;
    }, TIMEOUT),

  seek: ({ seconds }) =>
    page.evaluate((to) => {
      document.querySelector("video").currentTime = to;
    }, seconds),

  async renew(command) {
    token = command.token;
    await scriptEnded();
    await page.evaluate(() => window.media.renew());
  },

  /** What the page's script makes of each URL that a player asks for. */
  async current({ urls }) {
    await scriptEnded();
    return page.evaluate((asked) => asked.map((url) => window.media.fresh(url)), urls);
  },

  /** Waits until the page's script says that there is nothing more to play; the status that it was told. */
  ended: async () => (await page.waitForFunction(() => window.endedWith)).jsonValue(),

  /** What was answered to the players: URL, status and media type. */
  answers: () =>
    Promise.all(
      answers.map(async (answer) => ({ url: answer.url(), status: answer.status(), type: await answer.headerValue("content-type") })),
    ),

  /** The bytes of one answer as the browser got them, in base64. */
  body: async ({ url }) => (await answers.find((answer) => answer.url() === url).body()).toString("base64"),
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  let answer;
  try {
    answer = { value: (await commands[command.do](command)) ?? null };
  } catch (error) {
    answer = { failed: String(error) };
  }
  console.log(JSON.stringify(answer));
}
await browser.close();
server.close();
