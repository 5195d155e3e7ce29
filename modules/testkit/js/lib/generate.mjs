/** Numbers that look random, and are the same for the same seed (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  return { chance: (share) => next() < share, below, oneOf: (values) => values[below(values.length)] };
}

const GARBAGE = [null, true, 0, -1, 1.5, 1e300, "", " ", "\u0000", "\ud83d\ude00", "../..", "%2e%2e", "x".repeat(5_000), [], [[]], {}, { "": {} }, ["a", 1, null]];

/** Values by the schemas of a document: right ones, and such as are almost right. */
export class Values {
  #document;
  #random;
  #names;
  #wrong;

  /**
   * @param {object} document that references in its schemas point into
   * @param {string[]} names that strings are often taken from, so that requests meet in the same things
   * @param {number} wrong the share of values that are not by their schema
   */
  constructor(document, random, names, wrong) {
    this.#document = document;
    this.#random = random;
    this.#names = names;
    this.#wrong = wrong;
  }

  /** Whatever a reference points to, and what is none as it is. */
  resolve(node) {
    if (!node?.$ref) return node;
    const path = node.$ref.slice(2).split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    return this.resolve(path.reduce((at, part) => at[part], this.#document));
  }

  of(schemaOrReference, depth = 0) {
    const schema = this.resolve(schemaOrReference) ?? {};
    if (depth > 6 || this.#random.chance(this.#wrong)) return this.#random.oneOf(GARBAGE);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return this.#random.oneOf(schema.enum);
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices && !schema.properties) return this.of(this.#random.oneOf(choices), depth + 1);
    if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => this.of(part, depth)));
    const type = Array.isArray(schema.type) ? this.#random.oneOf(schema.type) : schema.type;
    if (type === "object" || schema.properties) return this.#object(schema, depth);
    if (type === "array") return this.#array(schema, depth);
    if (type === "integer" || type === "number") return this.#number(schema);
    if (type === "boolean") return this.#random.chance(0.5);
    if (type === "string") return this.#string(schema);
    return this.#random.oneOf(GARBAGE);
  }

  #object(schema, depth) {
    const made = {};
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const needed = schema.required?.includes(name);
      if (this.#random.chance(needed ? 1 - this.#wrong : 0.35)) made[name] = this.of(property, depth + 1);
    }
    if (this.#random.chance(this.#wrong)) made.colour = this.#random.oneOf(GARBAGE);
    return made;
  }

  #array(schema, depth) {
    const least = schema.minItems ?? 0;
    return Array.from({ length: least + this.#random.below(3) }, () => this.of(schema.items, depth + 1));
  }

  #number({ minimum = 0, maximum = 1_000 }) {
    return this.#random.oneOf([minimum, maximum, minimum + this.#random.below(Math.min(maximum - minimum + 1, 100))]);
  }

  #string(schema) {
    if (schema.format === "date-time") return this.#random.oneOf(["2030-01-31T12:00:00Z", "2020-01-31T12:00:00.5Z"]);
    const example = schema.examples?.[0] ?? schema.default;
    if (example !== undefined && this.#random.chance(0.5)) return example;
    return this.#random.oneOf(this.#names);
  }
}
