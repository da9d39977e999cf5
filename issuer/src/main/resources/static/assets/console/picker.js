/** The dialog in which folders and files are chosen, instead of typed. */

import { button } from "/assets/dialog.js";
import { make } from "/assets/make.js";
import { directFiles } from "/assets/console/direct-files.js";
import { encodeKey } from "/edgepass-client.js";

const MOST_FILES = 60;
const dialog = document.getElementById("picker");
const trail = dialog.querySelector("[data-trail]");
const folders = dialog.querySelector("[data-folders]");
const files = dialog.querySelector("[data-files]");
const heading = dialog.querySelector("h2");
const state = dialog.querySelector("[data-state]");
const chooseAll = dialog.querySelector("[data-choose]");

let call;
let target;
/** Whether one folder is wanted, rather than any number of folders and files. */
let one = false;
let at = "";
let asked = 0;
/** Media tokens that were fetched for the pictures, by the folder that they open. */
const tokens = new Map();

/** @param authorized the API, with a login; the buttons `[data-pick]` of a form get the dialog for the form's field of that name */
export function pickWith(authorized) {
  call = authorized;
  document.querySelectorAll("[data-pick]").forEach((opener) => {
    opener.addEventListener("click", () => {
      target = opener.form.elements[opener.dataset.pick];
      one = target instanceof HTMLInputElement;
      heading.textContent = one ? "Choose a folder" : "Choose folders or files";
      dialog.showModal();
      go(at);
    });
  });
  chooseAll.addEventListener("click", () => choose(at));
  dialog.querySelector("[data-done]").addEventListener("click", () => dialog.close());
}

async function go(folder) {
  at = folder;
  const mine = ++asked;
  chooseAll.hidden = folder === "";
  chooseAll.textContent = `${one ? "Choose" : "Add"} the folder ${folder}`;
  trail.replaceChildren(...steps(folder));
  state.textContent = "Looking…";
  folders.replaceChildren();
  files.replaceChildren();
  try {
    const [inside, direct] = await Promise.all([
      call(`/folders?${new URLSearchParams({ in: folder })}`),
      folder === "" || one ? { files: [], complete: true } : directFiles((query) => call(`/objects?${new URLSearchParams(query)}`), folder, MOST_FILES),
    ]);
    if (mine !== asked) {
      return;
    }
    folders.replaceChildren(...inside.folders.map((name) => folderOf(name, folder)));
    files.replaceChildren(...direct.files.map(fileOf));
    state.textContent = told(inside, direct);
    await showPictures(folder);
  } catch (error) {
    if (mine === asked) {
      state.textContent = error.message;
    }
  }
}

function told(inside, direct) {
  if (inside.folders.length === 0 && inside.complete && direct.files.length === 0 && direct.complete) {
    return at === "" ? "Nothing here that this login may share." : `No folders${one ? "" : " and no files"} lie directly in this one.`;
  }
  return [
    inside.complete ? "" : "There are more folders than are shown: type their names.",
    direct.complete ? "" : "Not all files are shown: type the others’ names.",
    at === "" && !one ? "Files that lie in no folder aren’t shown: type their names." : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function steps(folder) {
  const names = folder.split("/").filter(Boolean);
  return ["", ...names].map((name, i) => {
    const to = names.slice(0, i).map((one) => `${one}/`).join("");
    return make("li", {}, to === folder ? make("span", { textContent: name || "All folders", ariaCurrent: "true" }) : button("step", name || "All folders", "", () => go(to)));
  });
}

function folderOf(name, parent) {
  const open = button("folder", name.slice(parent.length), "open", () => go(name));
  return make("li", {}, open, button("quiet small", one ? "Choose" : "Add", name, () => choose(name)));
}

function fileOf({ key, thumbnailKey, contentType }) {
  const name = key.slice(key.lastIndexOf("/") + 1);
  const made = make("button", { type: "button", className: "tile" }, make("span", { textContent: name }));
  made.setAttribute("aria-label", `Add ${name}`);
  if (thumbnailKey || contentType.startsWith("image/")) {
    made.prepend(make("img", { alt: "", loading: "lazy", decoding: "async" }));
    made.firstChild.dataset.key = thumbnailKey ?? key;
  }
  made.addEventListener("click", () => choose(key));
  return make("li", {}, made);
}

/** One token opens a folder and all in it: it is fetched once, and where pictures are to be seen. */
async function showPictures(folder) {
  const pictures = files.querySelectorAll("img");
  if (pictures.length === 0) {
    return;
  }
  try {
    const known = [...tokens.keys()].find((opened) => folder.startsWith(opened) && Date.parse(tokens.get(opened).expiresAt) > Date.now() + 60_000);
    const token = known === undefined ? await call("/access-token", { body: { paths: [folder], ttl: "PT15M" } }) : tokens.get(known);
    tokens.set(known ?? folder, token);
    pictures.forEach((picture) => (picture.src = token.baseUrl + encodeKey(picture.dataset.key)));
  } catch {
    // The names are there all the same.
  }
}

function choose(path) {
  if (one) {
    target.value = path;
    dialog.close();
    return;
  }
  const lines = target.value.split("\n").map((line) => line.trim()).filter(Boolean);
  if (!lines.includes(path)) {
    lines.push(path);
    target.value = lines.join("\n");
    target.dispatchEvent(new Event("input", { bubbles: true }));
  }
  state.textContent = `${path} is added.`;
}
