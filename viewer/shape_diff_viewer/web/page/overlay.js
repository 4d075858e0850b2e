// Numbers over the 3D view: the size of the sample on the edges of its box, picked places and their distance.

import { inFile, sizeInFile, unitOf } from "./measuring.js";
import { dot, plus } from "./vectors.js";

const SVG = "http://www.w3.org/2000/svg";
const text = (value) => String(Number(value.toPrecision(3)));

export function overlay(box, canvas, state) {
  const svg = document.createElementNS(SVG, "svg");
  box.append(svg);
  return () => {
    const dark = luminance(state.backgroundRgb()) < 0.5;
    svg.classList.toggle("on-dark", dark);
    const width = canvas.clientWidth, height = canvas.clientHeight, count = state.compare ? 2 : 1;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const shown = [];
    for (let side = 0; side < count; side++) {
      const sample = state.sample(side), item = state.sides()[side];
      if (!sample) continue;
      const on = projection(state, [side * width / count, 0, width / count, height]);
      if (state.layers.size) shown.push(...size(item, sample, on));
      shown.push(...picks(item, sample, state.picks.filter((pick) => pick.side === side), on));
    }
    svg.replaceChildren(...shown);
  };
}

const luminance = ([r, g, b]) => 0.299 * r + 0.587 * g + 0.114 * b;

/** A function from a place in display coordinates to [x, y] in CSS pixels. */
function projection({ camera, orthographic }, [left, top, width, height]) {
  const [right, up, backward] = camera.axes, side = Math.min(width, height) / 2 / camera.slope;
  return (place) => {
    const away = plus(place, camera.eye, -1);
    const scale = side / (orthographic ? camera.distance : Math.max(1e-6, -dot(away, backward)));
    return [left + width / 2 + scale * dot(away, right), top + height / 2 - scale * dot(away, up)];
  };
}

/** The box of the sample with its width, height and depth on three of its edges. */
function size(item, sample, on) {
  const { low, high } = sample.box, ends = [low, high], unit = unitOf(item), lengths = sizeInFile(item, sample);
  const corner = (bits) => [0, 1, 2].map((axis) => ends[bits >> axis & 1][axis]);
  const shown = [];
  for (let bits = 0; bits < 8; bits++) {
    for (let axis = 0; axis < 3; axis++) {
      if (!(bits >> axis & 1)) shown.push(line(on(corner(bits)), on(corner(bits | 1 << axis)), "box"));
    }
  }
  // Along the front edge on the ground, up at its right end, and back from there.
  for (const [axis, bits] of [[0, 4], [1, 5], [2, 1]]) {
    const middle = corner(bits);
    middle[axis] = (low[axis] + high[axis]) / 2;
    shown.push(label(on(middle), `${text(lengths[axis])} ${unit}`.trim()));
  }
  return shown;
}

function picks(item, sample, found, on) {
  const places = found.map(({ place }) => on(place)), shown = [];
  if (found.length === 2) {
    const [a, b] = found.map(({ place }) => inFile(item, sample, place));
    const [from, to] = places, distance = Math.hypot(...a.map((value, axis) => b[axis] - value));
    const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    shown.push(line(from, to, "distance"), label(middle, `${Number(distance.toPrecision(4))} ${unitOf(item)}`.trim(), "distance"));
  }
  found.forEach(({ place }, i) => {
    const mark = document.createElementNS(SVG, "circle"), [x, y] = places[i];
    for (const [name, value] of [["cx", x], ["cy", y], ["r", 4]]) mark.setAttribute(name, value);
    shown.push(mark, label([x, y - 14], inFile(item, sample, place).map(text).join(", ")));
  });
  return shown;
}

function line(from, to, kind) {
  const made = document.createElementNS(SVG, "line");
  made.setAttribute("class", kind);
  [["x1", from[0]], ["y1", from[1]], ["x2", to[0]], ["y2", to[1]]].forEach(([name, value]) => made.setAttribute(name, value.toFixed(1)));
  return made;
}

function label([x, y], words, kind = "") {
  const made = document.createElementNS(SVG, "text");
  made.setAttribute("class", kind);
  made.setAttribute("x", x.toFixed(1));
  made.setAttribute("y", y.toFixed(1));
  made.textContent = words;
  return made;
}
