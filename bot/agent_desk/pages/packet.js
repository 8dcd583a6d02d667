// What is known of a case: facts with labels and sources, in the agent's language.

import { bdi, el, put } from "/desk/pages/dom.js";
import { clock, word } from "/desk/pages/words.js";

export class PacketPanel {
  constructor() {
    this.body = el("div", { class: "packet-body" });
    this.element = el(
      "aside",
      { class: "panel packet", "aria-label": word("packet"), tabindex: "-1" },
      el("h2", {}, word("packet")),
      this.body,
    );
  }

  show(shown) {
    if (!shown) {
      put(this.body);
      return;
    }
    const packet = shown.packet;
    const groups = new Map(packet.groups.map((group) => [group.name, group]));
    put(
      this.body,
      !packet.intact && el("p", { class: "problem", role: "alert" }, word("packet_changed")),
      this.steps("help", packet.help, "next"),
      this.group(groups.get("why")),
      this.group(groups.get("ask")),
      this.proofs(packet.proofs, groups.get("identity")),
      this.group(groups.get("booking")),
      this.group(groups.get("money")),
      this.steps("done_so_far", packet.done),
      this.steps("mood", packet.mood),
      this.steps("intent_path", packet.wishes),
      this.group(groups.get("channel")),
      this.steps("history", packet.history),
      packet.left_out > 0 && el("p", { class: "empty" }, word("packet_left_out")),
    );
  }

  group(group, before = null) {
    if (!group || (!group.facts.length && !before)) return null;
    const facts = [...new Map(group.facts.map((one) => [`${one.label}\n${one.text}\n${one.source}`, one])).values()];
    return el(
      "section",
      { class: `group ${group.name}` },
      el("h3", {}, group.label),
      before,
      facts.length ? el("dl", {}, facts.map(fact)) : null,
    );
  }

  proofs(proofs, identity) {
    const told = proofs.length
      ? proofs.map((proof) =>
          el(
            "p",
            { class: proof.lasts ? "proof lasts" : "proof" },
            el("span", { class: "mark", "aria-hidden": "true" }, proof.lasts ? "✓" : "○"),
            el("span", {}, word(proof.lasts ? "proof_lasts" : "proof_expired"), " ", clock(proof.expires_at)),
            bdi(proof.booking),
            el("span", { class: "source" }, proof.how),
          ),
        )
      : el("p", { class: "proof none" }, el("span", { class: "mark", "aria-hidden": "true" }, "!"), word("proof_none"));
    return this.group(identity, told);
  }

  steps(name, steps, look = "") {
    if (!steps.length) return null;
    return el(
      "section",
      { class: `group ${look}` },
      el("h3", {}, word(`group_${name}`)),
      el(
        "ol",
        {},
        steps.map((step) =>
          el(
            "li",
            {},
            step.seq ? el("a", { href: `#m-${step.seq}` }, step.text) : el("span", {}, step.text),
            step.at && el("time", { datetime: step.at }, clock(step.at)),
            step.facts.length ? el("dl", {}, step.facts.map(fact)) : null,
          ),
        ),
      ),
    );
  }
}

function fact(one) {
  return el(
    "div",
    { class: "fact" },
    el("dt", {}, one.label),
    el(
      "dd",
      {},
      el("bdi", { class: "value", dir: "auto" }, one.text),
      el("span", { class: `source ${one.source_name}`, title: clock(one.at) }, one.source),
    ),
  );
}
