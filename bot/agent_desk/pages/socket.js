// The desk's socket: opens again by itself and asks for what was missed.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
const SIGNED_OUT = 4401;

export class DeskSocket {
  constructor(hears) {
    this.hears = hears;
    this.seen = null;
    this.watched = { case: null, seen: 0 };
    this.wait = FIRST_WAIT_MS;
    this.ended = false;
    this.open();
  }

  open() {
    this.hears.state("waiting");
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.socket = new WebSocket(`${scheme}://${location.host}/desk/socket`);
    this.socket.addEventListener("open", () => {
      this.send({ type: "hello", seen: this.seen });
      this.sendWatch();
    });
    this.socket.addEventListener("message", (event) => this.hear(JSON.parse(event.data)));
    this.socket.addEventListener("close", (event) => this.closed(event.code));
  }

  hear(frame) {
    if (frame.type === "welcome") {
      this.wait = FIRST_WAIT_MS;
      this.seen ??= frame.event;
      this.hears.state("open");
    }
    if (frame.type === "case") this.seen = frame.id;
    if (frame.type === "message" && frame.case === this.watched.case) {
      this.watched.seen = Math.max(this.watched.seen, frame.message.seq);
    }
    this.hears.frame(frame);
  }

  closed(code) {
    if (this.ended) return;
    if (code === SIGNED_OUT) {
      this.ended = true;
      this.hears.signedOut();
      return;
    }
    this.hears.state("lost");
    setTimeout(() => this.ended || this.open(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
  }

  watch(caseId, seen) {
    this.watched = { case: caseId, seen };
    this.sendWatch();
  }

  sendWatch() {
    this.send({ type: "watch", case: this.watched.case, seen: this.watched.seen });
  }

  typing() {
    this.send({ type: "typing" });
  }

  send(frame) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  end() {
    this.ended = true;
    this.socket.close();
  }
}
