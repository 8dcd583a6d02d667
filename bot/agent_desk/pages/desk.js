// The desk: puts the panels together, keeps them in step with the server.

import { get, post, useCsrf } from "/desk/pages/api.js";
import { Composer } from "/desk/pages/composer.js";
import { askDecision, askOutcome } from "/desk/pages/dialogs.js";
import { button, el, put } from "/desk/pages/dom.js";
import { HeaderBar } from "/desk/pages/header.js";
import { showLogin } from "/desk/pages/login.js";
import { PacketPanel } from "/desk/pages/packet.js";
import { QueuePanel } from "/desk/pages/queue.js";
import { DeskSocket } from "/desk/pages/socket.js";
import { TalkPanel } from "/desk/pages/talk.js";
import { errorWord, firstLanguage, speak, word } from "/desk/pages/words.js";

const REFRESH_AFTER_MS = 150;
const ALERT_SHOWN_MS = 6000;
const CHANGES_CASE = new Set(["claimed", "released", "given_back", "resolved", "amended", "refund_decided"]);

class Desk {
  constructor(me) {
    this.me = me;
    this.current = null;
    this.connection = "waiting";
    this.socket = new DeskSocket({
      state: (state) => {
        this.connection = state;
        this.header?.state(state);
      },
      frame: (frame) => this.hear(frame),
      signedOut: () => start("not_logged_in"),
    });
    this.build();
    document.onkeydown = (event) => this.key(event);
  }

  build() {
    this.header = new HeaderBar(this.me, {
      declare: (there) => this.declare(there ? "available" : "away"),
      speak: (language) => this.speak(language),
      signOut: () => this.signOut(),
    });
    this.header.state(this.connection);
    this.queue = new QueuePanel((caseId) => this.choose(caseId));
    this.packet = new PacketPanel();
    this.composer = new Composer({
      reply: (words) => this.do("reply", { id: crypto.randomUUID(), ...words }),
      note: (text) => this.do("note", { text }),
      typing: () => this.socket.typing(),
      cannedAnswers: () => get(`/cases/${this.current.row.id}/canned`),
    });
    this.talk = new TalkPanel(
      {
        take: () => this.do("claim"),
        takeOver: () => this.do("take-over"),
        giveBack: () => this.do("give-back"),
        release: () => this.do("release"),
        resolve: () => this.ask("resolve", askOutcome()),
        decide: (approved) => this.ask("decide", askDecision(approved)),
      },
      this.composer,
    );
    this.alerts = el("div", { class: "alerts", role: "alert" });
    this.main = el("main", { class: "desk", "data-view": "queue" }, this.queue.element, this.talk.element, this.packet.element);
    put(document.body, this.header.element, this.tabs(), this.main, this.alerts);
    this.refreshQueue();
    if (this.current) this.choose(this.current.row.id, false);
  }

  tabs() {
    const names = { queue: "queue", talk: "talk", packet: "packet" };
    const tabs = Object.entries(names).map(([view, name]) =>
      button(word(name), () => this.view(view), { "data-view": view, "aria-pressed": String(view === "queue") }),
    );
    this.tabButtons = tabs;
    return el("nav", { class: "tabs", "aria-label": word("title") }, tabs);
  }

  view(view) {
    this.main.dataset.view = view;
    for (const tab of this.tabButtons) tab.setAttribute("aria-pressed", String(tab.dataset.view === view));
  }

  hear(frame) {
    switch (frame.type) {
      case "welcome":
      case "desk":
        this.refreshSoon();
        break;
      case "case":
        this.refreshSoon();
        if (frame.case === this.current?.row.id && CHANGES_CASE.has(frame.kind)) this.reloadSoon();
        break;
      case "message":
        if (frame.case === this.current?.row.id) this.talk.add(frame.message);
        break;
      case "typing":
        if (frame.case === this.current?.row.id) this.talk.somebodyTypes();
        break;
    }
  }

  refreshSoon() {
    clearTimeout(this.refreshing);
    this.refreshing = setTimeout(() => this.refreshQueue(), REFRESH_AFTER_MS);
  }

  reloadSoon() {
    clearTimeout(this.reloading);
    this.reloading = setTimeout(() => this.reload(), REFRESH_AFTER_MS);
  }

  async refreshQueue() {
    await this.tried(async () => {
      const queue = await get("/queue");
      this.queue.show(queue);
      this.header.showPeople(queue.people);
    });
  }

  async reload() {
    const caseId = this.current?.row.id;
    await this.tried(async () => {
      const shown = await get(`/cases/${encodeURIComponent(caseId)}`);
      if (this.current?.row.id !== caseId) return;
      this.current = shown;
      this.talk.head(shown, this.me);
      for (const message of shown.messages) this.talk.add(message);
      this.packet.show(shown);
    });
  }

  async choose(caseId, turnTo = true) {
    this.queue.select(caseId);
    await this.tried(async () => {
      const shown = await get(`/cases/${encodeURIComponent(caseId)}`);
      this.current = shown;
      this.talk.show(shown, this.me);
      this.packet.show(shown);
      this.socket.watch(caseId, this.talk.last);
      if (turnTo) this.view("talk");
    });
  }

  async ask(verb, question) {
    const answer = await question;
    if (answer) await this.do(verb, answer);
  }

  async do(verb, body = {}) {
    const caseId = this.current?.row.id;
    if (!caseId) return false;
    return this.tried(async () => {
      await post(`/cases/${encodeURIComponent(caseId)}/${verb}`, body);
    });
  }

  async declare(declared) {
    await this.tried(async () => {
      await post("/me/state", { declared });
      this.me.declared = declared;
      this.header.declared();
      this.refreshSoon();
    });
  }

  async speak(language) {
    await this.tried(async () => {
      await post("/me/language", { language });
      await speak(language);
      this.build();
    });
  }

  async signOut() {
    this.socket.end();
    await this.tried(() => post("/logout"));
    start();
  }

  async tried(work) {
    try {
      await work();
      return true;
    } catch (refused) {
      if (refused.code === undefined) throw refused;
      if (refused.status === 401) {
        this.socket.end();
        start("not_logged_in");
      } else this.alert(errorWord(refused.code));
      return false;
    }
  }

  alert(text) {
    const shown = el("p", {}, text);
    this.alerts.append(shown);
    setTimeout(() => shown.remove(), ALERT_SHOWN_MS);
  }

  key(event) {
    if (!event.altKey || event.ctrlKey || event.metaKey || !this.main?.isConnected) return;
    const acts = {
      KeyN: () => this.composer.toggleNote(),
      KeyT: () => document.getElementById("take")?.click(),
      KeyJ: () => this.step(1),
      KeyK: () => this.step(-1),
    };
    if (!acts[event.code]) return;
    event.preventDefault();
    acts[event.code]();
  }

  step(by) {
    const next = this.queue.neighbour(by);
    if (next) this.choose(next);
  }
}

async function start(problem = null) {
  try {
    await enter(await get("/me"));
  } catch (refused) {
    if (refused.status !== 401) throw refused;
    await showLogin(await get("/languages"), enter, problem);
  }
}

async function enter(me) {
  useCsrf(me.csrf);
  await speak(me.language ?? firstLanguage());
  new Desk(me);
}

start();
