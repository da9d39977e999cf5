/** Plays a recording of many files (HLS): by the browser itself, else by hls.js, which is loaded only then. */

const PLAYER = "/assets/vendor/hls.js/dist/hls.min.mjs";
const NATIVE = "application/vnd.apple.mpegurl";

/**
 * @param {HTMLVideoElement} video
 * @param {string} key of the manifest
 * @param {(text: string) => void} failed what the viewer is told
 * @returns {Promise<() => void>} ends it
 */
export async function playStream(video, key, session, failed) {
  if (!globalThis.MediaSource && !globalThis.ManagedMediaSource) {
    if (video.canPlayType(NATIVE) === "") {
      failed("This browser can't play it.");
    } else {
      video.src = session.url(key);
      video.addEventListener("error", () => failed("It can't be played at the moment."));
    }
    return () => {};
  }
  const { default: Hls } = await import(PLAYER);
  const views = new URL("/view/", session.url(key)).href;
  const hls = new Hls({
    enableWorker: false, // It would be of a blob: the pages' policy has none.
    xhrSetup: (request, url) => request.open("GET", current(url, views, session)),
  });
  hls.on(Hls.Events.ERROR, (event, { fatal, response }) => {
    if (fatal || response?.code === 403) {
      hls.stopLoad();
      failed("It can't be played at the moment.");
    }
  });
  hls.loadSource(session.url(key));
  hls.attachMedia(video);
  return () => hls.destroy();
}

/** The same object under the token in use: its key is what follows the token. What isn't media stays as it is. */
export function current(url, views, session) {
  return url.startsWith(views) ? session.url(new URL(url).pathname.split("/").slice(3).map(decodeURIComponent).join("/")) : url;
}
