// Puts the page together: source of samples, state, drawing, panels.

import { followKeys, followPointers } from "./controls.js";
import { Drawing } from "./drawing.js";
import { pngOf, save } from "./files.js";
import * as panels from "./panels.js";
import { promptBox } from "./prompt_box.js";
import { openSource } from "./source.js";
import { ViewerState } from "./state.js";

const { byId } = panels;
const canvas = byId("canvas");

async function start() {
  followTheme();
  const source = openSource(), settings = await source.settings();
  const state = new ViewerState(source, settings);
  if (document.documentElement.dataset.theme === "dark" && settings.backgrounds.dark) state.background = "dark";
  const stage = new Stage(state);
  const actions = { ...menus(state, source, stage), help: panels.helpSheet(settings.keys) };
  const run = (action) => state.do(action) || actions[action]?.();
  const redraws = [
    panels.gallery(state, source), panels.layers(state, settings.keys), panels.looks(state, settings),
    panels.timeline(state), panels.compare(state), panels.legend(state, settings.palette), panels.info(state),
    panels.messages(state), panels.actionButtons(state, settings.keys, run),
  ];
  state.subscribe((what) => {
    if (what.size > 1 || !what.has("camera")) redraws.forEach((redraw) => redraw(what));
    byId("busy").hidden = !state.loading();
    stage.touch();
  });
  followPointers(canvas, state, () => stage.side());
  followKeys(settings.keys, run);
  promptBox(state, source);
  uploads(state, source);
  state.changed("collection", "selection", "step", "camera", "color", "background");
  if (state.items.length) await state.select(state.items[0]);
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
  }

  views() {
    const { state } = this, count = state.compare ? 2 : 1, width = Math.floor(canvas.width / count);
    // A point has its size in pixels where the shape is framed, and grows with the shape when the eye comes nearer.
    const pixel = 2 * state.camera.slope * state.fitted / this.side();
    return Array.from({ length: count }, (_, side) => ({
      model: state.model(side), camera: state.camera, orthographic: state.orthographic, layers: state.layersOf(side),
      light: state.light, round: state.roundPoints, pointRadius: 0.5 * state.pointSize * pixel,
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
    return sample ? source.exports(state.selected, sample).map((entry) => ({ ...entry, run: guarded(entry.run) })) : [];
  });
  const pictures = panels.menu(byId("screenshot-more"), byId("screenshot-menu"), () => [
    { label: "PNG", note: "as shown", run: () => stage.savePicture(1, false) },
    { label: "PNG", note: "transparent", run: () => stage.savePicture(1, true) },
    { label: "PNG", note: "4 times as large", run: () => stage.savePicture(4, false) },
    { label: "PNG", note: "4 times, transparent", run: () => stage.savePicture(4, true) },
  ]);
  byId("screenshot-more").addEventListener("click", pictures);
  return {
    export: () => (state.sample() ? exports() : state.report("there is no sample to export")),
    screenshot: () => stage.savePicture(1, false),
  };
}

/** Files that are dropped on the page or chosen with its button. */
function uploads(state, source) {
  if (!source.upload) return;
  const picker = byId("file");
  byId("open-file").hidden = false;
  byId("open-file").addEventListener("click", () => picker.click());
  const send = async (files) => {
    for (const file of files) {
      try {
        await state.add((await source.upload(file)).item);
      } catch (error) {
        state.report(error.message);
      }
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
