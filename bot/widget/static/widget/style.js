// The look of the widget: logical properties only, so that right-to-left needs nothing of its own.
export const css = `
:host { all: initial; --ink: #14213d; --paper: #ffffff; --soft: #f1f4f9; --line: #d5dce8;
  --brand: #0b5d6b; --brand-ink: #ffffff; --mine: #d9eef1; --agent: #fdf0d5; --quiet: #566077;
  color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  :host { --ink: #e8edf6; --paper: #151a24; --soft: #1e2532; --line: #354055; --brand: #58b8c7;
    --brand-ink: #06222a; --mine: #12414a; --agent: #4a3a17; --quiet: #a9b4c8; } }
* { box-sizing: border-box; font: inherit; color: inherit; }
button, select, textarea { font-family: inherit; }
[hidden] { display: none !important; }
.launcher, .panel { font: 15px/1.5 system-ui, "Vazirmatn", "Noto Sans", "Noto Sans Arabic",
  "PingFang SC", "Noto Sans CJK SC", sans-serif; color: var(--ink); }
.launcher { position: fixed; inset-block-end: 20px; inset-inline-end: 20px; inline-size: 60px;
  block-size: 60px; border: 0; border-radius: 50%; background: var(--brand); cursor: pointer;
  box-shadow: 0 6px 20px rgb(0 0 0 / .25); z-index: 2147483000; display: grid;
  place-items: center; }
.launcher svg { inline-size: 28px; stroke: var(--brand-ink); fill: none; stroke-width: 2;
  stroke-linejoin: round; }
.launcher.news::after { content: ""; position: absolute; inset-block-start: 4px;
  inset-inline-end: 4px; inline-size: 14px; block-size: 14px; border-radius: 50%;
  background: #d62828; border: 2px solid var(--paper); }
.panel { position: fixed; inset-block-end: 92px; inset-inline-end: 20px; inline-size: 390px;
  block-size: min(640px, calc(100dvh - 112px)); background: var(--paper); border-radius: 16px;
  box-shadow: 0 12px 48px rgb(0 0 0 / .28); display: flex; flex-direction: column;
  overflow: hidden; z-index: 2147483001; border: 1px solid var(--line); }
.panel.full { inset: 0; inline-size: 100%; block-size: 100dvh; border: 0; border-radius: 0; }
@media (max-width: 480px) {
  .panel { inset: 0; inline-size: 100%; block-size: 100dvh; border: 0; border-radius: 0; } }
.head { display: flex; align-items: center; gap: 8px; padding: 10px 14px;
  background: var(--brand); color: var(--brand-ink); }
.title { flex: 1; margin: 0; font-weight: 650; font-size: 17px; }
.language { background: transparent; border: 1px solid currentColor; border-radius: 8px;
  padding: 4px 6px; color: inherit; max-inline-size: 130px; }
.language option { color: #14213d; background: #fff; }
.icon { inline-size: 40px; block-size: 40px; display: grid; place-items: center; border: 0;
  background: transparent; border-radius: 10px; cursor: pointer; flex: none; }
.icon svg { inline-size: 22px; stroke: currentColor; fill: none; stroke-width: 2;
  stroke-linecap: round; stroke-linejoin: round; }
.icon:hover { background: rgb(128 128 128 / .18); }
.send { background: var(--brand); color: var(--brand-ink); }
.panel[dir="rtl"] .send svg { transform: scaleX(-1); }
.state { margin: 0; text-align: center; font-size: 13px; color: var(--quiet); }
.state:not(:empty) { padding: 4px 10px; background: var(--soft); }
.scroller { flex: 1; overflow-y: auto; padding: 12px 14px; overscroll-behavior: contain; }
.notice { margin: 0 0 12px; font-size: 13px; color: var(--quiet); }
.log { display: flex; flex-direction: column; gap: 10px; }
.pending { opacity: .65; margin-block-start: 10px; }
.message { display: flex; flex-direction: column; align-items: flex-start; max-inline-size: 100%; }
.message.traveller { align-items: flex-end; }
.author { font-size: 12px; color: var(--quiet); margin-inline: 4px; }
.bubble { padding: 8px 12px; border-radius: 14px; background: var(--soft); max-inline-size: 88%;
  white-space: pre-line; overflow-wrap: anywhere; unicode-bidi: plaintext; text-align: start; }
.traveller .bubble { background: var(--mine); }
.agent .bubble { background: var(--agent); }
.system .bubble { background: transparent; color: var(--quiet); font-size: 13px; padding: 0 4px; }
.choices { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 8px; }
.choice, .person { border: 1px solid var(--brand); color: var(--brand); background: var(--paper);
  border-radius: 18px; padding: 6px 14px; cursor: pointer; min-block-size: 36px; }
.choice:hover, .person:hover { background: var(--brand); color: var(--brand-ink); }
.typing { margin: 6px 4px 0; min-block-size: 1.4em; font-size: 13px; color: var(--quiet); }
.foot { border-block-start: 1px solid var(--line); padding: 8px 10px; }
.row { display: flex; align-items: flex-end; gap: 6px; }
.box { flex: 1; resize: none; border: 1px solid var(--line); border-radius: 12px; padding: 9px 12px;
  background: var(--paper); max-block-size: 120px; min-inline-size: 0; }
.box:focus-visible { outline: 2px solid var(--brand); outline-offset: -1px; }
.box::placeholder { color: var(--quiet); opacity: 1; }
.picker { display: none; }
.below { display: flex; align-items: center; justify-content: space-between; gap: 10px;
  margin-block-start: 8px; flex-wrap: wrap; }
.share { font-size: 12px; color: var(--quiet); display: flex; gap: 6px; align-items: center; }
:focus-visible { outline: 3px solid #f4a261; outline-offset: 2px; }
@media (prefers-reduced-motion: no-preference) { .launcher { transition: transform .15s; }
  .launcher:hover { transform: scale(1.05); } }
`;
