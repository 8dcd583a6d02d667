// The demo travel site: its words, three bookings to try, and the widget as any site embeds it.
const asked = new URLSearchParams(location.search).get("lang");
const language = (asked || navigator.language || "en").slice(0, 2);

const page = await (await fetch(`/chat/v1/words/${encodeURIComponent(language)}`)).json();
document.documentElement.lang = page.language;
document.documentElement.dir = page.dir;
for (const place of document.querySelectorAll("[data-word]")) {
  place.textContent = page.words[place.dataset.word] || "";
}

const languages = document.getElementById("languages");
for (const { code, name } of page.languages) {
  const link = document.createElement("a");
  link.href = `/?lang=${code}`;
  link.lang = code;
  link.textContent = name;
  if (code === page.language) link.setAttribute("aria-current", "true");
  languages.append(link);
}

const travellers = await fetch("/demo/travellers.json").then((answer) =>
  answer.ok ? answer.json() : { travellers: [] },
);
const cards = document.getElementById("travellers");
for (const traveller of travellers.travellers) {
  const card = document.createElement("div");
  card.className = "card";
  const code = document.createElement("strong");
  code.dir = "ltr";
  code.textContent = traveller.reference;
  const surname = document.createElement("p");
  surname.lang = traveller.language;
  const name = document.createElement("bdi");
  name.textContent = traveller.surname;
  surname.append(name);
  const what = document.createElement("p");
  what.lang = "en";
  const told = document.createElement("bdi");
  told.textContent = traveller.what;
  what.append(told);
  card.append(code, surname, what);
  cards.append(card);
}

const script = document.createElement("script");
script.src = "/widget.js";
script.dataset.language = page.language;
document.body.append(script);
