// What is looked at and how: the same state, actions and words for changes as shape_diff_viewer/state.py.

import { Camera } from "./camera.js";
import { Y_UP, Z_UP, met, planeOf, rayAt } from "./measuring.js";

export const SORTS = ["opened", "newest", "name", "favourites"];
export const LAYERS = ["points", "mesh", "wireframe", "normals", "axes", "ground", "size"];
const DRAG_DEG = 180, TURNTABLE_DEG_PER_SECOND = 30, MAX_TICK_S = 0.25, POINT_SIZE_RANGE = [1, 30], ZOOM_RANGE = [0.1, 10];
export const SETTLES_MS = 180;

export class ViewerState {
  /** `source` gives the items and their payloads; `settings` are the defaults that Python sent. */
  constructor(source, settings) {
    Object.assign(this, {
      source, items: settings.items, words: "", sort: "opened", selected: null, compare: null, step: null, playing: false,
      layers: { ...settings.layers }, pointSize: settings.pointSize, roundPoints: settings.roundPoints,
      surfaces: settings.surfaces, surface: settings.surfaces[0], lampTurn: 0, cut: null, zUp: false, measuring: false, picks: [],
      colorBy: "rgb", backgrounds: settings.backgrounds, background: settings.background, turntable: false,
      ways: settings.colorBy, keepsView: 0, camera: new Camera(), orthographic: false, problem: null, stepsPerSecond: settings.stepsPerSecond,
    });
    this.samples = new Map();
    this.listeners = [];
    this.clock = 0;
    this.fitted = this.camera.distance;
    this.moved = -Infinity;
  }

  subscribe(listener) {
    this.listeners.push(listener);
  }

  changed(...what) {
    const words = new Set(what);
    this.listeners.forEach((listener) => listener(words));
  }

  /** Carry out an action of the table of keys; false if it is one of the page's. */
  do(action) {
    const known = ACTIONS[action];
    if (known) known(this);
    return Boolean(known);
  }

  // What is to be drawn

  gallery() {
    const wanted = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = this.items.filter(({ title, name, folder }) => (
      wanted.every((w) => `${title} ${name} ${folder || ""}`.toLowerCase().includes(w))
    ));
    return ORDERS[this.sort] ? shown.sort(ORDERS[this.sort]) : shown;
  }

  sides() {
    return [this.selected, this.compare].filter(Boolean);
  }

  /** The loaded sample on the left (0) or right (1); null while it is loading and where it cannot be read. */
  sample(side = 0) {
    const item = this.sides()[side], sample = (item && this.samples.get(item.name)?.sample) || null;
    sample?.turnTo(this.zUp ? Z_UP : Y_UP);
    return sample;
  }

  loading() {
    return this.sides().some((item) => !this.samples.get(item.name)?.done);
  }

  /** What one side draws, as drawing.js says, or null. */
  model(side) {
    const sample = this.sample(side);
    if (!sample) return null;
    const unfinished = this.unfinished(sample);
    const step = sample.stepCount && this.step !== null ? Math.min(this.step, sample.lastStep) : null;
    return {
      points: sample.points(step, this.colorBy), mesh: unfinished ? null : sample.surface(this.colorBy),
      centre: sample.centre, reach: sample.reach, bounds: sample.bounds, box: sample.box, fileAxes: sample.fileAxes,
      plane: this.cut && planeOf(this.cut, sample),
    };
  }

  unfinished(sample) {
    return Boolean(sample.stepCount) && this.step !== null && this.step < sample.lastStep;
  }

  /** The layers one side draws; one sample on both sides is its cloud beside its mesh. Points stand for a mesh that is not
   * there, or not yet. */
  layersOf(side) {
    if (!this.compare || this.compare !== this.selected) {
      const sample = this.sample(side), meshless = sample && (!sample.mesh || this.unfinished(sample));
      return { ...this.layers, points: this.layers.points || Boolean(this.layers.mesh && meshless) };
    }
    const { axes, ground, normals, wireframe } = this.layers;
    return side === 0
      ? { points: true, mesh: false, wireframe: false, normals, axes, ground }
      : { points: false, mesh: true, wireframe, normals: false, axes, ground };
  }

