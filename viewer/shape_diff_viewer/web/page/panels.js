// The panels around the 3D view: each function wires one of them to the state and returns what redraws it.

import { sizeInFile, unitOf } from "./measuring.js";
import { LAYERS } from "./state.js";

export const byId = (id) => document.getElementById(id);

/** An element with properties and children; strings become text, never markup. */
export function element(tag, properties = {}, ...children) {
  const { data = {}, ...rest } = properties;
  const made = Object.assign(document.createElement(tag), rest);
  Object.assign(made.dataset, data);
  made.append(...children);
  return made;
}

const pressed = (button, on) => button.setAttribute("aria-pressed", String(on));

/** Tiles to choose from: one stop for the Tab key, arrows go from one to the next. */
export function gallery(state, source) {
  const cards = new Map(), box = byId("gallery");
  byId("filter").addEventListener("input", ({ target }) => state.filter(target.value));
  byId("sort").addEventListener("change", ({ target }) => state.setSort(target.value));
  const card = (item) => {
    const picture = element("img", { alt: "", loading: "lazy", width: 116, height: 116 });
    const title = element("span"), star = element("b", { title: "favourite" }, "★"), seed = element("small");
    const made = element("button", { type: "button", tabIndex: -1 }, picture, title, star, seed);
    made.addEventListener("click", () => state.select(item));
    return made;
  };
  box.addEventListener("keydown", (event) => {
    const all = [...box.children], here = all.indexOf(document.activeElement);
    const wide = all.length > 1 && all[1].offsetTop === all[0].offsetTop
      ? all.findIndex(({ offsetTop }) => offsetTop > all[0].offsetTop) : 1;
    const move = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: wide, ArrowUp: -wide, Home: -here, End: all.length - 1 - here };
    if (here < 0 || !(event.key in move)) return;
    event.preventDefault();
    event.stopPropagation();
    const next = all[Math.max(0, Math.min(all.length - 1, here + move[event.key]))];
    next.focus();
    next.click();
  });
  const fill = () => {
    const items = state.gallery(), titles = new Map();
    for (const { title } of items) titles.set(title, (titles.get(title) || 0) + 1);
    for (const item of items) {
      if (!cards.has(item.name)) cards.set(item.name, card(item));
      const made = cards.get(item.name), [picture, title, star, seed] = made.children;
      const address = source.thumbnail(item);
      if (picture.dataset.from !== address) Object.assign(picture, { src: address }).dataset.from = address;
      const twin = titles.get(item.title) > 1 && item.info.seed !== undefined;
      title.textContent = item.title;
      seed.textContent = twin ? `seed ${item.info.seed}` : "";
      made.title = `${item.folder ? `${item.folder}/ ` : ""}${item.title}${twin ? `, seed ${item.info.seed}` : ""}`;
      star.hidden = !item.favourite;
    }
    const wanted = items.map(({ name }) => cards.get(name));
    if (wanted.length !== box.children.length || wanted.some((made, i) => made !== box.children[i])) box.replaceChildren(...wanted);
    byId("sort").value = state.sort;
    byId("gallery-note").textContent = galleryNote(state, source, items.length);
  };
  return (what) => {
    if (what.has("collection")) fill();
    for (const [name, button] of cards) {
      pressed(button, name === state.selected?.name);
      button.tabIndex = -1;
    }
    const chosen = cards.get(state.selected?.name);
    (chosen?.isConnected ? chosen : box.firstElementChild)?.setAttribute("tabindex", "0");
    if (what.has("selection") && chosen) reveal(chosen, box);
  };
}

/** Scroll a list, and nothing around it, until a card is in view. */
function reveal(card, list) {
  const inner = card.getBoundingClientRect(), outer = list.getBoundingClientRect();
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
  if (inner.left < outer.left || inner.right > outer.right) list.scrollLeft += inner.left - outer.left;
}

function galleryNote(state, source, shown) {
  if (!state.items.length) return source.canGenerate ? "No samples yet. Describe something and press Generate." : "No samples.";
  if (!shown) return "No sample matches the filter.";
  const folders = new Set(state.items.map(({ folder }) => folder || "")), many = state.items.length === 1 ? "" : "s";
  const count = shown < state.items.length ? `${shown} of ${state.items.length}` : `${state.items.length}`;
  return `${count} sample${many}${folders.size > 1 ? ` in ${folders.size} folders` : ""}`;
}

