// The cluster at a glance.

import { html, useState } from "./standalone.module.js";
import { call, part } from "./api.js";
import { Chart, LINES, Spark } from "./chart.js";
import { bytes, bytesPerSecond, count, millis, percent, perSecond, shortNode, since } from "./format.js";
import { useCluster } from "./live.js";
import { latest } from "./series.js";
import { Badge, Loading, Node, Panel, Table, confirm, doing } from "./ui.js";

const SPANS = [["1 min", 60], ["5 min", 300], ["10 min", 600]];

const REASONS = {
  starting: "It has not started yet.",
  draining: "It lets its clients go and takes no new ones.",
  degraded: "It misses as many nodes as it sees.",
  silent: "It has not answered within a second.",
  ready: "It takes clients.",
};

function Tile({ title, value, note, values, colour }) {
  return html`<div class="tile">
    <p class="tile-title">${title}</p>
    <p class="tile-value">${value}</p>
    <p class="tile-note">${note}</p>
    ${values && html`<${Spark} values=${values} colour=${colour} />`}
  </div>`;
}

function Tiles({ cluster, seconds }) {
  const nodes = cluster.list();
  const ready = nodes.filter((each) => each.state === "ready").length;
  const connections = cluster.sum("connections", seconds);
  const eventsIn = cluster.sum("eventsInRate", seconds);
  const eventsOut = cluster.sum("eventsOutRate", seconds);
  const slow = cluster.most("delivery99", seconds);
  const delay = cluster.most("loopDelay", seconds);
  const dead = latest(cluster.sum("hooksDead", seconds));
  const waiting = cluster.sum("hooksWaiting", seconds);
  return html`<div class="tiles">
    <${Tile} title="Nodes" value=${`${ready} / ${nodes.length}`} note=${ready === nodes.length ? "all ready" : html`<span class="warn-text">not all ready</span>`} />
    <${Tile} title="Connections" value=${count(latest(connections))} note="of all apps" values=${connections} colour="--line-1" />
    <${Tile} title="Events in" value=${perSecond(latest(eventsIn))} note="from clients" values=${eventsIn} colour="--line-2" />
    <${Tile} title="Events out" value=${perSecond(latest(eventsOut))} note="copies to clients" values=${eventsOut} colour="--line-3" />
    <${Tile} title="Delivery p99" value=${millis(latest(slow))} note="slowest node" values=${slow} colour="--line-4" />
    <${Tile} title="Loop delay" value=${millis(latest(delay))} note="worst node, mean" values=${delay} colour="--line-5" />
    <${Tile} title="Hooks waiting" value=${count(latest(waiting))} note=${dead > 0 ? html`<a class="warn-text" href="#/webhooks/dead">${count(dead)} given up</a>` : "none given up"} values=${waiting} colour="--line-6" />
  </div>`;
}

const CHARTS = [
  { title: "Connections", fields: [["connections", "connections"]], format: count },
  { title: "Events per second", fields: [["eventsOutRate", "out"], ["eventsInRate", "in"]], format: count, now: perSecond },
  { title: "Traffic", fields: [["bytesOutRate", "out"], ["bytesInRate", "in"]], format: bytes, now: bytesPerSecond },
  { title: "Delivery time", fields: [["delivery99", "p99"], ["delivery50", "p50"]], format: millis, worst: true },
  { title: "Event-loop delay", fields: [["loopDelay", "mean"]], format: millis, worst: true },
  { title: "Memory", fields: [["resident", "process"], ["heap", "Java heap"]], format: bytes },
  { title: "CPU", fields: [["cpu", "of a node's processors"]], format: percent, worst: true },
  { title: "Garbage collection", fields: [["gcRate", "ms per second"]], format: millis, worst: true },
];

function lines(chart, cluster, seconds, byNode) {
  if (!byNode) {
    return chart.fields.map(([name, label], i) => ({
      label: chart.worst ? `${label}, worst node` : label,
      colour: LINES[i],
      fill: i === 0,
      values: chart.worst ? cluster.most(name, seconds) : cluster.sum(name, seconds),
    }));
  }
  const [name, label] = chart.fields[0];
  return cluster.list().slice(0, LINES.length).map((node, i) => ({
    label: `${shortNode(node.id)}${chart.fields.length > 1 ? ` ${label}` : ""}`,
    colour: LINES[i],
    values: cluster.of(node, name, seconds),
  }));
}

