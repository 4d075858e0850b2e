// Puts the page together: source of samples, state, drawing, panels.

import { followState, restore } from "./address.js";
import { followKeys, followPointers } from "./controls.js";
import { Drawing } from "./drawing.js";
import { pngOf, save } from "./files.js";
import { gizmo } from "./gizmo.js";
import { overlay } from "./overlay.js";
import * as panels from "./panels.js";
import { promptBox } from "./prompt_box.js";
import { openSource } from "./source.js";
import { SETTLES_MS, ViewerState } from "./state.js";

const { byId } = panels;
const canvas = byId("canvas");
const CHANGES_MS = 2000;

async function start() {
  followTheme();
  const source = openSource(), settings = await source.settings();
  const state = new ViewerState(source, settings);
  if (document.documentElement.dataset.theme === "dark" && settings.backgrounds.dark) state.background = "dark";
  const stage = new Stage(state);
  const actions = { ...menus(state, source, stage), help: panels.helpSheet(settings.keys) };
  const run = (action) => state.do(action) || actions[action]?.();
  const box = promptBox(state, source);
  const redraws = [
    panels.gallery(state, source), panels.layers(state, settings.keys), panels.looks(state, settings),
    panels.timeline(state), panels.compare(state), panels.legend(state, settings.palette), panels.info(state, source, box.again),
    panels.messages(state), panels.actionButtons(state, settings.keys, run),
  ];
  const turnGizmo = gizmo(byId("gizmo"), state), write = overlay(byId("overlay"), canvas, state), remember = followState(state);
  state.subscribe((what) => {
    if (what.size > 1 || !what.has("camera")) redraws.forEach((redraw) => redraw(what));
    if (what.has("camera") || what.has("up")) turnGizmo();
    write();
    byId("busy").hidden = !state.loading();
    remember();
    stage.touch();
  });
  followPointers(canvas, state, () => stage.side());
  new ResizeObserver(write).observe(canvas);
  followKeys(settings.keys, run);
  uploads(state, source, box.addPicture);
  state.changed("collection", "selection", "step", "camera", "color", "background");
  if (source.changes) keepUp(state, source, box.follow);
  await restore(state);
}

/** Notice what others change: files of the folder, and a job that was begun before the page was loaded. */
function keepUp(state, source, follow) {
  if (source.facts.job !== null) follow(source.facts.job);
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const { items, job } = await source.changes();
      if (items) state.update(items);
      if (job !== null) follow(job);
    } catch (error) {
      if (state.problem !== error.message) state.report(error.message);
    }
  }, CHANGES_MS);
}

/** The 3D view: draws when something has changed, plays and turns while that goes on. */
class Stage {
  constructor(state) {
    this.state = state;
    this.drawing = new Drawing(canvas);
    this.last = 0;
    this.asked = false;
    new ResizeObserver(() => this.touch()).observe(canvas);
    canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
    canvas.addEventListener("webglcontextrestored", () => {
      this.drawing = new Drawing(canvas);
      this.touch();
    });
  }

  /** The shorter side of one view in CSS pixels. */
  side() {
    return Math.max(1, Math.min(canvas.clientWidth / (this.state.compare ? 2 : 1), canvas.clientHeight));
  }

  touch() {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame((now) => this.frame(now));
  }

  frame(now) {
    const { state } = this, moving = state.playing || state.turntable;
    if (moving && this.last) state.tick((now - this.last) / 1000);
    this.last = moving ? now : 0;
    this.asked = false;
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const width = Math.max(1, Math.round(canvas.clientWidth * ratio));
    const height = Math.max(1, Math.round(canvas.clientHeight * ratio));
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    this.drawing.draw(this.views());
    canvas.dataset.frames = String(Number(canvas.dataset.frames || 0) + 1);
    if (state.playing || state.turntable) this.touch();
    else if (state.moving) setTimeout(() => this.touch(), SETTLES_MS); // once more, with everything
  }

  views() {
    const { state } = this, count = state.compare ? 2 : 1, width = Math.floor(canvas.width / count);
    // A point has its size in pixels where the shape is framed, and grows with the shape when the eye comes nearer.
    const pixel = 2 * state.camera.slope * state.fitted / this.side();
    return Array.from({ length: count }, (_, side) => ({
      model: state.model(side), camera: state.camera, orthographic: state.orthographic, layers: state.layersOf(side),
      surface: state.surface, lampTurn: state.lampTurn, moving: state.moving, round: state.roundPoints, pointRadius: 0.5 * state.pointSize * pixel,
      background: state.backgroundRgb(), box: [side * width, 0, side ? canvas.width - width : width, canvas.height],
    }));
  }