  /** Why a layer that is switched on shows nothing, or "". */
  whyNothing(layer) {
    const sample = this.sample();
    if (!sample || this.compare) return "";
    if (["mesh", "wireframe"].includes(layer)) {
      if (!sample.mesh) return sample.partial ? "the mesh is being read" : "this sample has no mesh";
      if (this.unfinished(sample)) return "the mesh is there after the last denoising step";
    }
    if (layer === "points" && !sample.cloud && !sample.steps) return "this sample has no points";
    if (layer === "normals" && !this.layersOf(0).points && !sample.mesh) return "there are no points to show normals of";
    return "";
  }

  legend() {
    return this.sample()?.legends[this.colorBy] || null;
  }

  lastStep() {
    const runs = this.sides().map((_, side) => this.sample(side)).filter((sample) => sample?.stepCount);
    return runs.length ? Math.max(...runs.map((sample) => sample.lastStep)) : null;
  }

  backgroundRgb() {
    return this.backgrounds[this.background];
  }

  // Samples

  async select(item) {
    if (this.compare && this.compare === this.selected) this.compare = item; // still its cloud beside its mesh
    else if (this.compare === item) this.compare = this.selected; // they change places
    Object.assign(this, { selected: item, step: null, playing: false, picks: [], problem: null });
    this.changed("selection", "compare", "step", "playing", "picks", "problem");
    await this.loadSides();
    if (this.selected === item) this.arrived();
  }

  selectBy(count) {
    const items = this.gallery();
    if (!items.length) {
      this.selected = null;
      this.changed("selection");
      return null;
    }
    const here = items.indexOf(this.selected);
    const target = here < 0 ? items[0] : items[Math.max(0, Math.min(items.length - 1, here + count))];
    return target === this.selected ? null : this.select(target);
  }

  filter(words) {
    this.words = words;
    this.changed("collection");
  }

  setSort(sort) {
    this.sort = sort;
    this.changed("collection");
  }

  add(item) {
    const known = this.items.find(({ name }) => name === item.name);
    if (!known) this.items = [...this.items, item];
    this.changed("collection");
    return this.select(known || item);
  }

  /** Take over the items that the program has now: what changed is read again, what is gone goes. */
  update(items) {
    const before = new Map(this.items.map((item) => [item.name, item]));
    this.items = items.map((item) => {
      const known = before.get(item.name);
      if (!known) return item;
      if (known.version !== item.version) this.samples.delete(item.name);
      return Object.assign(known, item);
    });
    const gone = this.selected && !this.items.includes(this.selected);
    if (gone) this.report(`${this.selected.title} is not there any more`);
    if (this.compare && !this.items.includes(this.compare)) this.compare = null;
    this.changed("collection", "selection", "compare");
    if (gone) this.selectBy(0);
    else if (!this.selected && this.items.length) this.select(this.items[0]);
    else if (this.selected && !this.samples.has(this.selected.name)) this.select(this.selected);
  }

  async compareWith(item) {
    this.compare = item;
    this.changed("compare");
    await this.loadSides();
    if (this.compare === item) this.arrived();
  }

  /** Go on from one view to cloud beside mesh, to the next sample beside this one, and back to one view. */
  nextCompare() {
    if (!this.selected) return null;
    const ways = [null], sample = this.sample(), items = this.gallery();
    if (sample?.mesh && (sample.cloud || sample.steps)) ways.push(this.selected);
    if (items.some((item) => item !== this.selected)) {
      ways.push(items[(items.indexOf(this.selected) + 1) % items.length]);
    }
    const now = this.compare === null || this.compare === this.selected ? this.compare : ways[ways.length - 1];
    return this.compareWith(ways[(ways.indexOf(now) + 1) % ways.length] ?? null);
  }

  async loadSides() {
    await Promise.all(this.sides().map((item) => this.load(item)));
  }

  /** Get a sample once; a failure is told and tried again when the sample is selected again. */
  load(item) {
    const known = this.samples.get(item.name);
    if (known && !known.failed) return known.promise;
    const entry = { sample: null, done: false, failed: false };
    this.source.cloud?.(item).then((sample) => {
      if (!sample || entry.sample || this.selected !== item) return;
      entry.sample = Object.assign(sample, { partial: true });
      const { keepsView } = this; // for the whole sample
      this.arrived();
      this.keepsView = keepsView;
    }).catch(() => {}); // the whole sample will say what is wrong
    entry.promise = this.source.sample(item).then((sample) => { entry.sample = sample; }, (error) => {
      entry.failed = true;
      if (this.sides().includes(item)) this.report(error.message);
    }).finally(() => { entry.done = true; });
    this.samples.set(item.name, entry);
    this.forgetOld();
    return entry.promise;
  }

