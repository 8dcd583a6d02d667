// The words of the pages, and numbers and times as the reader's language writes them.

import { get } from "/desk/pages/api.js";

const LOCALES = { en: "en-GB", fa: "fa-IR", ru: "ru-RU", zh: "zh-CN", ar: "ar", tr: "tr-TR", es: "es-ES", fr: "fr-FR", de: "de-DE", ja: "ja-JP" };
const KEPT = "hamsafar-desk-language";

let words = {};
let locale = "en-GB";

export const word = (name) => words[name] ?? name.replace(/^[a-z]+_/, "").replaceAll("_", " ");
export const number = (value) => new Intl.NumberFormat(locale).format(value);

export function errorWord(code) {
  return words[`error_${code}`] ?? words[code] ?? words.error_other;
}

export async function speak(language) {
  const spoken = await get(`/words?language=${encodeURIComponent(language)}`);
  words = spoken.words;
  locale = LOCALES[spoken.language] ?? spoken.language;
  document.documentElement.lang = spoken.language;
  document.documentElement.dir = spoken.dir;
  document.title = word("title");
  localStorage.setItem(KEPT, spoken.language);
}

export function firstLanguage() {
  return localStorage.getItem(KEPT) ?? navigator.language.slice(0, 2);
}

export function clock(moment) {
  const at = new Date(moment);
  const today = at.toDateString() === new Date().toDateString();
  const shape = today
    ? { hour: "2-digit", minute: "2-digit" }
    : { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(locale, shape).format(at);
}

export function since(moment) {
  const minutes = Math.max(0, Math.floor((Date.now() - new Date(moment)) / 60000));
  const [amount, unit] =
    minutes < 60 ? [minutes, "minute"] : minutes < 1440 ? [Math.floor(minutes / 60), "hour"] : [Math.floor(minutes / 1440), "day"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(amount);
}
