// The connection of this tab: which node serves it, how, and what it has been through.

import { nodeChip } from "./avatar.js";
import { at, fill, h, icon } from "./dom.js";

const PHASES = { connecting: "Connecting", online: "Connected", away: "Not connected" };

export class Status {
  #connection;
  #state;
  #phase = h("span", { class: "phase" });
  #node = h("span", { class: "served" });
  #way = h("span", { class: "way", title: "How this tab talks to the node" });
  #rtt = h("span", { class: "rtt", title: "From this tab to the node and back" });
  #story = h("span", { class: "story", role: "status" });
  #cut;

  constructor(connection, state) {
    this.#connection = connection;
    this.#state = state;
    this.#cut = h(
      "button",
      {
        type: "button",
        class: "quiet",
        title: "Closes the connection for four seconds. Have somebody write meanwhile: nothing is lost.",
        onclick: () => this.#connection.cut(),
      },
      icon("cut"),
      "Cut my connection",
    );
    at("status").append(this.#phase, this.#node, this.#way, this.#rtt, this.#story, this.#cut);
  }

  render() {
    const { phase, node, nodeId, transports, rtt, story } = this.#state.link;
    at("status").dataset.phase = phase;
    fill(this.#phase, phase, () => PHASES[phase]);
    fill(this.#node, String(node), () => node && ["to ", nodeChip(node, `This tab is served by ${nodeId}`)]);
    const way = transports.join(" → ");
    fill(this.#way, way, () => way);
    const measured = phase === "online" && rtt ? `${rtt} ms` : "";
    fill(this.#rtt, measured, () => measured);
    fill(this.#story, story, () => story);
    this.#cut.disabled = phase !== "online";
  }
}
