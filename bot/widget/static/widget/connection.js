// The line to the front line: numbered events in, messages with their own ids out.
// What is not acknowledged is kept in the browser and sent again; the server drops what it knows.

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 15000;
const HEARTBEAT_MS = 25000;
const ANSWER_WITHIN_MS = 10000;
const TYPING_EVERY_MS = 3000;

export class Connection {
  constructor(settings, listener) {
    this.settings = settings;
    this.listener = listener;
    this.store = new Store(settings.widget);
    this.unsent = this.store.read("unsent", []);
    this.seen_ = 0;
    this.attempts = 0;
    this.socket = null;
    this.connecting = false;
    this.talk = null;
    this.wanted = false;
    this.lastTyping = 0;
  }

  hasTalk() {
    return Boolean(this.store.read("resume", null));
  }

  open() {
    if (this.wanted) return;
    this.wanted = true;
    this.listener.pending(this.unsent);
    this.connect();
    window.addEventListener("online", () => this.reconnectNow());
    window.addEventListener("offline", () => this.drop());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.reconnectNow();
    });
  }

  send(frame, label) {
    const message = { ...frame, id: newId() };
    this.unsent.push({ frame: message, label: label || frame.text || null });
    this.keep();
    this.transmit(message);
  }

  typing() {
    const now = Date.now();
    if (now - this.lastTyping < TYPING_EVERY_MS) return;
    this.lastTyping = now;
    this.transmit({ type: "typing" });
  }

  seen(seq) {
    this.transmit({ type: "seen", seq });
  }

  async upload(file) {
    const form = new FormData();
    form.append("file", file, file.name);
    const answer = await fetch(`${this.settings.base}/chat/v1/files`, {
      method: "POST",
      headers: { Authorization: `Bearer ${this.token}` },
      body: form,
    }).catch(() => null);
    if (answer && answer.ok) return;
    const problem = answer ? await answer.json().catch(() => ({})) : {};
    this.listener.frame({ type: "refused", id: null, ...(problem.error || {}), code: "file" });
  }

  sharesPage() {
    return this.store.read("sharePage", false);
  }

  sharePage(agreed) {
    this.store.write("sharePage", agreed);
    this.restart();
  }

  setStep(step) {
    this.settings.step = step;
  }

  setIdentity(identity) {
    this.settings.identity = identity;
    this.restart();
  }

  restart() {
    if (this.socket) this.socket.close();
  }

  async connect() {
    if (this.connecting) return;
    this.connecting = true;
    this.listener.state("connecting");
    try {
      const start = await this.start();
      this.token = start.token;
      if (start.conversation !== this.talk) this.seen_ = 0;
      this.talk = start.conversation;
      this.store.write("resume", start.resume);
      this.listener.started(start);
      this.openSocket();
    } catch {
      this.retry();
    } finally {
      this.connecting = false;
    }
  }

  async start() {
    const shared = this.sharesPage();
    const body = {
      widget: this.settings.widget,
      language: this.settings.language,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
      resume: this.store.read("resume", null),
      identity: this.settings.identity,
      page: shared ? { url: location.href.slice(0, 500), step: this.settings.step } : null,
    };
    const answer = await fetch(`${this.settings.base}/chat/v1/start`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  openSocket() {
    const address = `${this.settings.base.replace(/^http/, "ws")}/chat/v1/socket`;
    const socket = new WebSocket(address);
    this.socket = socket;
    socket.onopen = () => this.transmit({ type: "hello", token: this.token, seen: this.seen_ });
    socket.onmessage = (event) => {
      if (this.socket === socket) this.receive(JSON.parse(event.data));
    };
    socket.onclose = () => {
      if (this.socket === socket) this.drop();
    };
  }

  // A line that is gone often says nothing: it is given up without waiting for its end.
  drop() {
    const socket = this.socket;
    if (!socket) return;
    this.socket = null;
    clearInterval(this.heartbeat);
    this.heard();
    socket.close();
    this.retry();
  }

  heard() {
    clearTimeout(this.silence);
    this.silence = null;
  }

  receive(frame) {
    this.heard();
    if (frame.type === "welcome") {
      this.attempts = 0;
      this.listener.state("connected");
      this.heartbeat = setInterval(() => this.transmit({ type: "ping" }), HEARTBEAT_MS);
      this.listener.frame(frame);
      for (const { frame: waiting } of this.unsent) this.transmit(waiting);
      return;
    }
    if (frame.type === "event") {
      if (frame.seq <= this.seen_) return;
      this.seen_ = frame.seq;
      if (frame.client_id) this.settle(frame.client_id);
    }
    if (frame.type === "ack") this.settle(frame.id);
    if (frame.type === "refused") this.refused(frame);
    this.listener.frame(frame);
  }

  refused(frame) {
    if (frame.code === "store_busy") {
      setTimeout(() => this.resend(frame.id), 2000);
    } else if (frame.code === "too_many") {
      setTimeout(() => this.resend(frame.id), 1500);
    } else {
      this.settle(frame.id);
    }
  }

  resend(id) {
    const waiting = this.unsent.find(({ frame }) => frame.id === id);
    if (waiting) this.transmit(waiting.frame);
  }

  settle(id) {
    this.unsent = this.unsent.filter(({ frame }) => frame.id !== id);
    this.keep();
  }

  keep() {
    this.store.write("unsent", this.unsent);
    this.listener.pending(this.unsent);
  }

  transmit(frame) {
    if (this.socket && this.socket.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify(frame));
      const isAnswered = frame.type !== "typing" && frame.type !== "seen";
      if (isAnswered) this.silence ??= setTimeout(() => this.drop(), ANSWER_WITHIN_MS);
    }
  }

  retry() {
    this.listener.state("offline");
    const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.attempts);
    this.attempts += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), Math.random() * ceiling + 100);
  }

  reconnectNow() {
    if (this.socket || !this.wanted) return;
    clearTimeout(this.timer);
    this.attempts = 0;
    this.connect();
  }
}

class Store {
  constructor(widget) {
    this.prefix = `hamsafar.${widget}.`;
    this.memory = {};
  }

  read(name, otherwise) {
    try {
      const kept = localStorage.getItem(this.prefix + name);
      return kept === null ? otherwise : JSON.parse(kept);
    } catch {
      return name in this.memory ? this.memory[name] : otherwise;
    }
  }

  write(name, value) {
    this.memory[name] = value;
    try {
      localStorage.setItem(this.prefix + name, JSON.stringify(value));
    } catch {
      // A browser without storage keeps the talk until the page is closed.
    }
  }
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
