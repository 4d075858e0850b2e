// Sizes, places and distances as they are in the files of a sample, and what lies under the pointer; as in
// shape_diff_viewer/measuring.py and cutting.py.

import { cross, dot, plus } from "./vectors.js";

const POINT_PX = 8; // a point is met by a pointer that is so many pixels away
export const Y_UP = [[1, 0, 0], [0, 1, 0], [0, 0, 1]], Z_UP = [[1, 0, 0], [0, 0, -1], [0, 1, 0]];

/** A place of the view in the coordinates of the sample's main mesh file, or of its only file. */
export function inFile(item, sample, xyz) {
  const { scale = 1, up = "y", origin = [0, 0, 0] } = item.info.mesh?.placement || {};
  const [x, y, z] = [...sample.inFile(xyz)].map((value, axis) => (value - origin[axis]) * scale);
  return up === "z" ? [x, -z, y] : [x, y, z];
}

export const unitOf = (item) => item.info.mesh?.unit || "";

/** Width, height and depth of the mesh, or else of the points, as it stands in the view, in the unit of its file. */
export function sizeInFile(item, { box, frame }) {
  const scale = frame.scale * (item.info.mesh?.placement?.scale ?? 1);
  return box.low.map((low, axis) => (box.high[axis] - low) * scale);
}

/** The plane of a cut { axis, place, flipped } as [normal, offset]: what is beyond it is hidden. */
export function planeOf(cut, sample) {
  const normal = sample.fileAxes[cut.axis], { low, high } = sample.bounds;
  const ends = [low, high].map((corner) => dot(corner, normal)).sort((a, b) => a - b);
  const offset = (ends[0] + ends[1]) / 2 + cut.place * (ends[1] - ends[0]) / 2;
  return cut.flipped ? [normal.map((value) => -value), -offset] : [normal, offset];
}

/** The ray through a place [x, y] in CSS pixels of a view of [width, height], with the side of a pixel at distance 1. */
export function rayAt(camera, orthographic, [x, y], [width, height]) {
  const [right, up, backward] = camera.axes, pixel = 2 * camera.slope / Math.min(width, height);
  const [u, v] = [pixel * (x - width / 2), pixel * (height / 2 - y)], ahead = backward.map((value) => -value);
  if (orthographic) {
    const far = camera.distance;
    return { origin: plus(plus(camera.eye, right, far * u), up, far * v), direction: ahead, pixel: pixel * far, parallel: true };
  }
  const way = plus(plus(ahead, right, u), up, v), length = Math.hypot(...way);
  return { origin: camera.eye, direction: way.map((value) => value / length), pixel, parallel: false };
}

/** The nearest place on a ray that a model shows with some layers, or null. */
export function met(ray, model, layers) {
  const kept = (distance) => {
    const place = plus(ray.origin, ray.direction, distance);
    return !model.plane || dot(place, model.plane[0]) <= model.plane[1];
  };
  let nearest = Infinity;
  const offer = (distance) => { if (distance > 0 && distance < nearest && kept(distance)) nearest = distance; };
  if (layers.mesh && model.mesh) surfaceMet(ray, model.mesh, offer);
  if (layers.points && model.points) pointsMet(ray, model.points, offer);
  return nearest < Infinity ? plus(ray.origin, ray.direction, nearest) : null;
}

/** Offer the distance of each triangle that the ray goes through (Möller and Trumbore 1997). */
function surfaceMet({ origin, direction }, { xyz, faces }, offer) {
  const corner = (at) => [xyz[3 * at], xyz[3 * at + 1], xyz[3 * at + 2]];
  for (let f = 0; f < faces.length; f += 3) {
    const a = corner(faces[f]), edge1 = plus(corner(faces[f + 1]), a, -1), edge2 = plus(corner(faces[f + 2]), a, -1);
    const across = cross(direction, edge2), area = dot(edge1, across);
    if (Math.abs(area) < 1e-14) continue;
    const away = plus(origin, a, -1), u = dot(away, across) / area;
    if (u < 0 || u > 1) continue;
    const turned = cross(away, edge1), v = dot(direction, turned) / area;
    if (v >= 0 && u + v <= 1) offer(dot(edge2, turned) / area);
  }
}

function pointsMet({ origin, direction, pixel, parallel }, { xyz }, offer) {
  for (let i = 0; i < xyz.length; i += 3) {
    const away = [xyz[i] - origin[0], xyz[i + 1] - origin[1], xyz[i + 2] - origin[2]], along = dot(away, direction);
    const reach = POINT_PX * pixel * (parallel ? 1 : along);
    if (dot(away, away) - along * along <= reach * reach) offer(along);
  }
}