export function layers(state, keys) {
  const labels = { points: "Points", mesh: "Mesh", wireframe: "Edges", normals: "Normals", axes: "Axes", ground: "Ground", size: "Size" };
  const buttons = LAYERS.map((layer) => {
    const key = keys.find(({ action }) => action === `toggle_${layer}`);
    const button = element("button", { type: "button", data: { layer, about: `Show ${key?.label || layer}` } },
      labels[layer], element("kbd", {}, key?.key || ""));
    button.addEventListener("click", () => state.toggle(layer));
    return button;
  });
  byId("layers").append(...buttons);
  return () => {
    const shown = state.layersOf(0);
    buttons.forEach((button) => {
      const { layer } = button.dataset, why = state.layers[layer] ? state.whyNothing(layer) : "";
      pressed(button, state.layers[layer]);
      button.classList.toggle("idle", Boolean(why));
      button.classList.toggle("stand-in", layer === "points" && shown.points && !state.layers.points);
      button.title = why || button.dataset.about;
    });
    const said = buttons.map(({ dataset }) => state.layers[dataset.layer] && state.whyNothing(dataset.layer)).filter(Boolean);
    byId("layers-note").textContent = [...new Set(said)].join("; ");
  };
}

/** Buttons of which one is chosen, with the arrow keys of a radio group. */
function choices(box, values, make, current, choose) {
  const buttons = values.map((value) => {
    const button = make(value);
    button.type = "button";
    button.dataset.value = value;
    button.setAttribute("role", "radio");
    button.addEventListener("click", () => choose(value));
    return button;
  });
  box.append(...buttons);
  box.addEventListener("keydown", (event) => {
    const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    const next = (values.indexOf(current()) + move + values.length) % values.length;
    choose(values[next]);
    buttons[next].focus();
  });
  return () => buttons.forEach((button) => {
    const chosen = button.dataset.value === current();
    button.setAttribute("aria-checked", String(chosen));
    button.tabIndex = chosen ? 0 : -1;
  });
}

export function looks(state, settings) {
  const labels = { rgb: "RGB", clay: "Clay", normal: "Normal", height: "Height", error: "Error" };
  const color = choices(byId("color-by"), settings.colorBy, (value) => element("button", {}, labels[value] || value),
    () => state.colorBy, (value) => state.setColorBy(value));
  const swatch = (name) => {
    const button = element("button", { title: `Background ${name} (B)`, ariaLabel: name });
    button.style.background = cssColor(state.backgrounds[name]);
    return button;
  };
  const background = choices(byId("backgrounds"), Object.keys(state.backgrounds), swatch, () => state.background,
    (name) => state.set("background", name, "background"));
  const size = byId("point-size"), round = byId("round"), lamp = byId("lamp");
  size.addEventListener("input", () => state.setPointSize(Number(size.value)));
  round.addEventListener("change", () => state.set("roundPoints", round.checked, "points"));
  lamp.addEventListener("input", () => state.turnLamp(Number(lamp.value)));
  byId("lamp-middle").addEventListener("click", () => state.turnLamp(0));
  const names = { soft: "Soft", facets: "Facets", exact: "Exact", "x-ray": "X-ray" };
  const surface = choices(byId("surface"), settings.surfaces, (value) => element("button", { title: ABOUT_SURFACES[value] }, names[value]),
    () => state.surface, (value) => state.set("surface", value, "surface"));
  const redrawCut = cut(state);
  return () => {
    color();
    background();
    size.value = state.pointSize;
    byId("point-size-text").textContent = `${Number(state.pointSize.toFixed(1))} px`;
    round.checked = state.roundPoints;
    surface();
    lamp.value = state.lampTurn;
    lamp.disabled = state.surface === "exact";
    redrawCut();
  };
}

const ABOUT_SURFACES = {
  soft: "Soft light", facets: "Each face flat", exact: "Every pixel has exactly the colour of its point or vertex", "x-ray": "See-through",
};

/** Which axis is cut across, where, and which side is kept. */
function cut(state) {
  const place = byId("cut-place"), flip = byId("cut-flip");
  const change = (part) => state.set("cut", { ...state.cut, ...part }, "cut");
  const axes = choices(byId("cut-axis"), ["", "0", "1", "2"], (value) => element("button", {}, value ? "XYZ"[value] : "Off"),
    () => (state.cut ? String(state.cut.axis) : ""), (value) => (value
      ? state.set("cut", { place: 0, flipped: false, ...state.cut, axis: Number(value) }, "cut") : state.set("cut", null, "cut")));
  place.addEventListener("input", () => change({ place: Number(place.value) }));
  flip.addEventListener("click", () => change({ flipped: !state.cut.flipped }));
  return () => {
    axes();
    byId("cut-row").hidden = !state.cut;
    place.value = state.cut?.place ?? 0;
    pressed(flip, Boolean(state.cut?.flipped));
  };
}

const cssColor = (rgb) => `rgb(${rgb.map((value) => Math.round(255 * value)).join(" ")})`;

