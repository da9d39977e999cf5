import { call } from "/assets/api.js";
import { askForPassword, hideCards, showNotice } from "/assets/share/cards.js";
import { isLater } from "/assets/share/refusals.js";
import { tabsStore } from "/assets/share/tabs-store.js";
import { takeFiles } from "/assets/upload/drop-zone.js";
import { uploaderName, uploadMemory } from "/assets/upload/memory.js";
import { isSame, matched, unfit } from "/assets/upload/plan.js";
import { put } from "/assets/upload/put.js";
import { UploadSession } from "/assets/upload/session.js";
import { Transfer } from "/assets/upload/transfer.js";
import { Transfers } from "/assets/upload/transfers.js";
import { UploadView } from "/assets/upload/upload-view.js";
import { failureInWords, leftOutInWords, stoppedInWords, stopInWords } from "/assets/upload/words.js";

const form = document.getElementById("send");

async function main() {
  const secret = location.pathname.split("/")[2];
  const memory = await uploadMemory(tabsStore, secret);
  const names = uploaderName(tabsStore);
  const kept = await memory.read();
  const session = new UploadSession({ secret, exchange: call, askForPassword, reopened: hideCards });
  let states;
  try {
    states = await session.open(kept.session, kept.files.map(({ id }) => id));
  } catch (error) {
    showNotice(stopInWords(error), error.code ?? "", isLater(error.code ?? "") || error.code === "blocked" ? () => location.reload() : null);
    return;
  }
  memory.keepSession(session.kept);
  form.elements.uploader.value = (await names.read()) ?? "";
  new Page(session, memory, names, remembered(kept.files, states, memory));
}

/** Of before a reload. What the link has in full, or not any more, isn't sent again. */
function remembered(files, states, memory) {
  const known = new Map((states ?? []).map((one) => [one.id, one]));
  return files.flatMap(({ id, etags, ...file }) => {
    const { state, partSize, parts } = known.get(id) ?? { state: "gone" };
    if (state === "gone") {
      memory.forget(id);
      return [];
    }
    if (state === "waiting") {
      memory.forget(id);
    }
    return [Object.assign(new Transfer(file), { id, etags, partSize: partSize ?? file.partSize, parts: parts ?? file.parts, state: state === "waiting" ? "done" : "lost" })];
  });
}

class Page {
  /** @type {Transfer[]} chosen and not sent yet; "chosen" or "unfit" */
  #pending = [];
  #told = new Set();

