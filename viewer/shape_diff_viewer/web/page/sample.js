// One sample ready to be drawn: its cloud, its mesh, its denoising steps, and what their colours may stand for.

import { coarseFaces, creased, edgesOf } from "./facets.js";
import { Y_UP, Z_UP } from "./measuring.js";
import { boundsOf } from "./vectors.js";
import { unpack } from "./unpack.js";

export class Sample {
  constructor({ arrays, notes, frame, sigmas, legends, pictures, groups }, palette, clay) {
    Object.assign(this, { notes, frame, sigmas: sigmas || [], legends, palette, clay });
    this.cloud = arrays.cloud && {
      xyz: arrays.cloud, rgb: arrays.cloudRgb || null, normals: arrays.cloudNormals || null, error: null,
    };
    this.mesh = arrays.mesh && { xyz: arrays.mesh, rgb: arrays.meshRgb || null, faces: arrays.faces, error: null };
    this.paint = pictures.length ? { uv: arrays.meshUv, tint: arrays.meshTint, pictures, groups } : null;
    if (this.mesh) this.mesh.normals = vertexNormals(this.mesh);
    this.colored = new Map();
    this.stepCache = new Map();
    this.steps = arrays.steps
      ? { xyz: arrays.steps, rgb: arrays.stepsRgb, normals: arrays.stepsNormals } : null;
    this.fileAxes = Y_UP;
    this.measure();
  }

  /** Find the extent of everything, and the box of what is exported: the mesh, where there is one. */
  measure() {
    const shown = [this.cloud, this.mesh].filter(Boolean).map((part) => part.xyz);
    this.bounds = boundsOf(...(shown.length ? shown : [this.stepArrays(this.sigmas.length - 1).xyz]));
    this.box = this.mesh ? boundsOf(this.mesh.xyz) : this.bounds;
    const { low, high } = this.bounds;
    this.centre = low.map((value, axis) => (value + high[axis]) / 2);
    this.reach = Math.max(1e-6, Math.hypot(...low.map((value, axis) => high[axis] - value)) / 2);
  }

  /** Stand as the axes of the file are to be shown, Y_UP or Z_UP. */
  turnTo(fileAxes) {
    if (this.fileAxes === fileAxes) return;
    this.fileAxes = fileAxes;
    for (const part of [this.cloud, this.mesh, this.steps].filter(Boolean)) {
      for (const name of ["xyz", "normals"]) if (part[name]) part[name] = quarterTurn(part[name], fileAxes === Z_UP);
      Object.assign(part, { drawn: null, edges: null, coarse: null });
    }
    this.colored.clear();
    this.stepCache.clear();
    this.measure();
  }

  static async from(bytes, palette, clay) {
    return new Sample(await unpack(bytes), palette, clay);
  }

  /** Take in how far cloud and mesh are from each other, which comes apart. */
  async addErrors(bytes) {
    const { arrays, legends } = await unpack(bytes);
    if (this.cloud) this.cloud.error = arrays.cloudError || null;
    if (this.mesh) this.mesh.error = arrays.meshError || null;
    Object.assign(this.legends, legends);
    this.colored.clear();
  }

  /** Whether there are a cloud and a mesh, so that they have a distance. */
  get hasErrors() {
    return Boolean(this.mesh && (this.cloud || this.steps));
  }

  get stepCount() {
    return this.sigmas.length;
  }

  get lastStep() {
    return this.sigmas.length - 1;
  }

  /** The points at a step of the denoising run, or of the finished cloud for null and the last step. */
  points(step, colorBy) {
    const finished = step === null || step >= this.lastStep;
    if (finished && this.cloud) return this.withColors(this.cloud, colorBy, "cloud");
    return this.steps ? this.withColors(this.stepArrays(finished ? this.lastStep : step), colorBy, `step${step}`) : null;
  }

  /** The mesh with its edges, a coarser copy for large ones, and the colours or pictures asked for. */
  surface(colorBy) {
    if (!this.mesh) return null;
    const { mesh, paint } = this, painted = paint && colorBy === "rgb";
    const groups = paint ? paint.groups : [{ picture: -1, start: 0, count: mesh.faces.length }];
    const drawn = this.drawn, rgb = painted ? paint.tint : this.withColors(mesh, colorBy, "mesh").rgb;
    if (drawn.colors !== rgb) Object.assign(drawn, { colors: rgb, rgb: gathered(rgb, drawn.source, 3) });
    return {
      xyz: drawn.xyz, normals: drawn.normals, rgb: drawn.rgb, faces: drawn.faces, groups,
      paint: painted ? { ...paint, uv: drawn.uv } : null,
      get edges() { return (mesh.edges ||= edgesOf(mesh, 0.004)); },
      get coarse() { return (mesh.coarse ??= coarseFaces(drawn, groups) || false); },
    };
  }

