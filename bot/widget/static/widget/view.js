// What the traveller sees. Customer words are only ever text nodes.
import { css } from "./style.js";

const ICONS = {
  chat: "M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H9l-5 4V6a2 2 0 0 1 0-2z",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12l16-8-5 16-3-6z",
  clip: "M8 12l6-6a3 3 0 0 1 4 4l-8 8a5 5 0 0 1-7-7l8-8",
};

export class View {
  constructor(root, settings) {
    this.root = root;
    this.settings = settings;
    this.words = {};
    this.agent = null;
    this.lastSeq = 0;
    this.prepared = false;
  }

  on(handlers) {
    this.handlers = handlers;
    this.build();
  }

  build() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    this.root.adoptedStyleSheets = [sheet];
    this.launcher = button("launcher", icon("chat"), () => this.toggle());
    this.launcher.setAttribute("aria-expanded", "false");
    this.panel = this.buildPanel();
    this.panel.hidden = true;
    if (!this.settings.fullScreen) this.root.append(this.launcher);
    this.root.append(this.panel);
    if (this.settings.fullScreen) this.panel.classList.add("full");
    this.label(this.launcher, "open", "Chat");
  }

  buildPanel() {
    this.title = element("h2", "title");
    this.language = element("select", "language");
    this.language.addEventListener("change", () => this.handlers.language(this.language.value));
    this.closer = button("icon", icon("close"), () => this.close());
    const head = element("header", "head");
    head.append(this.title, this.language);
    if (!this.settings.fullScreen) head.append(this.closer);
    this.notice = element("p", "notice");
    this.state = element("p", "state");
    this.state.setAttribute("role", "status");
    this.log = element("div", "log");
    this.log.setAttribute("role", "log");
    this.log.tabIndex = 0;
    this.pending = element("div", "log pending");
    this.typing = element("p", "typing");
    this.typing.setAttribute("aria-live", "polite");
    this.scroller = element("div", "scroller");
    this.scroller.append(this.notice, this.log, this.pending, this.typing);
    const panel = element("section", "panel");
    panel.setAttribute("role", "dialog");
    panel.append(head, this.state, this.scroller, this.buildFoot());
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.settings.fullScreen) this.close();
    });
    return panel;
  }

  buildFoot() {
    this.box = element("textarea", "box");
    this.box.rows = 1;
    this.box.maxLength = 2000;
    this.box.dir = "auto";
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    this.box.addEventListener("input", () => this.onInput());
    this.sender = button("icon send", icon("send"), () => this.submit());
    this.picker = element("input", "picker");
    this.picker.type = "file";
    this.picker.accept = "image/jpeg,image/png,image/webp,image/gif,application/pdf";
    this.picker.tabIndex = -1;
    this.picker.setAttribute("aria-hidden", "true");
    this.picker.addEventListener("change", () => this.onFile());
    this.clip = button("icon", icon("clip"), () => this.picker.click());
    this.person = button("person", null, () => this.handlers.person());
    this.share = element("input");
    this.share.type = "checkbox";
    this.share.addEventListener("change", () => this.handlers.sharePage(this.share.checked));
    this.shareWords = element("span");
    const share = element("label", "share");
    share.append(this.share, this.shareWords);
    const row = element("div", "row");
    row.append(this.clip, this.picker, this.box, this.sender);
    const below = element("div", "below");
    below.append(this.person);
    if (!this.settings.fullScreen) below.append(share);
    const foot = element("footer", "foot");
    foot.append(row, below);
    return foot;
  }

  prepare() {
    if (this.prepared) return;
    this.prepared = true;
    this.handlers.opened();
  }

  toggle() {
    if (this.panel.hidden) this.open();
    else this.close();
  }

  open() {
    this.prepare();
    this.panel.hidden = false;
    this.launcher.setAttribute("aria-expanded", "true");
    this.launcher.classList.remove("news");
    this.label(this.launcher, "close", "Close");
    this.box.focus();
    this.scroll();
    if (this.lastSeq) this.handlers.seen(this.lastSeq);
  }

  close() {
    this.panel.hidden = true;
    this.launcher.setAttribute("aria-expanded", "false");
    this.label(this.launcher, "open", "Chat");
    this.launcher.focus();
  }

  greet(start) {
    this.language.replaceChildren(
      ...start.languages.map(({ code, name }) => {
        const option = element("option");
        option.value = code;
        option.lang = code;
        option.textContent = name;
        return option;
      }),
    );
    this.speak(start.words);
  }

  showSharing(agreed) {
    this.share.checked = agreed;
  }

  speak(words) {
    this.words = { ...this.words, ...words };
    this.title.textContent = this.word("title");
    this.panel.setAttribute("aria-label", this.word("title"));
    this.notice.textContent = this.word("notice");
    this.box.placeholder = this.word("placeholder");
    this.box.setAttribute("aria-label", this.word("placeholder"));
    this.person.textContent = this.word("person");
    this.shareWords.textContent = this.word("share_page");
    this.log.setAttribute("aria-label", this.word("transcript"));
    this.label(this.language, "language");
    this.label(this.closer, "close");
    this.label(this.sender, "send");
    this.label(this.clip, "attach");
    this.label(this.launcher, this.panel.hidden ? "open" : "close");
  }

  show(frame) {
    switch (frame.type) {
      case "welcome":
      case "language":
        this.speak(frame.words || {});
        this.language.value = frame.language;
        this.panel.dir = frame.dir;
        this.panel.lang = frame.language;
        break;
      case "event":
        this.showEvent(frame);
        break;
      case "typing":
        this.showTyping(frame.who);
        break;
      case "owner":
        this.agent = frame.agent;
        break;
      case "refused":
        if (frame.text) this.addNotice(frame.text);
        break;
    }
  }

  showEvent(frame) {
    if (frame.agent) this.agent = frame.agent;
    this.lastSeq = Math.max(this.lastSeq, frame.seq);
    this.showTyping(null);
    for (const old of this.log.querySelectorAll(".choices")) old.remove();
    const item = element("div", `message ${frame.sender}`);
    item.append(this.author(frame), this.bubble(frame));
    if (frame.choices && frame.choices.length) item.append(this.choices(frame.choices));
    this.log.append(item);
    this.scroll();
    if (this.panel.hidden && frame.sender !== "traveller") this.launcher.classList.add("news");
    else this.handlers.seen(frame.seq);
  }

  author(frame) {
    const who = element("span", "author");
    const names = { traveller: "you", assistant: "assistant", agent: "agent" };
    who.textContent = frame.agent || this.word(names[frame.sender] || "system");
    who.dir = "auto";
    return who;
  }

  bubble(frame) {
    const bubble = element("div", "bubble");
    bubble.dir = "auto";
    bubble.lang = frame.language || "";
    bubble.textContent = frame.file ? `📎 ${frame.file.name}` : frame.text;
    return bubble;
  }

  choices(offered) {
    const row = element("div", "choices");
    for (const { token, label } of offered) {
      const choice = button("choice", null, () => {
        row.remove();
        this.handlers.press(token, label);
        this.box.focus();
      });
      choice.textContent = label;
      choice.dir = "auto";
      row.append(choice);
    }
    return row;
  }

  showPending(messages) {
    const shown = messages.filter(({ label }) => label);
    this.pending.replaceChildren(
      ...shown.map(({ label }) => {
        const item = element("div", "message traveller");
        const bubble = element("div", "bubble");
        bubble.dir = "auto";
        bubble.textContent = label;
        const note = element("span", "author");
        note.textContent = this.word("sending");
        item.append(note, bubble);
        return item;
      }),
    );
    this.scroll();
  }

  showTyping(who) {
    clearTimeout(this.typingTimer);
    const sentence = who === "agent" ? "typing_agent" : "typing_assistant";
    const agent = this.agent || this.word("agent");
    this.typing.textContent = who ? this.word(sentence).replace("{$agent}", agent) : "";
    if (who) this.typingTimer = setTimeout(() => this.showTyping(null), 6000);
    this.scroll();
  }

  showConnection(state) {
    const sentence = { offline: "offline", connecting: "connecting" }[state];
    clearTimeout(this.stateTimer);
    const tell = () => {
      this.state.textContent = sentence ? this.word(sentence) : "";
    };
    if (sentence) this.stateTimer = setTimeout(tell, 700);
    else tell();
  }

  addNotice(text) {
    const item = element("div", "message system");
    const bubble = element("div", "bubble");
    bubble.dir = "auto";
    bubble.textContent = text;
    item.append(bubble);
    this.log.append(item);
    this.scroll();
  }

  onKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  onInput() {
    this.box.style.blockSize = "auto";
    this.box.style.blockSize = `${Math.min(this.box.scrollHeight, 120)}px`;
    if (this.box.value) this.handlers.typing();
  }

  onFile() {
    for (const file of this.picker.files) this.handlers.file(file);
    this.picker.value = "";
  }

  submit() {
    const text = this.box.value.trim();
    if (!text) return;
    this.box.value = "";
    this.onInput();
    this.handlers.text(text);
    this.box.focus();
  }

  scroll() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  word(name) {
    return this.words[name] || "";
  }

  label(target, name, otherwise = "") {
    target.setAttribute("aria-label", this.word(name) || otherwise);
    target.title = this.word(name) || otherwise;
  }
}

function element(tag, className) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  return made;
}

function button(className, content, pressed) {
  const made = element("button", className);
  made.type = "button";
  if (content) made.append(content);
  made.addEventListener("click", pressed);
  return made;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}