  constructor(session, memory, names, before) {
    this.session = session;
    this.names = names;
    this.transfers = new Transfers({
      call: (path, body) => session.call(path, body),
      put,
      pause,
      isOnline: () => navigator.onLine,
      keep: (transfer) => transfer.id !== undefined && (transfer.state === "done" || transfer.state === "cancelled" ? memory.forget(transfer.id) : memory.keep(transfer)),
      changed: () => this.view.refresh(),
      left: ({ filesLeft, bytesLeft }) => Object.assign(session.link, { filesLeft, bytesLeft }),
      freed: ({ size }) => {
        session.link.filesLeft += 1;
        session.link.bytesLeft += size;
        this.#check();
      },
    });
    this.view = new UploadView({ shown: () => this.#shown(), remove: (transfer) => this.#remove(transfer), retry: (transfer) => this.#retry(transfer), more: () => this.#more() });
    this.transfers.remember(before);
    before.filter(({ state }) => state === "done").forEach((transfer) => this.#told.add(transfer));
    takeFiles((files, folders) => this.#take(files, folders));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    form.elements.uploader.addEventListener("input", () => this.view.sayName(""));
    addEventListener("online", () => this.transfers.stopped === null && this.transfers.resumeAll());
    addEventListener("offline", () => this.view.refresh());
    addEventListener("beforeunload", (event) => this.#isBusy() && event.preventDefault());
    this.view.show();
    hideCards();
  }

  #shown() {
    this.#news();
    return { link: this.session.link, sent: this.transfers.all, pending: this.#pending, stopped: this.transfers.stopped };
  }

  #take(files, folders) {
    const lost = this.transfers.all.filter(({ state, error }) => state === "lost" || error?.code === "file-changed");
    const { again, fresh } = matched(lost, files);
    again.filter(([{ id }]) => id !== undefined || this.#takeName()).forEach(([transfer, file]) => this.transfers.resume(transfer, file));
    const listed = [...this.#pending, ...this.transfers.all];
    const added = fresh.filter((file) => !listed.some((one) => isSame(one, file)));
    this.#pending.push(...added.map((file) => new Transfer(file, file)));
    this.view.sayLeftOut(leftOutInWords({ folders, twice: fresh.length - added.length }));
    this.#check();
  }

  /** Which of the chosen files fit. Those that were removed have made room. */
  #check() {
    unfit(this.#pending, this.session.link).forEach((reason, i) => Object.assign(this.#pending[i], { state: reason === null ? "chosen" : "unfit", reason }));
    this.view.refresh();
  }

  /**
   * Takes the uploader's name as it is now, without which no file is announced.
   *
   * @returns whether there is one
   */
  #takeName() {
    const uploader = form.elements.uploader.value.trim();
    if (uploader === "") {
      this.view.sayName("Type your name first.");
      return false;
    }
    this.names.keep(uploader);
    this.transfers.uploader = uploader;
    return true;
  }

  #send() {
    if (!this.#takeName()) {
      return;
    }
    const fitting = this.#pending.filter(({ state }) => state === "chosen");
    if (fitting.length === 0) {
      this.view.sayLeftOut("Choose files first.");
      return;
    }
    this.view.sayLeftOut("");
    this.#pending = this.#pending.filter((one) => !fitting.includes(one));
    fitting.forEach((transfer) => (transfer.state = "queued"));
    this.transfers.send(fitting);
    this.view.tell(`Sending ${fitting.length === 1 ? fitting[0].name : `${fitting.length} files`}.`);
  }

  #remove(transfer) {
    if (this.#pending.includes(transfer)) {
      this.#pending = this.#pending.filter((one) => one !== transfer);
    } else {
      this.transfers.cancel(transfer);
    }
    this.#check();
  }

  #retry(transfer) {
    if (transfer.id === undefined && !this.#takeName()) {
      return;
    }
    this.#told.delete(transfer);
    this.transfers.resume(transfer, transfer.file);
  }

  #more() {
    this.transfers.all = this.transfers.all.filter(({ state }) => state !== "done");
    this.view.refresh();
  }

  /** Each thing once, for who doesn't see it. */
  #news() {
    const { stopped, all } = this.transfers;
    if (stopped && !this.#told.has(stopped)) {
      this.#told.add(stopped);
      const words = stoppedInWords(stopped, { count: all.length, done: all.filter(({ state }) => state === "done").length });
      // In the place of what chooses files: nothing below moves.
      document.querySelector(".stage").append(document.getElementById("notice"));
      showNotice(words, stopped.code, stopped.code === "blocked" || stopped.code === "link-not-active" ? () => this.#goOn() : null);
      document.body.dataset.state = "stopped";
    }
    for (const transfer of all.filter((one) => !this.#told.has(one))) {
      if (transfer.state === "done") {
        this.#told.add(transfer);
        this.view.tell(`${transfer.name} was received${transfer.cancelledLate ? " before it could be cancelled" : ""}. ${all.filter(({ state }) => state === "done").length} of ${all.length}.`);
      } else if (transfer.state === "failed") {
        this.#told.add(transfer);
        this.view.tell(`${transfer.name}: ${failureInWords(transfer.error)}`);
      }
    }
  }

  #goOn() {
    hideCards();
    this.transfers.resumeAll();
  }

  #isBusy() {
    return this.transfers.stopped === null && this.transfers.all.some(({ state }) => state === "queued" || state === "uploading");
  }
}

/** Ends early where the file is cancelled. */
function pause(ms, signal) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
    signal.addEventListener("abort", resolve, { once: true });
  });
}

main();
