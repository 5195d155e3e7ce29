// What the nodes have told of late, second by second, and what follows from it.

/** Seconds that are kept. */
export const SPAN = 600;

/** What one node has told. Owned by the page. */
export class NodeSeries {
  constructor(id) {
    this.id = id;
    this.about = {};
    this.self = false;
    this.silent = false;
    this.rows = new Map();
    this.last = null;
  }

  take({ about, self, samples }) {
    this.about = about;
    this.self = self;
    this.silent = false;
    for (const sample of samples) {
      const row = Object.fromEntries(about.fields.map((name, i) => [name, sample[i]]));
      this.#derive(row);
      this.rows.set(Math.round(row.at / 1000), row);
      this.last = row;
    }
    for (const second of this.rows.keys()) {
      if (this.rows.size <= SPAN) break;
      this.rows.delete(second);
    }
  }

  /** Rates: what has grown since the sample before. */
  #derive(row) {
    const before = this.last;
    const seconds = before ? (row.at - before.at) / 1000 : 0;
    for (const name of ["eventsIn", "eventsOut", "bytesIn", "bytesOut", "gc"]) {
      const known = seconds > 0 && row[name] !== null && before[name] !== null;
      row[`${name}Rate`] = known ? Math.max(0, (row[name] - before[name]) / seconds) : null;
    }
  }

  get state() {
    return this.silent ? "silent" : this.about.state ?? "starting";
  }
}

/** All nodes. Owned by the page, which is told of each change. */
export class ClusterSeries {
  constructor() {
    this.nodes = new Map();
  }

  take({ nodes, silent }) {
    const there = new Set([...nodes.map((each) => each.node), ...silent]);
    for (const id of this.nodes.keys()) if (!there.has(id)) this.nodes.delete(id);
    for (const told of nodes) this.#node(told.node).take(told);
    for (const id of silent) this.#node(id).silent = true;
  }

  #node(id) {
    if (!this.nodes.has(id)) this.nodes.set(id, new NodeSeries(id));
    return this.nodes.get(id);
  }

  list() {
    return [...this.nodes.values()].sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
  }

  /** The seconds that charts show: the newest one is a moment ago, so that every node has told of it. */
  seconds(span) {
    let newest = 0;
    for (const node of this.nodes.values()) newest = Math.max(newest, Math.round((node.last?.at ?? 0) / 1000));
    if (newest === 0) return [];
    const first = newest - span;
    return Array.from({ length: span }, (_, i) => first + i);
  }

  /** One number of one node at each of the seconds; a second without a sample has that of the one before. */
  of(node, name, seconds) {
    let held = null;
    let age = 0;
    return seconds.map((second) => {
      const row = node.rows.get(second);
      if (row) {
        held = row[name] ?? null;
        age = 0;
      } else if (++age > 2) {
        held = null;
      }
      return held;
    });
  }

  /** The same of all nodes together. */
  sum(name, seconds) {
    return this.#together(name, seconds, (all) => all.reduce((a, b) => a + b, 0));
  }

  /** The same of the node that is worst off. */
  most(name, seconds) {
    return this.#together(name, seconds, (all) => Math.max(...all));
  }

  #together(name, seconds, of) {
    const all = this.list().map((node) => this.of(node, name, seconds));
    return seconds.map((_, i) => {
      const values = all.map((one) => one[i]).filter((value) => value !== null);
      return values.length > 0 ? of(values) : null;
    });
  }
}

/** The newest that is known. */
export const latest = (values) => values.findLast((value) => value !== null) ?? null;
