import { askForLogin, call, forgetLogin, subjectOf, takeLogin } from "/assets/api.js";

const rows = document.getElementById("links");
const empty = document.getElementById("empty");
const more = document.getElementById("more");
const notice = document.getElementById("notice");
const createForm = document.getElementById("create");
const created = document.getElementById("created");
const confirmation = document.getElementById("confirm");
const panel = document.getElementById("login");

let login;
let cursor;

/** Calls the API; a login that isn't accepted any more is asked for again. */
async function authorized(path, options = {}) {
  for (;;) {
    try {
      return await call(path, { ...options, login });
    } catch (error) {
      if (error.status !== 401) {
        throw error;
      }
      forgetLogin();
      login = await askForLogin(panel, "That login isn't accepted or has expired.");
    }
  }
}

function cell(content, className) {
  const td = document.createElement("td");
  td.className = className ?? "";
  td.append(content);
  return td;
}

function when(instant) {
  return instant ? new Date(instant).toLocaleString() : "never";
}

function row(link) {
  const tr = document.createElement("tr");
  tr.dataset.id = link.id;
  const badge = Object.assign(document.createElement("span"), { className: `badge ${link.status}`, textContent: link.status });
  tr.append(
    cell(link.label ?? "(no label)", "label"),
    cell(link.paths.join(", "), "paths"),
    cell(when(link.createdAt)),
    cell(when(link.expiresAt)),
    cell(badge, "state"),
  );
  const action = document.createElement("td");
  if (link.status !== "closed") {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "danger", textContent: "Revoke" });
    button.addEventListener("click", () => revoke(link, tr));
    action.append(button);
  }
  tr.append(action);
  return tr;
}

async function list(after) {
  const query = new URLSearchParams({ limit: "50", ...(after === undefined ? {} : { cursor: after }) });
  const page = await authorized(`/share-links?${query}`);
  if (after === undefined) {
    rows.replaceChildren();
  }
  rows.append(...page.shareLinks.map(row));
  cursor = page.next ?? undefined;
  more.hidden = cursor === undefined;
  empty.hidden = rows.childElementCount > 0;
}

async function revoke(link, tr) {
  confirmation.querySelector("[data-label]").textContent = link.label ?? link.id;
  confirmation.returnValue = "";
  confirmation.showModal();
  await new Promise((resolve) => confirmation.addEventListener("close", resolve, { once: true }));
  if (confirmation.returnValue !== "revoke") {
    return;
  }
  say("working", "Taking it back…");
  try {
    const answer = await authorized(`/share-links/${link.id}`, { method: "DELETE" });
    tr.replaceWith(row({ ...link, status: "closed" }));
    report(answer);
  } catch (error) {
    say("failed", `Not revoked. ${error.title ?? ""} ${error.message}`);
  }
}

/** Says what is true and no more. */
function report(answer) {
  if (answer.state === "published") {
    say(
      "published",
      `Published at ${time(answer.publishedAt)} (accepted at ${time(answer.acceptedAt)}). ` +
        `Every location refuses the link by ${time(answer.enforcedBy)}.`,
    );
  } else {
    say(
      "accepted",
      `Accepted at ${time(answer.acceptedAt)}: the log has it, position ${answer.position}. ` +
        "It isn't published to the edge yet; that follows by itself as soon as the publisher runs.",
    );
  }
}

function time(instant) {
  return new Date(instant).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 1 });
}

function say(state, text) {
  notice.dataset.state = state;
  notice.textContent = text;
  notice.hidden = false;
}

createForm.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = new FormData(createForm);
  const paths = form.get("paths").split(/[\n,]/).map((path) => path.trim()).filter(Boolean);
  const expires = form.get("expiresAt");
  const body = {
    label: form.get("label").trim() || null,
    paths,
    expiresAt: expires ? new Date(expires).toISOString() : null,
    allowDownload: form.get("allowDownload") !== null,
  };
  try {
    const link = await authorized("/share-links", { body });
    const url = created.querySelector("input");
    url.value = link.url;
    created.hidden = false;
    url.select();
    createForm.reset();
    notice.hidden = true;
    await list();
  } catch (error) {
    say("failed", `Not created. ${error.message}`);
  }
});

created.querySelector("button").addEventListener("click", async ({ currentTarget }) => {
  await navigator.clipboard.writeText(created.querySelector("input").value);
  currentTarget.textContent = "Copied";
});

more.addEventListener("click", () => list(cursor).catch((error) => say("failed", error.message)));

document.getElementById("logout").addEventListener("click", () => {
  forgetLogin();
  location.reload();
});

async function main() {
  login = takeLogin() ?? (await askForLogin(panel));
  try {
    await list();
    document.getElementById("who").textContent = subjectOf(login);
    document.getElementById("console").hidden = false;
  } catch (error) {
    say("failed", `${error.title ?? "The issuer doesn't answer"}. ${error.message}`);
  }
}

main();
