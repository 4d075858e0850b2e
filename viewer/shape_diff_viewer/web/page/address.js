// What is looked at and how, in the address: a page that is loaded anew, or sent to somebody, shows the same.

import { LAYERS, SORTS } from "./state.js";

const LATER_MS = 250;
const round = (value) => Number(value.toPrecision(9));

/** Keep the part of the address behind # up to date; returns what a change does. */
export function followState(state) {
  let timer = 0;
  const write = () => {
    const { camera } = state, on = LAYERS.filter((layer) => state.layers[layer]);
    const parts = {
      sample: state.selected?.name, compare: state.compare?.name, filter: state.words || undefined,
      sort: state.sort === "opened" ? undefined : state.sort, layers: on.join("."), color: state.colorBy,
      surface: state.surface === state.surfaces[0] ? undefined : state.surface, lamp: round(state.lampTurn) || undefined,
      up: state.zUp ? "z" : undefined, cut: state.cut ? cutWords(state.cut) : undefined,
      background: state.background, step: state.step ?? undefined, flat: state.orthographic ? 1 : undefined,
      size: round(state.pointSize),
      camera: [camera.azimuth, camera.elevation, camera.distance, ...camera.target, state.fitted].map(round).join("_"),
    };
    const words = new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== undefined));
    history.replaceState(null, "", `#${words}`);
  };
  return () => {
    clearTimeout(timer);
    timer = setTimeout(write, LATER_MS);
  };
}

const cutWords = ({ axis, place, flipped }) => `${"xyz"[axis]}_${round(place)}${flipped ? "_flipped" : ""}`;

function cutOf(words) {
  const [letter, place, flipped] = words.split("_"), axis = "xyz".indexOf(letter || "-");
  return axis < 0 || !(Math.abs(Number(place)) <= 1) ? null : { axis, place: Number(place), flipped: flipped === "flipped" };
}

/** Bring the state to what the address says, and select the sample that it names. */
export async function restore(state) {
  const words = new URLSearchParams(location.hash.slice(1)), has = (name) => words.get(name) ?? "";
  const named = (name) => state.items.find((item) => item.name === has(name)) || null;
  if (words.has("layers")) {
    const on = has("layers").split(".");
    LAYERS.forEach((layer) => { state.layers[layer] = on.includes(layer); });
  }
  if (SORTS.includes(has("sort"))) state.sort = has("sort");
  if (state.backgrounds[has("background")]) state.background = has("background");
  if (state.ways.includes(has("color"))) state.colorBy = has("color");
  if (state.surfaces.includes(has("surface"))) state.surface = has("surface");
  if (Number(has("lamp"))) state.turnLamp(Number(has("lamp")));
  state.zUp = has("up") === "z";
  state.cut = cutOf(has("cut"));
  if (Number(has("size"))) state.setPointSize(Number(has("size")));
  state.words = has("filter");
  state.orthographic = has("flat") === "1";
  const [azimuth, elevation, distance, x, y, z, fitted] = has("camera").split("_").map(Number);
  const item = named("sample") || state.gallery()[0] || state.items[0];
  state.changed("collection", "layers", "color", "background");
  if (!item) return;
  if (named("sample") && fitted > 0 && [azimuth, elevation, distance, x, y, z].every(Number.isFinite)) {
    Object.assign(state.camera, { azimuth, elevation, distance, target: [x, y, z] });
    state.keepsView = fitted;
  }
  const view = state.keepsView; // for the other side, too
  await state.select(item);
  if (named("compare")) {
    state.keepsView = view;
    await state.compareWith(named("compare"));
  }
  if (has("step") !== "") state.goToStep(Number(has("step")));
}
