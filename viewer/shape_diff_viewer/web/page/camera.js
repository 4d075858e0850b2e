// A camera on a sphere around its target, the horizon always level. The numbers mean what they mean in
// shape_diff.rendering.camera: azimuth 0 looks at the front (+z side), 90 at the right (+x side); y is up.

import { dot, parallel, perspective, plus, product, viewMatrix } from "./vectors.js";

export const VIEWS = { front: [0, 0], right: [90, 0], top: [0, 90], iso: [35, 20] };
const DEGREE = Math.PI / 180;

export class Camera {
  constructor(azimuth = 35, elevation = 20, distance = 6.8, target = [0, 0, 0], fov = 30) {
    Object.assign(this, { azimuth, elevation, distance, target, fov });
  }

  copy() {
    return new Camera(this.azimuth, this.elevation, this.distance, [...this.target], this.fov);
  }

  get slope() {
    return Math.tan(this.fov * DEGREE / 2);
  }

  /** Unit vectors right, up and backward (target to eye). */
  get axes() {
    const a = this.azimuth * DEGREE, e = this.elevation * DEGREE;
    const backward = [Math.cos(e) * Math.sin(a), Math.sin(e), Math.cos(e) * Math.cos(a)];
    const up = [-Math.sin(e) * Math.sin(a), Math.cos(e), -Math.sin(e) * Math.cos(a)];
    return [[Math.cos(a), 0, -Math.sin(a)], up, backward];
  }

  get eye() {
    return plus(this.target, this.axes[2], this.distance);
  }

  orbit(azimuth, elevation) {
    this.azimuth = (this.azimuth + azimuth) % 360;
    this.elevation = Math.max(-90, Math.min(90, this.elevation + elevation));
  }

  /** Move the target by fractions of the picture's shorter side, right and up. */
  pan(x, y) {
    const [right, up] = this.axes, side = 2 * this.distance * this.slope;
    this.target = plus(plus(this.target, right, -x * side), up, -y * side);
  }

  look(name) {
    [this.azimuth, this.elevation] = VIEWS[name];
  }

  /** Positions (flat x, y, z) in the middle, as near as keeps them in a square picture (Camera.fit in Python). */
  fit(xyz, margin = 0.06) {
    if (!xyz.length) return;
    const slope = this.slope * (1 - 2 * margin), [right, up, backward] = this.axes;
    const seen = new Float32Array(xyz.length);
    for (let i = 0; i < xyz.length; i += 3) {
      const point = [xyz[i], xyz[i + 1], xyz[i + 2]];
      seen[i] = dot(point, right);
      seen[i + 1] = dot(point, up);
      seen[i + 2] = dot(point, backward);
    }
    let middle = midpoint(seen);
    for (let round = 0; round < 4; round++) {
      const distance = distanceFor(seen, middle, slope);
      const shift = offCentre(seen, middle, distance);
      middle = [middle[0] + shift[0] * distance, middle[1] + shift[1] * distance, middle[2]];
    }
    this.distance = distanceFor(seen, middle, slope) || 1;
    this.target = plus(plus(plus([0, 0, 0], right, middle[0]), up, middle[1]), backward, middle[2]);
  }

  /** World to clip coordinates for a picture of width x height that shows everything within `reach` of `centre`. */
  matrices(width, height, orthographic, centre, reach) {
    const depth = dot(plus(this.eye, centre, -1), this.axes[2]);
    const far = Math.max(depth + reach, this.distance * 0.02), view = viewMatrix(this.axes, this.eye);
    const projection = orthographic
      ? parallel(this.slope * this.distance, width, height, depth - reach, far)
      : perspective(this.slope, width, height, Math.max(depth - reach, this.distance * 0.01), far);
    return { view, projection, clip: product(projection, view) };
  }
}

function midpoint(seen) {
  const low = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < seen.length; i++) {
    low[i % 3] = Math.min(low[i % 3], seen[i]);
    high[i % 3] = Math.max(high[i % 3], seen[i]);
  }
  return low.map((value, axis) => (value + high[axis]) / 2);
}

function distanceFor(seen, middle, slope) {
  let distance = 0;
  for (let i = 0; i < seen.length; i += 3) {
    const side = Math.max(Math.abs(seen[i] - middle[0]), Math.abs(seen[i + 1] - middle[1]));
    distance = Math.max(distance, side / slope + seen[i + 2] - middle[2]);
  }
  return distance;
}

function offCentre(seen, middle, distance) {
  const low = [Infinity, Infinity], high = [-Infinity, -Infinity];
  for (let i = 0; i < seen.length; i += 3) {
    const depth = distance - (seen[i + 2] - middle[2]);
    for (let axis = 0; axis < 2; axis++) {
      const on = (seen[i + axis] - middle[axis]) / depth;
      low[axis] = Math.min(low[axis], on);
      high[axis] = Math.max(high[axis], on);
    }
  }
  return [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2];
}
