// The one script tag of a host page: it finds its own address and brings the rest as modules.
(() => {
  const tag = document.currentScript;
  const base = new URL(tag.src);
  const pageLanguage = tag.dataset.fullScreen === "true" ? null : document.documentElement.lang;
  const settings = {
    base: base.origin,
    widget: tag.dataset.widget || "demo",
    language: tag.dataset.language || pageLanguage || navigator.language,
    identity: tag.dataset.identity || null,
    step: tag.dataset.step || null,
    fullScreen: tag.dataset.fullScreen === "true",
    startOpen: tag.dataset.open === "true",
  };
  import(new URL("widget/main.js", base).href).then((main) => main.mount(settings));
})();
