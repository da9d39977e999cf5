import { createMediaClient } from "/edgepass-client.js";
import { askForLogin, call, everything, forgetLogin, subjectOf, takeLogin } from "/assets/api.js";
import { formatSize } from "/assets/media/media-kinds.js";
import { enableLightbox } from "/assets/media/lightbox.js";
import { showObjects } from "/assets/media/media-grid.js";
import { watchAccess } from "/edgepass-client/watch.js";

const MAX_PATHS = 200;

const grid = document.getElementById("grid");
const notice = document.getElementById("notice");
const status = document.getElementById("status");

/** The fewest scopes that open all of `objects`: their top folders, and whatever lies beside those. */
function scopesOf(objects) {
  const scopes = new Set(
    objects.map(({ key }) => (key.includes("/") ? key.slice(0, key.indexOf("/") + 1) : key)),
  );
  return [...scopes].slice(0, MAX_PATHS);
}

/** As {@link scopesOf}, where the login opens less than the top folder: one level deeper each time. */
async function openClient(login, objects) {
  for (let depth = 1; ; depth++) {
    const paths = depth === 1 ? scopesOf(objects) : deeper(objects, depth);
    const client = createMediaClient({ name: nameOf(login, paths), token: () => call("/access-token", { body: { paths }, login }) });
    try {
      await client.start();
      return client;
    } catch (error) {
      client.stop();
      if (error.code !== "path-not-allowed" || depth > 8) {
        throw error;
      }
    }
  }
}

/** Its tabs and reloads use one token, and so what the browser has cached. */
function nameOf(login, paths) {
  return `gallery ${subjectOf(login)} ${paths.join(" ")}`;
}

function deeper(objects, depth) {
  const scopes = new Set(
    objects.map(({ key }) => {
      const segments = key.split("/");
      return segments.length > depth ? segments.slice(0, depth).join("/") + "/" : key;
    }),
  );
  return [...scopes].slice(0, MAX_PATHS);
}

function showStatus(session, objects) {
  const bytes = objects.reduce((sum, { size }) => sum + size, 0);
  document.getElementById("count").textContent = `${objects.length} objects, ${formatSize(bytes)}`;
  document.getElementById("expires").textContent = new Date(session.current.expiresAt).toLocaleString();
  document.getElementById("renewals").textContent = String(session.renewals);
  status.hidden = false;
}

function showFreshness({ position, ageMs }) {
  document.getElementById("freshness").textContent = `${(ageMs / 1000).toFixed(1)} s old, position ${position}`;
}

function say(title, text) {
  notice.querySelector("h2").textContent = title;
  notice.querySelector("p").textContent = text;
  notice.hidden = false;
}

async function main() {
  const panel = document.getElementById("login");
  let login = (await takeLogin()) ?? (await askForLogin(panel));
  let objects;
  for (;;) {
    try {
      objects = await everything((cursor) => call(`/objects?limit=1000${cursor ? `&cursor=${cursor}` : ""}`, { login }));
      break;
    } catch (error) {
      if (error.status !== 401) {
        return say(error.title ?? "The issuer doesn't answer", error.message);
      }
      forgetLogin();
      login = await askForLogin(panel, "That login isn't accepted or has expired.");
    }
  }
  document.getElementById("who").textContent = subjectOf(login);
  if (objects.length === 0) {
    return say("Nothing here yet", "This login opens no folder with media in it.");
  }
  let session;
  try {
    session = await openClient(login, objects);
  } catch (error) {
    return say(error.title ?? "The issuer doesn't answer", error.message);
  }
  const board = showObjects(grid, objects, session, { failed: (key) => watch.suspect(key) });
  const closeLightbox = enableLightbox(board, document.getElementById("lightbox"), session);
  showStatus(session, objects);
  session.addEventListener("token", () => showStatus(session, objects));
  const hide = (title, text) => {
    board.hide();
    closeLightbox();
    status.hidden = true;
    say(title, text);
  };
  const watch = watchAccess({
    session,
    keys: objects.map(({ key }) => key),
    refused: () => hide("Access was revoked", "The edge refuses this page's token. The page asks for a new one."),
    granted: () => {
      notice.hidden = true;
      board.show();
      showStatus(session, objects);
    },
    closed: (key) => {
      board.close(key);
      closeLightbox(key);
    },
    opened: (key) => board.open(key),
    spent: () => session.spend(),
    answered: showFreshness,
  });
  session.addEventListener("ended", ({ detail }) => {
    watch.stop();
    hide(detail.error.title ?? "The issuer doesn't answer", detail.error.message);
  });
}

main();