export function timeline(state) {
  const slider = byId("step");
  slider.addEventListener("input", () => state.goToStep(Number(slider.value)));
  return () => {
    const last = state.lastStep(), at = state.step ?? last;
    slider.disabled = byId("play").disabled = last === null;
    slider.max = last ?? 1;
    slider.value = at ?? 1;
    byId("play-text").textContent = state.playing ? "Pause" : "Play";
    byId("play-icon").setAttribute("d", state.playing ? "M3 2h4v12H3zM9 2h4v12H9z" : "M4 2.5l9.5 5.5L4 13.5z");
    byId("play").title = last === null ? "This sample has no denoising steps" : "Play the denoising run (Space)";
    byId("step-text").replaceChildren(...stepText(state, last, at));
    slider.setAttribute("aria-valuetext", byId("step-text").textContent);
  };
}

function stepText(state, last, at) {
  if (last === null) return [state.sample() ? "no denoising steps" : ""];
  const sigma = state.sample()?.sigmas[at];
  const noise = sigma === undefined ? "" : `, noise ${sigma < 10 ? sigma.toFixed(2) : sigma.toFixed(0)}`;
  return [`step ${at} of ${last}`, element("span", { className: "roomy" }, noise)];
}

export function compare(state) {
  const list = byId("compare-with");
  list.addEventListener("change", () => {
    const item = list.value === "" ? null : list.value === "mesh" ? state.selected : state.items[Number(list.value)];
    state.compareWith(item);
  });
  return (what) => {
    if (!["collection", "selection", "compare", "loaded"].some((word) => what.has(word))) return;
    const others = state.items.map((item, i) => [item, i]).filter(([item]) => item !== state.selected);
    list.replaceChildren(
      element("option", { value: "" }, "nothing"),
      element("option", { value: "mesh", disabled: !state.sample()?.hasErrors }, "cloud beside mesh"),
      ...others.map(([item, i]) => element("option", { value: String(i) }, item.title)),
    );
    list.disabled = !state.selected;
    const at = state.items.indexOf(state.compare);
    list.value = !state.compare ? "" : state.compare === state.selected ? "mesh" : String(at);
    byId("captions").replaceChildren(...captions(state));
  };
}

function captions(state) {
  if (!state.compare) return [];
  if (state.compare === state.selected) return [element("span", {}, "cloud"), element("span", {}, "mesh")];
  return state.sides().map(({ title }) => element("span", {}, title));
}

export function legend(state, palette) {
  const scale = byId("legend-scale").getContext("2d");
  palette.forEach((rgb, i) => {
    scale.fillStyle = cssColor(rgb);
    scale.fillRect(Math.floor(256 * i / palette.length), 0, Math.ceil(256 / palette.length) + 1, 1);
  });
  const text = (value) => String(Number(value.toPrecision(3)));
  return () => {
    const shown = state.legend();
    byId("legend").hidden = !shown;
    if (!shown) return;
    byId("legend-title").textContent = shown.title;
    byId("legend-low").textContent = text(shown.low);
    byId("legend-high").textContent = text(shown.high);
  };
}

/** What is known of the sample, and what can be done with it; `again` asks for another one like it. */
export function info(state, source, again) {
  const change = async (what, fields) => {
    try {
      state.update(await source.change(state.selected, what, fields));
    } catch (error) {
      state.report(error.message);
    }
  };
  byId("star").addEventListener("click", () => change("favourite", { on: !state.selected.favourite }));
  byId("again").addEventListener("click", () => again(state.selected));
  byId("rename").addEventListener("click", () => {
    const title = prompt("What is it called?", state.selected.title);
    if (title !== null) change("rename", { title });
  });
  byId("delete").addEventListener("click", () => {
    const where = state.selected.saved ? " Its files go to the folder .deleted beside them." : "";
    if (confirm(`Delete ${state.selected.title}?${where}`)) change("delete");
  });
  return (what) => {
    if (!["selection", "loaded", "collection"].some((word) => what.has(word))) return;
    byId("sample-actions").hidden = !state.selected || !source.change;
    byId("again").hidden = !source.canGenerate || !state.selected?.info.prompt;
    pressed(byId("star"), Boolean(state.selected?.favourite));
    const rows = state.selected ? infoRows(state.selected, state.sample()) : [["", "nothing is selected", "wide"]];
    byId("info").replaceChildren(...rows.flatMap(([term, text, kind]) => [
      ...(term ? [element("dt", {}, term)] : []), element("dd", { className: kind || "" }, String(text)),
    ]));
  };
}

