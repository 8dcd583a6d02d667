// Questions before something final.

import { button, el } from "/desk/pages/dom.js";
import { word } from "/desk/pages/words.js";

const OUTCOMES = ["solved", "refund_requested", "booking_changed", "documents_sent", "information_given", "no_answer", "not_possible", "other"];

export function askOutcome() {
  const outcome = el("select", { id: "outcome" }, OUTCOMES.map((name) => el("option", { value: name }, word(`outcome_${name}`))));
  const note = el("textarea", { id: "outcome-note", rows: "3", maxlength: "2000", dir: "auto" });
  return ask(
    word("resolve"),
    [el("label", { for: "outcome" }, word("outcome")), outcome, el("label", { for: "outcome-note" }, word("outcome_note")), note],
    word("resolve"),
    () => ({ outcome: outcome.value, note: note.value }),
  );
}

export function askDecision(approved) {
  const verb = word(approved ? "approve" : "decline");
  return ask(verb, [el("p", {}, word(approved ? "approve_sure" : "decline_sure"))], verb, () => ({ approved }));
}

function ask(title, content, verb, answer) {
  return new Promise((resolve) => {
    const dialog = el(
      "dialog",
      { "aria-labelledby": "dialog-title" },
      el(
        "form",
        {
          onsubmit: (event) => {
            event.preventDefault();
            finish(answer());
          },
        },
        el("h2", { id: "dialog-title" }, title),
        content,
        el("div", { class: "dialog-bar" }, button(word("cancel"), () => finish(null)), el("button", { class: "main" }, verb)),
      ),
    );
    const finish = (value) => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      finish(null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