  forgetOld() {
    const shown = this.sides().map(({ name }) => name);
    for (const name of this.samples.keys()) {
      if (this.samples.size <= 12) return;
      if (!shown.includes(name)) this.samples.delete(name);
    }
  }

  arrived() {
    this.showSomething();
    this.needErrors();
    if (this.keepsView) this.fitted = this.keepsView;
    else this.fit();
    this.keepsView = 0;
    this.changed("loaded", "camera");
  }

  /** Switch on the mesh, or the points that stand for it, where nothing would be seen. */
  showSomething() {
    const { points, mesh, wireframe } = this.layers;
    const seen = points || mesh || (wireframe && this.sides().every((_, side) => this.sample(side)?.mesh));
    if (!seen) this.layers.mesh = true;
    this.changed("layers");
  }

  /** Ask for the distances between cloud and mesh where colours are to stand for them. */
  async needErrors() {
    if (this.colorBy !== "error") return;
    await Promise.all(this.sides().map(async (item, side) => {
      const sample = this.sample(side);
      if (!sample?.hasErrors || sample.legends.error || sample.asked) return;
      sample.asked = true;
      try {
        await sample.addErrors(await this.source.errors(item));
        this.changed("color");
      } catch (error) {
        this.report(error.message);
      }
    }));
  }

  // Denoising

  play() {
    const last = this.lastStep();
    if (last === null) {
      this.report("this sample has no denoising steps; generate it with --keep-steps");
      return;
    }
    this.playing = !this.playing;
    this.clock = 0;
    if (this.playing && (this.step === null || this.step >= last)) this.step = 0;
    if (this.playing) this.showSomething();
    this.changed("playing", "step", "layers");
  }

  goToStep(step) {
    const last = this.lastStep();
    this.step = step === null || last === null ? null : Math.max(0, Math.min(last, Math.round(step)));
    this.changed("step");
  }

  stepBy(count) {
    const last = this.lastStep();
    if (last !== null) this.goToStep((this.step === null ? last : this.step) + count);
  }

  /** Let time pass: the run plays, the turntable turns. */
  tick(seconds) {
    const time = Math.min(Math.max(seconds, 0), MAX_TICK_S);
    if (this.turntable) {
      this.camera.orbit(TURNTABLE_DEG_PER_SECOND * time, 0);
      this.changed("camera");
    }
    if (this.playing) this.playOn(time);
  }

  playOn(time) {
    this.clock += time * this.stepsPerSecond;
    const steps = Math.floor(this.clock), last = this.lastStep();
    this.clock -= steps;
    if (steps === 0 && last !== null) return;
    if (last !== null) this.step = Math.min((this.step || 0) + steps, last);
    if (last === null || this.step === last) this.playing = false;
    this.changed("step", "playing");
  }

  // Layers and looks

  toggle(layer) {
    this.layers[layer] = !this.layers[layer];
    this.changed("layers");
  }

  setPointSize(size) {
    this.pointSize = Math.max(POINT_SIZE_RANGE[0], Math.min(POINT_SIZE_RANGE[1], size));
    this.changed("points");
  }

  setColorBy(colorBy) {
    this.colorBy = colorBy;
    const sample = this.sample();
    if (colorBy === "error" && sample && !sample.hasErrors) {
      this.report("the error is the distance between cloud and mesh, and this sample has only one of them");
    }
    this.needErrors();
    this.changed("color");
  }

  set(name, value, word) {
    this[name] = value;
    this.changed(word);
  }

  nextSurface() {
    this.set("surface", this.surfaces[(this.surfaces.indexOf(this.surface) + 1) % this.surfaces.length], "surface");
  }

  /** Turn the light about the vertical, as far as half a turn to either side. */
  turnLamp(degrees) {
    this.set("lampTurn", Math.max(-180, Math.min(180, degrees)), "surface");
  }

  /** Cut across x, then y, then z, then nothing. */
  nextCut() {
    const axis = this.cut ? this.cut.axis + 1 : 0;
    this.set("cut", axis < 3 ? { axis, place: 0, flipped: false } : null, "cut");
  }

  /** Show the z axis of the files upwards, or the y axis again. */
  toggleZUp() {
    this.zUp = !this.zUp;
    this.picks = [];
    this.changed("up", "picks");
    this.fit();
  }

