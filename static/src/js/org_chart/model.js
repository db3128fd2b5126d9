/* What is known of the chart so far: nodes by id, which of them are open, and how the rest is fetched. */

/** A stand-in below a node for the children that are not here yet. */
export const moreOf = (node) => ({ id: `more ${node.id}`, title: `Show ${node.rest} more`, note: "", parent: node, isMore: true, below: 0 });

export class Model {
  /** data: {root, branches: [{node, children, rest, next}], branch_url, search_url} */
  constructor(data) {
    this.nodes = new Map();
    this.urls = { branch: data.branch_url, search: data.search_url };
    this.root = this.#keep(data.root, null);
    this.#add(data.branches);
  }

  get(id) {
    return this.nodes.get(id);
  }

  childrenOf(node) {
    if (!node.isOpen) return [];
    return node.rest > 0 ? [...node.children, moreOf(node)] : node.children;
  }

  async open(node) {
    if (!node.below || node.isOpen) return;
    if (!node.children) await this.#fetch({ node: node.id });
    node.isOpen = true;
  }

  close(node) {
    node.isOpen = false;
  }

  async toggle(node) {
    if (node.isOpen) this.close(node);
    else await this.open(node);
  }

  /** The next children of a node that has more than one answer holds. */
  async showMore(node) {
    await this.#fetch({ node: node.id, offset: node.next });
  }

  /** Opens every branch on the way to a node, wherever it is. */
  async openTo(id) {
    if (!this.nodes.has(id)) await this.#fetch({ to: id });
    for (let above = this.get(id)?.parent; above; above = above.parent) above.isOpen = true;
    return this.get(id);
  }

  closeAll() {
    for (const node of this.nodes.values()) node.isOpen = node === this.root;
  }

  async search(q) {
    const { found } = await this.#ask(this.urls.search, { q });
    return found;
  }

  async #fetch(query) {
    const { branches } = await this.#ask(this.urls.branch, query);
    this.#add(branches);
  }

  async #ask(url, query) {
    const response = await fetch(`${url}&${new URLSearchParams(query)}`, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    return response.json();
  }

  #add(branches) {
    for (const { node, children, rest, next } of branches) {
      const parent = this.get(node);
      parent.children ??= [];
      for (const child of children) {
        if (!this.nodes.has(child.id)) parent.children.push(this.#keep(child, parent));
      }
      if (next >= (parent.next ?? 0)) Object.assign(parent, { rest: Math.max(parent.below - parent.children.length, 0), next });
      parent.isOpen = true;
    }
  }

  #keep(node, parent) {
    this.nodes.set(node.id, Object.assign(node, { parent, children: null, rest: 0, isOpen: false }));
    return node;
  }
}