function ChartCard({ chart, cluster, seconds, byNode, theme }) {
  const drawn = lines(chart, cluster, seconds, byNode);
  const now = chart.now ?? chart.format;
  return html`<section class="chart-card" aria-label=${chart.title}>
    <header><h3>${chart.title}</h3>
      <ul class="legend">${drawn.map((line, i) => html`<li key=${line.label}><span class="swatch swatch-${i + 1}" aria-hidden="true"></span>${line.label} <b>${now(latest(line.values))}</b></li>`)}</ul>
    </header>
    <${Chart} seconds=${seconds} lines=${drawn} format=${chart.format} theme=${theme}
      says=${`${chart.title} over time; now ${drawn.map((line) => `${line.label} ${now(latest(line.values))}`).join(", ")}`} />
  </section>`;
}

async function drain(node, cluster) {
  const others = cluster.list().filter((each) => each.id !== node.id && each.state === "ready").length;
  const yes = await confirm({
    title: `Drain ${shortNode(node.id)}?`,
    text: `Its ${count(node.last?.connections)} connections go to other nodes over a few seconds. It takes no new clients until its process is started again.`,
    action: "Drain the node",
    typed: others <= 1 ? shortNode(node.id) : undefined,
  });
  if (yes) {
    await doing(() => call("POST", `nodes/${part(node.id)}/drain`), (answer) => `${shortNode(node.id)} lets ${count(answer.connections)} connections go.`);
  }
}

/** What is wrong with a node beside what its state says. */
const troubles = (node) => (node.about.reasons ?? []).filter(({ code }) => code !== node.state);

function Nodes({ cluster }) {
  const columns = [
    { title: "Node", of: (node) => html`<${Node} id=${node.id} />${node.self && html` <span class="hint">this one</span>`}<br /><span class="hint">${node.about.version}</span>` },
    { title: "State", of: (node) => html`<span title=${REASONS[node.state]}><${Badge} state=${node.state} /></span>${troubles(node).map(({ code, text }) => html` <span key=${code} title=${text}><${Badge} tone="bad">${code.replaceAll("_", " ")}<//></span>`)}` },
    { title: "Connections", number: true, of: (node) => count(node.last?.connections) },
    { title: "Rooms", number: true, of: (node) => count(node.last?.rooms) },
    { title: "In", number: true, of: (node) => perSecond(node.last?.eventsInRate) },
    { title: "Out", number: true, of: (node) => perSecond(node.last?.eventsOutRate) },
    { title: "p99", number: true, of: (node) => millis(node.last?.delivery99) },
    { title: "Loop delay", number: true, of: (node) => millis(node.last?.loopDelay) },
    { title: "Memory", number: true, of: (node) => bytes(node.last?.resident) },
    { title: "CPU", number: true, of: (node) => percent(node.last?.cpu) },
    { title: "Up", number: true, of: (node) => (node.about.started ? since(node.about.started) : "–") },
    {
      title: html`<span class="hidden">Actions</span>`,
      className: "end",
      of: (node) => html`<button type="button" class="button small" disabled=${node.state === "draining" || node.state === "silent"} onClick=${() => drain(node, cluster)}
        aria-label=${`Drain ${shortNode(node.id)}`}>Drain</button>`,
    },
  ];
  return html`<${Panel} title="Nodes"><${Table} label="Nodes of the cluster" columns=${columns} rows=${cluster.list()} keyOf=${(node) => node.id} /><//>`;
}

export function Overview({ theme }) {
  const cluster = useCluster();
  const [span, setSpan] = useState(300);
  const [byNode, setByNode] = useState(false);
  const seconds = cluster.seconds(span);
  if (seconds.length === 0) return html`<${Loading} what="Waiting for the nodes to tell" />`;
  return html`
    <${Tiles} cluster=${cluster} seconds=${cluster.seconds(300)} />
    <${Nodes} cluster=${cluster} />
    <${Panel} title="Over time" actions=${html`
      <div class="segments" role="group" aria-label="Lines">
        <button type="button" aria-pressed=${!byNode} onClick=${() => setByNode(false)}>Cluster</button>
        <button type="button" aria-pressed=${byNode} onClick=${() => setByNode(true)}>By node</button>
      </div>
      <div class="segments" role="group" aria-label="Time">
        ${SPANS.map(([label, length]) => html`<button type="button" key=${label} aria-pressed=${span === length} onClick=${() => setSpan(length)}>${label}</button>`)}
      </div>`}>
      <div class="charts">${CHARTS.map((chart) => html`<${ChartCard} key=${chart.title} chart=${chart} cluster=${cluster} seconds=${seconds} byNode=${byNode} theme=${theme} />`)}</div>
    <//>`;
}
