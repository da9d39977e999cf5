/** What the upload page shows: the link's terms, a row for each file, how far all of them are, and the end. */

import { make } from "../make.js";
import { icon } from "../media/icons.js";
import { formatSize } from "../media/media-kinds.js";
import { FileRow } from "./file-row.js";
import { Rate } from "./rate.js";
import { endInWords, lostInWords, sendInWords, stateInWords, termsInWords, totalInWords, unfitInWords } from "./words.js";

const EVERY_MS = 100;
const byId = (id) => document.getElementById(id);
const drop = byId("drop");
const bar = byId("bar");
const end = byId("end");
const choose = byId("choose");
const title = byId("title");
const canDrop = matchMedia("(any-hover: hover)");
const sender = byId("sender")?.textContent ?? "";
const uploader = byId("uploader");

export class UploadView {
  #rows = new Map();
  #rates = new Map();
  #rate = new Rate();
  #due;

  /**
   * @param {object} options
   * @param {() => {link: object, sent: object[], pending: object[], stopped: Error | null}} options.shown
   * @param {(transfer: object) => void} options.remove
   * @param {(transfer: object) => void} options.retry
   * @param {() => void} options.more after the end
   */
  constructor(options) {
    Object.assign(this, options);
    drop.prepend(icon("upload"));
    end.prepend(make("span", { className: "good" }, icon("check")));
    end.querySelector("button").addEventListener("click", () => {
      options.more();
      drop.querySelector("button").focus();
    });
  }

  /** Soon, and not for each of many changes. */
  refresh() {
    this.#due ??= setTimeout(() => this.show(), EVERY_MS);
  }

  show() {
    clearTimeout(this.#due);
    this.#due = undefined;
    this.#show(this.shown());
  }

  sayName(text) {
    byId("uploader-wrong").textContent = text;
    uploader.setAttribute("aria-invalid", String(text !== ""));
    if (text !== "") {
      uploader.focus();
    }
  }

  sayLeftOut(text) {
    byId("left-out").textContent = text;
  }

  /** To a screen reader. */
  tell(text) {
    byId("news").textContent = text;
  }

  #show({ link, sent, pending, stopped }) {
    const name = link.label ?? (sender ? `Send files to ${sender}` : "Send files");
    title.textContent = name;
    byId("terms").replaceChildren(...termsInWords(link).map((text) => make("li", { textContent: text })));
    this.#showRows(sent, pending, link, stopped);
    const lost = sent.filter(({ state }) => state === "lost").length;
    drop.querySelector("[data-head]").textContent = lost > 0 ? lostInWords(lost) : canDrop.matches ? "Drop files here" : "Pictures, films, any files";
    drop.querySelector("[data-hint]").textContent = `Each up to ${formatSize(link.maxFileBytes)}. Files wait until ${sender || "the sender of this link"} accepts them.`;
    const busy = this.#showTotal(sent, pending, !navigator.onLine || stopped !== null);
    document.title = [busy, name, sender].filter(Boolean).join(" · ");
  }

  #showRows(sent, pending, link, stopped) {
    const all = [...sent, ...pending];
    const list = byId("list");
    for (const [transfer, row] of this.#rows) {
      if (!all.includes(transfer)) {
        this.#leave(row.element);
        this.#rows.delete(transfer);
      }
    }
    for (const transfer of all) {
      if (!this.#rows.has(transfer)) {
        const row = new FileRow({ name: transfer.name, size: transfer.size, type: transfer.file?.type }, { remove: () => this.remove(transfer), retry: () => this.retry(transfer) });
        this.#rows.set(transfer, row);
        this.#rates.set(transfer, new Rate());
        list.append(row.element);
      }
      this.#rows.get(transfer).show(this.#stateOf(transfer, link, stopped));
    }
  }

  /** A row that goes gives the keyboard's place to the next one. */
  #leave(row) {
    if (row.contains(document.activeElement)) {
      const other = row.nextElementSibling ?? row.previousElementSibling;
      (other?.querySelector("button:not([hidden])") ?? drop.querySelector("button")).focus();
    }
    row.remove();
  }

  #stateOf(transfer, link, stopped) {
    const { state, bytes, size, resting } = transfer;
    if (state === "chosen" || state === "unfit") {
      return { state, bytes: 0, said: state === "chosen" ? "Ready to send" : unfitInWords(transfer.reason, link), canRetry: false, canRemove: true };
    }
    const online = navigator.onLine;
    const halted = !online || stopped || resting;
    const rate = this.#rates.get(transfer);
    halted ? rate.reset() : rate.add(bytes, performance.now());
    return {
      state: halted && (state === "queued" || state === "uploading") ? "paused" : state,
      bytes,
      said: stateInWords(transfer, { sender, online, stopped }, rate.secondsFor(size - bytes)),
      canRetry: state === "failed" && !stopped && transfer.error?.code !== "file-changed",
      canRemove: state !== "done" && !stopped,
    };
  }

  /** @returns what the tab's title says of it, or "" */
  #showTotal(sent, pending, halted) {
    const chosen = pending.filter(({ state }) => state === "chosen");
    const done = sent.filter(({ state }) => state === "done");
    const over = sent.length > 0 && done.length === sent.length && pending.length === 0;
    const sum = (transfers, of) => transfers.reduce((total, one) => total + one[of], 0);
    const [bytes, size] = [sum(sent, "bytes"), sum(sent, "size")];
    halted ? this.#rate.reset() : this.#rate.add(bytes, performance.now());
    bar.hidden = over || (sent.length === 0 && chosen.length === 0);
    bar.querySelector("progress").value = size === 0 ? 0 : bytes / size;
    bar.querySelector("progress").hidden = sent.length === 0;
    const [count, rest] = totalInWords({ count: sent.length, done: done.length, bytes, size }, this.#rate.secondsFor(size - bytes));
    byId("total").replaceChildren(...(sent.length === 0 ? [] : [make("span", { className: "count", textContent: count }), make("span", { className: "soft", textContent: rest })]));
    const button = bar.querySelector("button");
    const hadFocus = document.activeElement === button;
    button.hidden = chosen.length === 0;
    button.textContent = sendInWords({ count: chosen.length, size: sum(chosen, "size") });
    if (hadFocus && button.hidden) {
      drop.querySelector("button").focus();
    }
    this.#showEnd(over, { count: sent.length, size });
    return sent.length > 0 && !over ? `${Math.floor((100 * bytes) / size)}%` : "";
  }

  #showEnd(over, total) {
    if (over === end.hidden) {
      const hadFocus = choose.contains(document.activeElement) || document.activeElement === document.body;
      [end.querySelector("h2").textContent, end.querySelector("p").textContent] = endInWords(over ? total : { count: 0, size: 0 }, sender);
      end.hidden = !over;
      choose.classList.toggle("away", over);
      if (over && hadFocus) {
        end.querySelector("h2").focus();
      }
    }
  }
}
