// Writing to the traveller or a note for the desk; ready answers by name.

import { button, el, put } from "/desk/pages/dom.js";
import { word } from "/desk/pages/words.js";

const TYPING_EVERY_MS = 2500;

export class Composer {
  constructor(does) {
    this.does = does;
    this.row = null;
    this.note = false;
    this.canned = null;
    this.drafts = new Map();
    this.typedAt = 0;
    this.text = el("textarea", {
      id: "composer",
      rows: "3",
      maxlength: "4000",
      dir: "auto",
      oninput: () => this.typed(),
      onkeydown: (event) => this.key(event),
    });
    this.label = el("label", { for: "composer", class: "visually-hidden" });
    this.chosen = el("div", { class: "chosen" });
    this.list = el("ul", { class: "canned-list" });
    this.details = el(
      "details",
      { class: "canned", ontoggle: () => this.details.open && this.fill() },
      el("summary", {}, word("canned")),
      this.list,
    );
    this.noteToggle = button(word("as_note"), () => this.toggleNote(), { "aria-pressed": "false" });
    this.sendButton = button(word("send"), () => this.send(), { class: "main", title: word("shortcut_send") });
    this.element = el(
      "div",
      { class: "composer", hidden: true },
      this.label,
      this.chosen,
      this.text,
      el("div", { class: "composer-bar" }, this.details, this.noteToggle, this.sendButton),
    );
  }

  show(row, me) {
    const mayAnswer = row && row.state === "claimed" && row.agent_id === me.id;
    if (row?.id !== this.row?.id) this.changeCase(row);
    this.row = row;
    this.mayAnswer = Boolean(mayAnswer);
    this.element.hidden = !row;
    if (!mayAnswer) this.note = true;
    else if (!this.noteWanted) this.note = false;
    this.draw();
  }

  changeCase(row) {
    if (this.row) this.drafts.set(this.row.id, this.text.value);
    this.text.value = row ? (this.drafts.get(row.id) ?? "") : "";
    this.canned = null;
    this.noteWanted = false;
    this.details.open = false;
  }

  draw() {
    const name = word(this.note ? "write_note" : "write");
    put(this.label, name);
    this.text.placeholder = name;
    this.text.hidden = Boolean(this.canned);
    this.element.classList.toggle("noting", this.note);
    this.noteToggle.setAttribute("aria-pressed", String(this.note));
    this.noteToggle.hidden = !this.mayAnswer;
    this.details.hidden = this.note;
    put(
      this.chosen,
      this.canned && [
        el("p", {}, this.canned.text),
        el("p", { class: "sent", dir: "auto" }, `${word("canned_seen_as")}: `, el("bdi", {}, this.canned.sent)),
        button(word("cancel"), () => this.pick(null), { class: "quiet" }),
      ],
    );
  }

  toggleNote() {
    if (!this.mayAnswer) return;
    this.note = !this.note;
    this.noteWanted = this.note;
    this.canned = null;
    this.draw();
    this.text.focus();
  }

  async fill() {
    const ready = await this.does.cannedAnswers();
    put(
      this.list,
      ready.map((one) => el("li", {}, button(one.text, () => this.pick(one), { class: "quiet", title: one.sent }))),
    );
  }

  pick(one) {
    this.canned = one;
    this.details.open = false;
    this.draw();
    (one ? this.sendButton : this.text).focus();
  }

  typed() {
    if (this.note || Date.now() - this.typedAt < TYPING_EVERY_MS) return;
    this.typedAt = Date.now();
    this.does.typing();
  }

  key(event) {
    if (event.code !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.send();
  }

  async send() {
    const text = this.text.value.trim();
    if (!this.canned && !text) return;
    this.sendButton.disabled = true;
    const sent = this.note
      ? await this.does.note(text)
      : await this.does.reply(this.canned ? { canned: this.canned.name } : { text });
    this.sendButton.disabled = false;
    if (!sent) return;
    if (this.canned) this.pick(null);
    else this.text.value = "";
    this.text.focus();
  }
}
