/** As much of a browser's page as the script of an example needs. */
export class Page {
  #elements = new Map();

  constructor(url) {
    this.url = url;
  }

  /** Runs the script that is written in the page, with this in the place of what it loads. */
  run(html, io) {
    const [, script] = /<script>([\s\S]*)<\/script>/.exec(html);
    const document = { getElementById: (id) => this.#element(id), createElement: () => this.#make() };
    const ownFetch = (path, options) => fetch(new URL(path, this.url), options);
    new Function("io", "document", "fetch", script)(io, document, ownFetch);
  }

  textOf(id) {
    return this.#element(id).textContent;
  }

  itemsOf(id) {
    return this.#element(id).children.map((child) => child.textContent);
  }

  /** Fills in a field, and sends its form. */
  async submit(form, field, value) {
    this.#element(field).value = value;
    await this.#element(form).listeners.submit({ preventDefault() {} });
  }

  #element(id) {
    if (!this.#elements.has(id)) this.#elements.set(id, this.#make());
    return this.#elements.get(id);
  }

  #make() {
    const element = { textContent: "", value: "", children: [], listeners: {} };
    element.append = (child) => element.children.push(child);
    element.addEventListener = (event, listener) => (element.listeners[event] = listener);
    return element;
  }
}
