/* What the page asks the server for. A lost race comes back as { lost } with the whole board. */
import { asked } from "../grid/loading.js";

export class Server {
  constructor(addresses, token) {
    this.addresses = addresses;
    this.headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token };
  }

  /* Everything, or with the version that is known only what is newer. */
  board(since = null) {
    return asked(since === null ? this.addresses.data : `${this.addresses.data}?since=${since}`);
  }

  async send(name, body) {
    const answer = await fetch(this.addresses[name], { method: "POST", headers: this.headers, body: JSON.stringify(body) });
    const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    if (answer.status === 409 && told.board) return { lost: told };
    if (answer.ok && !answer.redirected) return told;
    const request = answer.headers.get("X-Request-ID") ?? "unknown";
    const detail = answer.redirected ? "You are signed out. Sign in in another tab, then try again." : told.detail;
    throw new Error(detail ?? `The server could not do this (${answer.status}, request ${request}).`);
  }
}
