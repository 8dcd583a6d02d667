// Puts the chat on the page and joins its two halves: the connection and the view.
import { Connection } from "./connection.js";
import { View } from "./view.js";

export function mount(settings) {
  const host = document.createElement("hamsafar-chat");
  document.body.append(host);
  const view = new View(host.attachShadow({ mode: "open" }), settings);
  const connection = new Connection(settings, {
    started: (start) => view.greet(start),
    frame: (frame) => view.show(frame),
    state: (state) => view.showConnection(state),
    pending: (messages) => view.showPending(messages),
  });
  view.on({
    opened: () => connection.open(),
    text: (text) => connection.send({ type: "message", text }),
    press: (token, label) => connection.send({ type: "press", token }, label),
    person: () => connection.send({ type: "person" }),
    language: (language) => connection.send({ type: "language", language }),
    typing: () => connection.typing(),
    seen: (seq) => connection.seen(seq),
    file: (file) => connection.upload(file),
    sharePage: (agreed) => connection.sharePage(agreed),
  });
  window.Hamsafar = {
    open: () => view.open(),
    close: () => view.close(),
    setStep: (step) => connection.setStep(step),
    setIdentity: (token) => connection.setIdentity(token),
  };
  view.showSharing(connection.sharesPage());
  if (settings.fullScreen || settings.startOpen || connection.hasTalk()) view.prepare();
  view.showSharing(connection.sharesPage());
  if (settings.fullScreen || settings.startOpen) view.open();
}
