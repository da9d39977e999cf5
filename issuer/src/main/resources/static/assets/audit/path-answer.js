/** What opened a file or folder at a moment: links and tokens, a page at a time. */

import { button } from "../dialog.js";
import { authorized } from "../login.js";
import { query, verdict } from "./answers.js";
import { badge, link, make, timeOf } from "./parts.js";
import { showProof } from "./proof.js";
import { toHash } from "./question.js";
import { wordsOf } from "./refusal.js";
import { moment } from "./times.js";
import { count, toneOf } from "./verdicts.js";

const PAGE = 50;

export async function pathAnswer({ id: path, at }) {
  if (path.endsWith("/")) {
    return [verdict("unknown", "Name a file in this folder to see what could open it at a moment. What happened to the folder is below.")];
  }
  const links = make("ul", { className: "events" });
  const tokens = make("ul", { className: "events" });
  const more = make("button", { type: "button", className: "quiet", textContent: "Load more" });
  const message = make("p", { className: "soft", role: "status" });
  const summary = make("div");
  let cursor;
  let asked = at;

  async function load() {
    const page = await authorized(`/audit/paths?${query({ path, at: asked, cursor, limit: PAGE })}`);
    // The next page is of the same moment: several records may have one time.
    asked = /^\d+$/.test(at ?? "") ? at : page.at.time;
    cursor = page.next ?? undefined;
    const { time } = page.at;
    links.append(...page.links.map((one) => linkRow(one, time)));
    tokens.append(...page.tokens.map((one) => tokenRow(one, path, time)));
    more.hidden = cursor === undefined;
    const [openBy, openWith] = [links.childElementCount, tokens.childElementCount];
    summary.replaceChildren(verdict(openWith > 0 ? "good" : "over", sentence(path, time, openBy, openWith, cursor !== undefined)));
    [links, tokens].forEach((list) => (list.previousElementSibling.hidden = list.childElementCount === 0));
  }

  const body = make("div", {}, summary, make("h3", { textContent: "Share links for it that were open" }), links, make("h3", { textContent: "Tokens that could open it" }), tokens, message, more);
  more.addEventListener("click", async () => {
    more.disabled = true;
    message.textContent = "Looking…";
    message.textContent = await load().then(() => "", wordsOf);
    more.disabled = false;
  });
  await load();
  return [body];
}

function sentence(path, at, links, tokens, isPart) {
  const atLeast = isPart ? "at least " : "";
  const opened = tokens === 0 && !isPart ? "no token" : `${atLeast}${count(tokens, "token")}`;
  const open = links === 0 && !isPart ? "no share link" : `${atLeast}${count(links, "share link")}`;
  return `On ${moment(at)}, ${opened} could open ${path} as the issuer had decided, and ${open} for it ${links === 1 ? "was" : "were"} open.`;
}

function linkRow({ id, createdBy, state, because }, at) {
  return make(
    "li",
    { className: "event" },
    badge(toneOf(state), state.replaceAll("-", " ")),
    make("div", {}, make("p", { className: "what" }, "Share link ", link(toHash({ kind: "link", id, at }), id)), make("p", { className: "soft detail", textContent: `made by ${createdBy}` })),
    proofOf(because[0], `of the share link ${id}`, "A share link was open"),
  );
}

function tokenRow({ jti, subject, link: from, issuedAt, expiresAt, issued }, path, at) {
  return make(
    "li",
    { className: "event" },
    timeOf(issuedAt),
    make(
      "div",
      {},
      make("p", { className: "what" }, "Token ", link(toHash({ kind: "token", id: jti, path, at }), jti)),
      make("p", { className: "soft detail" }, "issued to ", link(toHash({ kind: "subject", id: subject }), subject), from ? " · from share link " : "", from ? link(toHash({ kind: "link", id: from, at }), from) : "", ` · until ${moment(expiresAt)}`),
    ),
    proofOf(issued, `of the token ${jti}`, "Token issued"),
  );
}

function proofOf(event, name, title) {
  return event ? button("quiet small", "Proof", name, () => showProof(event, title)) : null;
}