function infoRows(item, sample) {
  const facts = item.info || {}, rows = [["", facts.prompt || item.title, "wide"]];
  const add = (term, value) => { if (value !== undefined && value !== null && value !== "") rows.push([term, value]); };
  const settings = facts.settings || {}, report = facts.mesh || {};
  const count = (value) => (value === undefined ? undefined : Number(value).toLocaleString("en"));
  const yes = (value) => (value === undefined ? undefined : value ? "yes" : "no");
  add("pictures", (facts.images || []).map(({ name }) => name).join(", "));
  add("seed", facts.seed);
  add("points", count(sample?.cloud ? sample.cloud.xyz.length / 3 : settings.points));
  add("sampler", settings.sampler && `${settings.sampler}, ${settings.steps} steps`);
  add("guidance", settings.guidance);
  add("negative", settings.negative);
  add("model", facts.model?.name);
  add("device", facts.device);
  if (sample?.mesh) add("mesh", `${count(sample.mesh.faces.length / 3)} faces`);
  add("watertight", yes(report.watertight));
  add("manifold", yes(report.edge_manifold === undefined ? undefined : report.edge_manifold && report.vertex_manifold));
  add("components", report.components);
  add("genus", report.genus);
  add("volume", report.volume && `${report.volume.toPrecision(4)} ${report.unit ? `${report.unit}³` : ""}`);
  add("area", report.area && `${report.area.toPrecision(4)} ${report.unit ? `${report.unit}²` : ""}`);
  add("point distance", report.cloud_distance_mean?.toPrecision(3));
  add("size", sample && `${sizeInFile(item, sample).map(short).join(" × ")} ${unitOf(item)}`);
  add("pictures on it", sample?.paint && sample.paint.pictures.map(({ image }) => `${image.width} × ${image.height}`).join(", "));
  add("file", facts.file);
  add("folder", item.folder);
  for (const note of [facts.mesh_error, item.problem, ...(sample?.notes || [])]) if (note) rows.push(["", note, "wide note"]);
  return rows;
}

const short = (value) => Number(value.toPrecision(3));

/** Sentences on what went wrong, until clicked or ten seconds have passed. */
export function messages(state) {
  let timer = 0;
  const box = byId("message");
  box.addEventListener("click", () => state.report(null));
  return () => {
    box.hidden = !state.problem;
    box.textContent = state.problem || "";
    clearTimeout(timer);
    if (state.problem) timer = setTimeout(() => state.report(null), 10_000);
  };
}

/** Buttons with data-action; those with data-on show a property of the state. */
export function actionButtons(state, keys, run) {
  const buttons = [...document.querySelectorAll("button[data-action]")];
  buttons.forEach((button) => {
    const key = keys.find(({ action }) => action === button.dataset.action);
    if (key) button.title = `${key.label[0].toUpperCase()}${key.label.slice(1)} (${key.key})`;
    button.addEventListener("click", () => run(button.dataset.action));
  });
  return () => buttons.filter((button) => button.dataset.on).forEach((button) => {
    pressed(button, Boolean(state[button.dataset.on]));
  });
}

export function helpSheet(keys) {
  const signs = { Left: "←", Right: "→", Up: "↑", Down: "↓", PageUp: "Page up", PageDown: "Page down" };
  const rows = new Map();
  for (const { key, action, label } of keys) rows.set(action, { label, keys: [...(rows.get(action)?.keys || []), key] });
  byId("keys").append(...[...rows.values()].map((row) => element("div", {}, element("span", {}, row.label),
    element("span", {}, ...row.keys.map((key) => element("kbd", {}, signs[key] || key))))));
  const sheet = byId("help");
  byId("show-help").addEventListener("click", () => sheet.showModal());
  byId("close-help").addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", ({ target }) => { if (target === sheet) sheet.close(); });
  return () => (sheet.open ? sheet.close() : sheet.showModal());
}

/** A button that opens a list of { label, note, run }; returns what opens it. */
export function menu(button, box, entries) {
  const close = () => {
    box.hidden = true;
    button.setAttribute("aria-expanded", "false");
  };
  const open = () => {
    const made = entries().map(({ label, note, run }) => {
      const entry = element("button", { type: "button", role: "menuitem" }, label, element("small", {}, note || ""));
      entry.addEventListener("click", () => {
        close();
        run();
      });
      return entry;
    });
    box.replaceChildren(...made);
    box.hidden = false;
    button.setAttribute("aria-expanded", "true");
    made[0]?.focus();
  };
  box.addEventListener("keydown", (event) => {
    const all = [...box.children], here = all.indexOf(document.activeElement);
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) all[(here + move + all.length) % all.length].focus();
    if (event.key === "Escape") {
      close();
      button.focus();
    }
    if (move || event.key === "Escape") event.preventDefault();
  });
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape") close(); });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!box.hidden && !box.contains(target) && !button.contains(target)) close();
  });
  return () => (box.hidden ? open() : close());
}
