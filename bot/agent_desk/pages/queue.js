// The lists beside the conversation.

import { bdi, el, put } from "/desk/pages/dom.js";
import { clock, number, since, word } from "/desk/pages/words.js";

const LISTS = ["mine", "waiting", "matters", "others", "done"];

export class QueuePanel {
  constructor(choose) {
    this.choose = choose;
    this.lists = { mine: [], waiting: [], matters: [], others: [], done: [] };
    this.current = null;
    this.rows = new Map();
    this.body = el("div", { class: "lists" });
    this.element = el(
      "nav",
      { class: "panel queue", "aria-label": word("queue") },
      el("h2", { class: "visually-hidden" }, word("queue")),
      this.body,
    );
    setInterval(() => this.tick(), 15000);
  }

  show(queue) {
    const drawn = JSON.stringify(queue);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.lists = queue;
    this.draw();
  }

  select(caseId) {
    this.current = caseId;
    this.draw();
  }

  neighbour(step) {
    const rows = LISTS.flatMap((name) => this.lists[name] ?? []);
    const at = rows.findIndex((row) => row.id === this.current);
    return rows[at === -1 ? 0 : (at + step + rows.length) % rows.length]?.id ?? null;
  }

  tick() {
    for (const time of this.body.querySelectorAll("time[data-since]")) put(time, since(time.dateTime));
  }

  draw() {
    const focused = document.activeElement?.dataset?.case;
    put(this.body, LISTS.map((name) => this.list(name, this.lists[name] ?? [])));
    if (focused) this.body.querySelector(`[data-case="${CSS.escape(focused)}"]`)?.focus();
  }

  list(name, rows) {
    if (!rows.length && name !== "mine" && name !== "waiting") return null;
    const empty = word(name === "waiting" ? "queue_empty" : "queue_none");
    const heading = `queue-${name}`;
    return el(
      "section",
      { "aria-labelledby": heading },
      el("h3", { id: heading }, word(`queue_${name}`), " ", el("span", { class: "count" }, number(rows.length))),
      rows.length
        ? el("ul", {}, rows.map((row, place) => this.row(row, name === "waiting" ? place + 1 : null)))
        : el("p", { class: "empty" }, empty),
    );
  }

  // A row that has not changed stays the same element, so that a click on it is never lost.
  row(row, place) {
    const looks = JSON.stringify([row, place, row.id === this.current]);
    const kept = this.rows.get(row.id);
    if (kept?.looks === looks) return kept.element;
    const element = this.newRow(row, place);
    this.rows.set(row.id, { looks, element });
    return element;
  }

  newRow(row, place) {
    const badges = [
      row.class < 3 && el("span", { class: `badge class-${row.class}` }, row.class_word),
      row.is_approval && el("span", { class: "badge money" }, word("approve")),
      row.unanswered && el("span", { class: "badge new" }, word("unanswered")),
    ].filter(Boolean);
    return el(
      "li",
      {},
      el(
        "button",
        {
          type: "button",
          class: "row",
          "data-case": row.id,
          "aria-current": row.id === this.current ? "true" : null,
          onclick: () => this.choose(row.id),
        },
        el(
          "span",
          { class: "line lead" },
          place && el("span", { class: "place", title: word("position") }, number(place)),
          el("span", { class: "strong" }, row.typology),
          el("time", { datetime: row.since, "data-since": true, title: clock(row.since) }, since(row.since)),
        ),
        badges.length > 0 && el("span", { class: "line" }, badges),
        row.ask && el("span", { class: "excerpt", dir: "auto" }, row.ask),
        el(
          "span",
          { class: "line faint" },
          bdi(row.number),
          el("span", {}, row.language_word),
          el("span", {}, row.kind),
          row.agent && bdi(row.agent),
        ),
      ),
    );
  }
}