  async savePicture(scale, transparent) {
    try {
      const name = `${this.state.selected?.name || "view"}${transparent ? ".transparent" : ""}.view.png`;
      save(await pngOf(this.drawing.picture(this.views(), Math.min(scale, this.drawing.maxScale()), transparent)), name);
    } catch (error) {
      this.state.report(error.message);
    }
    this.touch();
  }
}

function menus(state, source, stage) {
  const exports = panels.menu(byId("export"), byId("export-menu"), () => {
    const sample = state.sample();
    const guarded = (run) => async () => {
      try {
        await run();
      } catch (error) {
        state.report(error.message);
      }
    };
    const single = sample ? source.exports(state.selected, sample) : [];
    return [...single, ...zips(state, source)].map((entry) => ({ ...entry, run: guarded(entry.run) }));
  });
  const pictures = panels.menu(byId("screenshot-more"), byId("screenshot-menu"), () => [
    { label: "PNG", note: "as shown", run: () => stage.savePicture(1, false) },
    { label: "PNG", note: "transparent", run: () => stage.savePicture(1, true) },
    { label: "PNG", note: "4 times as large", run: () => stage.savePicture(4, false) },
    { label: "PNG", note: "4 times, transparent", run: () => stage.savePicture(4, true) },
    ...animations(state, source),
  ]);
  byId("screenshot-more").addEventListener("click", pictures);
  return {
    export: () => (state.sample() ? exports() : state.report("there is no sample to export")),
    screenshot: () => stage.savePicture(1, false),
    full_screen: () => (document.fullscreenElement ? document.exitFullscreen() : byId("middle").requestFullscreen()),
  };
}

/** Entries that save moving pictures, which the program draws. */
function animations(state, source) {
  if (!source.animation || !state.sample()) return [];
  const entry = (what) => ({ label: "WebP", note: what, run: async () => {
    const size = prompt("How many pixels wide?", "512");
    if (size === null) return;
    try {
      state.report(`the ${what} is being drawn, which takes a while`);
      await source.animation(state.selected, what, Number(size) || 0, state.colorBy);
      state.report(null);
    } catch (error) {
      state.report(error.message);
    }
  } });
  return [entry("turntable"), ...(state.lastStep() === null ? [] : [entry("denoising")])];
}

/** Entries that save many samples at once. */
function zips(state, source) {
  const shown = state.gallery(), stars = shown.filter(({ favourite }) => favourite);
  if (!source.zip || shown.length < 2) return [];
  const entry = (items, note) => ({ label: "GLB zip", note, run: () => source.zip(items, "glb") });
  return [entry(shown, `all ${shown.length} shown`), ...(stars.length ? [entry(stars, `${stars.length} favourites`)] : [])];
}

const MAIN = /\.(ply|obj|glb|gltf|stl|off|npz|npy|pcd|xyz|pts|asc|csv|txt)$/i, PICTURE = /^image\//;

/** Shapes among files, each with the files that only accompany it: materials, buffers and pictures of a mesh. */
function shapesAmong(files) {
  const all = [...files], main = all.filter(({ name }) => MAIN.test(name));
  const rest = all.filter((file) => !main.includes(file));
  return main.map((file) => [file, ...(/\.(obj|gltf)$/i.test(file.name) ? rest : [])]);
}

/** Files that are dropped on the page or chosen with its button; pictures alone are what is generated from. */
function uploads(state, source, addPicture) {
  if (!source.upload) return;
  const picker = byId("file");
  byId("open-file").hidden = false;
  byId("open-file").addEventListener("click", () => picker.click());
  const send = async (files) => {
    const shapes = shapesAmong(files);
    if (!shapes.length && [...files].every(({ type }) => PICTURE.test(type))) {
      for (const file of files) await addPicture(file);
      return;
    }
    try {
      for (const shape of shapes.length ? shapes : [...files].map((file) => [file])) {
        await state.add((await source.upload(shape)).item);
      }
    } catch (error) {
      state.report(error.message);
    }
  };
  picker.addEventListener("change", async () => {
    await send(picker.files);
    picker.value = "";
  });
  const show = (on) => (event) => {
    if (![...(event.dataTransfer?.types || [])].includes("Files")) return;
    event.preventDefault();
    byId("drop").hidden = !on;
  };
  document.addEventListener("dragover", show(true));
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) show(false)(event); });
  document.addEventListener("drop", (event) => {
    show(false)(event);
    send(event.dataTransfer.files);
  });
}

function followTheme() {
  const root = document.documentElement;
  root.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  byId("theme").addEventListener("click", () => {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  });
}

start().catch((error) => {
  byId("message").hidden = false;
  byId("message").textContent = error.message;
  throw error;
});
