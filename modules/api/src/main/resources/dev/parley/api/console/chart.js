// Lines over time, drawn by uPlot.

import { html, useEffect, useRef } from "./standalone.module.js";
import uPlot from "./uPlot.esm.js";

const HEIGHT = 132;

const probe = document.createElement("span");
probe.hidden = true;
document.body.append(probe);

/** A colour as a canvas takes it: in the theme of now, and without names of others in it. */
function colour(name, part = 1) {
  probe.style.color = `color-mix(in srgb, var(${name}) ${part * 100}%, transparent)`;
  return getComputedStyle(probe).color;
}

/** The colours of lines, one for each node; they are told apart in both themes and by most who do not see all colours. */
export const LINES = ["--line-1", "--line-2", "--line-3", "--line-4", "--line-5", "--line-6"];

function options({ lines, format, width, sync, zero }) {
  const ink = colour("--ink-3");
  const grid = { stroke: colour("--grid"), width: 1 };
  return {
    width,
    height: HEIGHT,
    padding: [8, 6, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false }, sync: { key: sync } },
    scales: { x: { time: true }, y: { range: (plot, least, most) => [zero ? 0 : Math.max(0, least * 0.9), Math.max(most * 1.12, zero ? 1 : most + 1e-6)] } },
    axes: [
      { stroke: ink, grid: { show: false }, ticks: { show: false }, font: "11px system-ui", size: 22, space: 70, values: (plot, splits) => splits.map((at) => new Date(at * 1000).toTimeString().slice(0, 5)) },
      { stroke: ink, grid, ticks: { show: false }, font: "11px system-ui", size: 58, space: 34, values: (plot, splits) => splits.map(format) },
    ],
    series: [
      {},
      ...lines.map(({ label, colour: name, fill }) => ({
        label,
        stroke: colour(name),
        width: 1.6,
        spanGaps: false,
        points: { show: false },
        fill: fill ? colour(name, 0.1) : undefined,
      })),
    ],
  };
}

/**
 * A chart, redrawn with each second.
 *
 * @param lines {label, colour, values, fill?}
 * @param says what it shows, for those who do not see it
 */
export function Chart({ seconds, lines, format, says, theme, sync = "console", zero = true }) {
  const at = useRef(null);
  const plot = useRef(null);
  const shape = `${lines.map((line) => line.label).join("\u0000")}|${theme}`;
  const data = [seconds, ...lines.map((line) => line.values)];

  useEffect(() => {
    const box = at.current;
    const made = new uPlot(options({ lines, format, width: Math.max(120, box.clientWidth), sync, zero }), data, box);
    plot.current = made;
    const watching = new ResizeObserver(() => box.clientWidth > 0 && made.setSize({ width: box.clientWidth, height: HEIGHT }));
    watching.observe(box);
    return () => {
      watching.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape]);

  useEffect(() => plot.current?.setData(data));

  const silent = lines.every((line) => line.values.every((value) => value === null));
  return html`<div class="chart" role="img" aria-label=${says}><div ref=${at}></div>${silent && html`<p class="chart-empty">Nothing measured in this time</p>`}</div>`;
}

/** A line without anything around it. */
export function Spark({ values, colour: name = "--line-1" }) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return html`<svg class="spark" viewBox="0 0 100 28" aria-hidden="true"></svg>`;
  const most = Math.max(...known, 1e-9);
  let path = "";
  let pen = "M";
  values.forEach((value, i) => {
    if (value === null) {
      pen = "M";
      return;
    }
    path += `${pen}${((i / (values.length - 1)) * 100).toFixed(1)} ${(26 - (value / most) * 23).toFixed(1)}`;
    pen = "L";
  });
  return html`<svg class="spark" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">
    <path d=${path} class="spark-line" stroke=${`var(${name})`} />
  </svg>`;
}