  /** The mesh as it is drawn, with vertices doubled along its sharp edges. */
  get drawn() {
    if (!this.mesh.drawn) {
      const { source, faces, normals } = creased(this.mesh);
      this.mesh.drawn = {
        source, faces, normals, xyz: gathered(this.mesh.xyz, source, 3), uv: this.paint && gathered(this.paint.uv, source, 2),
      };
    }
    return this.mesh.drawn;
  }

  stepArrays(step) {
    if (this.stepCache.has(step)) return this.stepCache.get(step);
    const part = (array) => {
      const size = array.length / this.sigmas.length;
      return array.subarray(step * size, (step + 1) * size);
    };
    const made = { xyz: part(this.steps.xyz), rgb: part(this.steps.rgb), normals: part(this.steps.normals) };
    this.stepCache.set(step, made);
    return made;
  }

  withColors(part, colorBy, name) {
    const key = `${name} ${colorBy}`;
    if (this.colored.get(name)?.key !== key) {
      this.colored.set(name, { key, rgb: this.colorsOf(part, colorBy) });
    }
    return { xyz: part.xyz, normals: part.normals, rgb: this.colored.get(name).rgb };
  }

  colorsOf(part, colorBy) {
    if (colorBy === "normal" && part.normals) return part.normals.map((value) => 0.5 + 0.5 * value);
    if (colorBy === "height") {
      const low = this.bounds.low[1], span = Math.max(1e-9, this.bounds.high[1] - low);
      return this.scaled(part.xyz.length / 3, (i) => (part.xyz[3 * i + 1] - low) / span);
    }
    if (colorBy === "error" && part.error) return this.scaled(part.xyz.length / 3, (i) => part.error[i]);
    if (part.rgb && colorBy === "rgb") return part.rgb;
    const plain = new Float32Array(part.xyz.length);
    for (let i = 0; i < plain.length; i++) plain[i] = this.clay[i % 3];
    return plain;
  }

  /** Colours of the scale for numbers in [0, 1]. */
  scaled(count, value) {
    const out = new Float32Array(3 * count), last = this.palette.length - 1;
    for (let i = 0; i < count; i++) {
      const entry = this.palette[Math.max(0, Math.min(last, Math.round(value(i) * last)))];
      for (let c = 0; c < 3; c++) out[3 * i + c] = entry[c];
    }
    return out;
  }

  /** Positions as they are in the file, not as they are shown. */
  inFile(xyz) {
    const { center, scale } = this.frame, lying = this.fileAxes === Y_UP ? xyz : quarterTurn(xyz, false);
    return Float64Array.from(lying, (value, i) => value * scale + center[i % 3]);
  }
}

/** Vectors turned so that their z axis points upwards, or back. */
function quarterTurn(xyz, up) {
  const out = new Float32Array(xyz.length);
  for (let i = 0; i < xyz.length; i += 3) {
    out[i] = xyz[i];
    out[i + 1] = up ? xyz[i + 2] : -xyz[i + 2];
    out[i + 2] = up ? -xyz[i + 1] : xyz[i + 1];
  }
  return out;
}

/** The rows of an array that are named. */
function gathered(array, rows, size) {
  const out = new Float32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) for (let axis = 0; axis < size; axis++) out[size * i + axis] = array[size * rows[i] + axis];
  return out;
}

/** Normals of vertices, each face weighing by its area, as in geometry/mesh_normals.py. */
export function vertexNormals({ xyz, faces }) {
  const sum = new Float32Array(xyz.length);
  for (let f = 0; f < faces.length; f += 3) {
    const [a, b, c] = [3 * faces[f], 3 * faces[f + 1], 3 * faces[f + 2]];
    const [ux, uy, uz] = [xyz[b] - xyz[a], xyz[b + 1] - xyz[a + 1], xyz[b + 2] - xyz[a + 2]];
    const [vx, vy, vz] = [xyz[c] - xyz[a], xyz[c + 1] - xyz[a + 1], xyz[c + 2] - xyz[a + 2]];
    const nx = uy * vz - uz * vy, ny = uz * vx - ux * vz, nz = ux * vy - uy * vx;
    for (const v of [a, b, c]) {
      sum[v] += nx;
      sum[v + 1] += ny;
      sum[v + 2] += nz;
    }
  }
  for (let v = 0; v < sum.length; v += 3) {
    const length = Math.hypot(sum[v], sum[v + 1], sum[v + 2]);
    if (length > 0) for (let axis = 0; axis < 3; axis++) sum[v + axis] /= length;
    else sum[v + 1] = 1;
  }
  return sum;
}
