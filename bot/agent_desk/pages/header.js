// The bar above: connection, people, language, availability, sign out.

import { bdi, button, el, put } from "/desk/pages/dom.js";
import { number, word } from "/desk/pages/words.js";

export class HeaderBar {
  constructor(me, does) {
    this.me = me;
    this.connection = el("p", { class: "connection", role: "status" });
    this.people = el("p", { class: "people" });
    this.available = button("", () => does.declare(me.declared !== "available"), { class: "availability" });
    const languages = el(
      "select",
      { "aria-label": word("language"), onchange: (event) => does.speak(event.target.value) },
      me.languages.map((language) =>
        el("option", { value: language.code, lang: language.code, selected: language.code === document.documentElement.lang }, language.name),
      ),
    );
    this.element = el(
      "header",
      { class: "bar" },
      el("a", { class: "skip", href: "#talk" }, word("skip_to_talk")),
      el("img", { src: "/desk/pages/icon.svg", alt: "", width: "26", height: "26" }),
      el("h1", {}, word("title")),
      this.connection,
      this.people,
      el("span", { class: "grow" }),
      this.available,
      languages,
      el("span", { class: "who" }, bdi(me.name), el("span", { class: "faint" }, word(`role_${me.role}`))),
      button(word("logout"), does.signOut, { class: "quiet" }),
    );
    this.declared();
  }

  state(state) {
    this.connection.dataset.state = state;
    put(this.connection, word(`connection_${state}`));
  }

  showPeople(count) {
    put(this.people, word("people_there"), " ", number(count));
  }

  declared() {
    this.available.dataset.state = this.me.declared;
    this.available.setAttribute("aria-pressed", String(this.me.declared === "available"));
    put(this.available, word(`state_${this.me.declared}`));
  }
}
