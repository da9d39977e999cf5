import { createMediaSession } from "/edgepass-client.js";
import { call, everything } from "/assets/api.js";
import { enterLink, opensAt, tokenMemory } from "/assets/link-entry.js";
import { enableLightbox, showObjects, watchAccess } from "/assets/media-grid.js";

const grid = document.getElementById("grid");
const notice = document.getElementById("notice");
const panel = document.getElementById("password");
const title = document.getElementById("title");
const subtitle = document.getElementById("subtitle");

const WORDS = {
  "link-not-found": ["This link doesn't exist", "Check that the whole link was copied."],
  "link-closed": ["This link was taken back", "Whoever sent it to you has closed it."],
  "link-expired": ["This link has expired", "Ask whoever sent it to you for a new one."],
  blocked: ["This link is blocked", "Ask whoever sent it to you."],
  revoked: ["Access was taken back", "Ask whoever sent you the link."],
};

function end(error) {
  grid.replaceChildren();
  panel.hidden = true;
  const [head, text] = error.code === "link-not-active" ? ["This link isn't open yet", opensAt(error.message)] : WORDS[error.code] ?? [error.title ?? "That didn't work", error.message];
  notice.querySelector("h2").textContent = head;
  notice.querySelector("p").textContent = text;
  notice.dataset.code = error.code ?? "";
  notice.hidden = false;
  subtitle.textContent = "";
}

function askForPassword(message) {
  panel.querySelector("[data-message]").textContent = message;
  panel.hidden = false;
  const form = panel.querySelector("form");
  form.elements.password.focus();
  return new Promise((resolve) => {
    form.onsubmit = (event) => {
      event.preventDefault();
      const password = form.elements.password.value;
      form.reset();
      resolve(password);
    };
  });
}

async function main() {
  const secret = location.pathname.slice(location.pathname.lastIndexOf("/") + 1);
  const memory = tokenMemory(localStorage, secret);
  const exchange = (body) => call("/share-links/access-token", { body });
  let link;
  const session = createMediaSession({
    fetchToken: async (current) => {
      if (current) {
        link = await exchange({ token: current.token });
        memory.keep(link.token);
      } else {
        link = await enterLink({ secret, memory, exchange, askForPassword });
      }
      return link;
    },
  });
  session.addEventListener("ended", () => memory.forget());
  try {
    await session.start();
  } catch (error) {
    session.stop();
    return end(error);
  }
  panel.hidden = true;
  title.textContent = link.label ?? "Shared with you";
  document.title = title.textContent;
  subtitle.textContent = link.linkExpiresAt ? `Open until ${new Date(link.linkExpiresAt).toLocaleString()}` : "";
  try {
    const objects = await everything((cursor) =>
      call("/share-links/objects", { body: { token: session.current.token, limit: 1000, ...(cursor ? { cursor } : {}) } }));
    if (objects.length === 0) {
      return end({ title: "Nothing here yet", message: "The folder is empty." });
    }
    showObjects(grid, objects, session, { allowDownload: link.allowDownload });
    enableLightbox(grid, document.getElementById("lightbox"), session);
    session.addEventListener("ended", ({ detail }) => end(detail.error));
    // The edge refuses first; the issuer says why.
    watchAccess(objects[0].key, session, () => {
      session.stop();
      memory.forget();
      exchange({ token: session.current.token })
        .then(() => end({ code: "revoked" }))
        .catch(end);
    });
  } catch (error) {
    end(error);
  }
}

main();
