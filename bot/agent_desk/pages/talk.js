// The conversation: its transcript, what may be done with the case, and who writes.

import { bdi, button, el, put } from "/desk/pages/dom.js";
import { clock, word } from "/desk/pages/words.js";

const TYPING_SHOWN_MS = 4000;
const RIGHT_TO_LEFT = new Set(["fa", "ar"]);

export class TalkPanel {
  constructor(does, composer) {
    this.does = does;
    this.composer = composer;
    this.last = 0;
    this.title = el("div", { class: "talk-title" });
    this.actions = el("div", { class: "actions", role: "toolbar", "aria-label": word("case") });
    this.log = el("div", { class: "log", role: "log", "aria-label": word("transcript"), tabindex: "0" });
    this.typing = el("p", { class: "typing", role: "status" });
    this.element = el(
      "section",
      { class: "panel talk", id: "talk", "aria-label": word("talk"), tabindex: "-1" },
      el("header", {}, this.title, this.actions),
      this.log,
      this.typing,
      composer.element,
    );
    this.clear();
  }

  clear() {
    this.last = 0;
    put(this.title, el("h2", { class: "visually-hidden" }, word("talk")));
    put(this.actions);
    put(this.log, el("p", { class: "empty middle" }, word("talk_none")));
    this.composer.show(null, null);
  }

  show(shown, me) {
    this.head(shown, me);
    put(this.log);
    this.last = 0;
    for (const message of shown.messages) this.add(message, false);
    this.log.scrollTop = this.log.scrollHeight;
  }

  head(shown, me) {
    const row = shown.row;
    put(
      this.title,
      el("h2", {}, row.typology),
      el("p", { class: "line faint" }, bdi(row.number), row.booking && bdi(row.booking), el("span", {}, row.language_word), el("span", {}, row.channel), el("span", {}, row.reason)),
    );
    put(this.actions, this.buttons(row, me));
    this.composer.show(row, me);
  }

  add(message, follow = true) {
    if (message.seq <= this.last) return;
    this.last = message.seq;
    const near = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 120;
    this.log.append(bubble(message));
    if (message.sender === "traveller") put(this.typing);
    if (follow && near) this.log.scrollTop = this.log.scrollHeight;
  }

  somebodyTypes() {
    put(this.typing, word("typing_traveller"));
    clearTimeout(this.typingEnds);
    this.typingEnds = setTimeout(() => put(this.typing), TYPING_SHOWN_MS);
  }

  buttons(row, me) {
    const mine = row.agent_id === me.id;
    const chief = me.role === "supervisor";
    const open = row.state === "waiting" || row.state === "claimed";
    const held = row.state === "claimed" && mine;
    return [
      row.is_approval && chief && open && !mine && button(word("approve"), () => this.does.decide(true), { class: "main" }),
      row.is_approval && chief && open && !mine && button(word("decline"), () => this.does.decide(false)),
      row.state === "waiting" && button(word("take"), this.does.take, { class: row.is_approval ? "" : "main", id: "take" }),
      row.state === "claimed" && !mine && chief && button(word("take_over"), this.does.takeOver),
      held && button(word("resolve"), this.does.resolve, { class: "main" }),
      held && row.live_talk && button(word("give_back"), this.does.giveBack),
      held && button(word("release"), this.does.release),
    ];
  }
}

// A person may write in any script; the house's own sentences are in the message's language,
// and may begin with a name in another one.
function direction(message) {
  if (message.sender === "traveller" || message.sender === "agent") return "auto";
  return RIGHT_TO_LEFT.has(message.language) ? "rtl" : "ltr";
}

function bubble(message) {
  const note = message.audience === "desk";
  const notice = message.sender === "system" || message.kind === "owner";
  const look = note ? "note" : notice ? "notice" : message.sender;
  const who = message.agent && !notice ? message.agent : word(`sender_${message.sender}`);
  return el(
    "article",
    { class: `message ${look}`, id: `m-${message.seq}` },
    !notice &&
      el(
        "header",
        {},
        note && el("span", { class: "badge" }, word("note")),
        bdi(who),
        el("time", { datetime: message.at }, clock(message.at)),
      ),
    message.text && el("p", { class: "text", dir: direction(message), lang: note ? null : message.language }, message.text),
    message.translated && el("p", { class: "translated", dir: document.documentElement.dir, title: word("in_your_language") }, message.translated),
    message.choices.length > 0 &&
      el("ul", { class: "choices", "aria-label": word("buttons_offered") }, message.choices.map((label) => el("li", { dir: "auto" }, label))),
    message.file &&
      el("a", { class: "file", href: `/desk/api/v1/files/${encodeURIComponent(message.file.id)}`, download: message.file.name }, word("file_open"), ": ", bdi(message.file.name)),
  );
}