  nextBackground() {
    const names = Object.keys(this.backgrounds);
    this.set("background", names[(names.indexOf(this.background) + 1) % names.length], "background");
  }

  // Measuring

  /** Begin to pick places, or stop and forget them. */
  toggleMeasuring() {
    this.measuring = !this.measuring;
    this.picks = [];
    this.changed("picks");
  }

  /** Pick what is nearest under a place of a view of a size; after two picks on one sample the next one begins anew. */
  pointAt(at, size, side) {
    const model = this.model(side);
    const place = model && met(rayAt(this.camera, this.orthographic, at, size), model, this.layersOf(side));
    if (!place) return;
    const goesOn = this.picks.length === 1 && this.picks[0].side === side;
    this.set("picks", [...(goesOn ? this.picks : []), { side, place }], "picks");
  }

  // Camera. A drag is measured in shorter sides of the view, rightwards and downwards positive.

  /** Whether the camera was moved a moment ago: large things are then drawn coarser. */
  get moving() {
    return this.turntable || performance.now() - this.moved < SETTLES_MS;
  }

  orbit(dx, dy) {
    this.moved = performance.now();
    this.camera.orbit(-DRAG_DEG * dx, DRAG_DEG * dy);
    this.changed("camera");
  }

  pan(dx, dy) {
    this.moved = performance.now();
    this.camera.pan(dx, -dy);
    this.changed("camera");
  }

  /** Come nearer by a factor above 1, go back by one below. */
  zoom(factor) {
    this.moved = performance.now();
    const [low, high] = ZOOM_RANGE.map((limit) => limit * this.fitted);
    this.camera.distance = Math.max(low, Math.min(high, this.camera.distance / factor));
    this.changed("camera");
  }

  look(view) {
    this.camera.look(view);
    this.fit();
  }

  /** Frame the boxes of the finished samples in view, keeping the direction. */
  fit() {
    const boxes = this.sides().map((_, side) => this.sample(side)?.bounds).filter(Boolean);
    if (boxes.length) {
      const low = [0, 1, 2].map((axis) => Math.min(...boxes.map((box) => box.low[axis])));
      const high = [0, 1, 2].map((axis) => Math.max(...boxes.map((box) => box.high[axis])));
      this.camera.fit(corners(low, high));
      this.fitted = this.camera.distance;
    }
    this.changed("camera");
  }

  // Problems

  report(problem) {
    this.problem = problem;
    this.changed("problem");
  }
}

const byName = (a, b) => a.title.localeCompare(b.title, "en", { numeric: true }) || a.name.localeCompare(b.name);

const ORDERS = {
  newest: (a, b) => b.modified - a.modified || byName(a, b),
  name: byName,
  favourites: (a, b) => Number(b.favourite) - Number(a.favourite) || byName(a, b),
};

function corners(low, high) {
  const out = [];
  for (let i = 0; i < 8; i++) for (let axis = 0; axis < 3; axis++) out.push((i >> axis & 1 ? high : low)[axis]);
  return out;
}

const ACTIONS = {
  play: (state) => state.play(),
  step_back: (state) => state.stepBy(-1),
  step_forward: (state) => state.stepBy(1),
  previous_sample: (state) => state.selectBy(-1),
  next_sample: (state) => state.selectBy(1),
  ...Object.fromEntries(LAYERS.map((layer) => [`toggle_${layer}`, (state) => state.toggle(layer)])),
  larger_points: (state) => state.setPointSize(1.25 * state.pointSize),
  smaller_points: (state) => state.setPointSize(0.8 * state.pointSize),
  next_surface: (state) => state.nextSurface(),
  next_cut: (state) => state.nextCut(),
  toggle_z_up: (state) => state.toggleZUp(),
  toggle_measuring: (state) => state.toggleMeasuring(),
  next_background: (state) => state.nextBackground(),
  toggle_turntable: (state) => state.set("turntable", !state.turntable, "turntable"),
  fit: (state) => state.fit(),
  look_front: (state) => state.look("front"),
  look_right: (state) => state.look("right"),
  look_top: (state) => state.look("top"),
  look_iso: (state) => state.look("iso"),
  toggle_orthographic: (state) => state.set("orthographic", !state.orthographic, "projection"),
  next_compare: (state) => state.nextCompare(),
};
