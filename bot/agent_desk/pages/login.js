// Signing in.

import { post } from "/desk/pages/api.js";
import { el, put } from "/desk/pages/dom.js";
import { errorWord, firstLanguage, speak, word } from "/desk/pages/words.js";

export async function showLogin(languages, signedIn, problem = null) {
  await speak(firstLanguage());
  const name = el("input", { id: "login", name: "login", autocomplete: "username", required: true, dir: "ltr", autocapitalize: "none" });
  const password = el("input", { id: "password", name: "password", type: "password", autocomplete: "current-password", required: true, dir: "ltr" });
  const alert = el("p", { role: "alert", class: "problem" }, problem ? errorWord(problem) : null);
  const send = el("button", { class: "main" }, word("login_send"));

  async function submit(event) {
    event.preventDefault();
    send.disabled = true;
    put(alert);
    try {
      await signedIn(await post("/login", { login: name.value, password: password.value }));
    } catch (refused) {
      const known = { wrong_login: "login_wrong", login_locked: "login_locked" }[refused.code];
      put(alert, known ? word(known) : errorWord(refused.code));
      send.disabled = false;
      password.select();
    }
  }

  const choices = languages.map((language) =>
    el(
      "button",
      {
        type: "button",
        class: "quiet",
        lang: language.code,
        "aria-pressed": String(language.code === document.documentElement.lang),
        onclick: async () => {
          await speak(language.code);
          showLogin(languages, signedIn);
        },
      },
      language.name,
    ),
  );
  put(
    document.body,
    el(
      "main",
      { class: "login" },
      el("img", { src: "/desk/pages/icon.svg", alt: "", width: "44", height: "44" }),
      el("h1", {}, word("title")),
      el(
        "form",
        { onsubmit: submit },
        el("label", { for: "login" }, word("login_name")),
        name,
        el("label", { for: "password" }, word("login_password")),
        password,
        alert,
        send,
      ),
      el("nav", { class: "languages", "aria-label": word("language") }, choices),
    ),
  );
  name.focus();
}
