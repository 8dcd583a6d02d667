// The desk's REST calls; an error carries the server's code.

export class Refused extends Error {
  constructor(code, status) {
    super(code);
    this.code = code;
    this.status = status;
  }
}

let csrf = "";

export function useCsrf(code) {
  csrf = code;
}

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);

async function call(method, path, body) {
  const options = { method, headers: {}, credentials: "same-origin" };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.headers["X-Desk-CSRF"] = csrf;
    options.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(`/desk/api/v1${path}`, options);
  } catch {
    throw new Refused("connection_lost", 0);
  }
  if (response.ok) return response.json();
  const answer = await response.json().catch(() => ({}));
  throw new Refused(answer.error?.code ?? "other", response.status);
}
