// What is drawn of meshes: vertices doubled along sharp edges, and of large ones feature edges in the place of all edges
// and fewer faces while something moves.

const CREASE = Math.cos(40 * Math.PI / 180), MANY_CREASED = 500_000;
const ALL_EDGES = 20_000; // faces; of larger meshes only the edges where the surface bends or ends are drawn
const BEND = Math.cos(25 * Math.PI / 180);
const MANY_FACES = 300_000, CELLS = 110;

/**
 * Vertices to draw as { source, faces, normals }: each is the vertex `source` of the mesh; corners between faces that differ
 * by more than 40 degrees have one of their own, as in rendering/surface.py. Vertices at one place count as one.
 */
export function creased(mesh) {
  const { xyz, faces } = mesh, place = welded(mesh), area = faceNormals(mesh, false), unit = faceNormals(mesh, true);
  const many = faces.length / 3 > MANY_CREASED, around = facesAround(place, faces), count = xyz.length / 3;
  const source = Array.from({ length: count }, (_, v) => v), drawn = new Uint32Array(faces.length);
  const normals = new Float32Array(3 * (count + faces.length));
  const put = (vertex, n) => {
    const length = Math.hypot(...n) || 1;
    for (let axis = 0; axis < 3; axis++) normals[3 * vertex + axis] = n[axis] / length;
  };
  for (let corner = 0; corner < faces.length; corner++) {
    const own = corner - corner % 3, sum = [0, 0, 0];
    let smooth = true;
    for (const face of around(place[faces[corner]])) {
      const agree = many || unit[own] * unit[face] + unit[own + 1] * unit[face + 1] + unit[own + 2] * unit[face + 2] > CREASE
        || !(unit[face] || unit[face + 1] || unit[face + 2]);
      if (!agree) smooth = false;
      else for (let axis = 0; axis < 3; axis++) sum[axis] += area[face + axis];
    }
    drawn[corner] = smooth ? faces[corner] : source.push(faces[corner]) - 1;
    put(drawn[corner], sum);
  }
  return { source: Uint32Array.from(source), faces: drawn, normals: normals.slice(0, 3 * source.length) };
}

/** A function place -> the first numbers (3 times the face's) of the faces around it, 48 at most. */
function facesAround(place, faces) {
  const start = new Uint32Array(place.length + 1), list = new Uint32Array(faces.length);
  for (const vertex of faces) start[place[vertex] + 1]++;
  for (let v = 0; v < place.length; v++) start[v + 1] += start[v];
  const next = start.slice();
  faces.forEach((vertex, corner) => { list[next[place[vertex]]++] = corner - corner % 3; });
  return (vertex) => list.subarray(start[vertex], Math.min(start[vertex + 1], start[vertex] + 48));
}

/** The edges to draw as pairs of positions, lifted along the normals so that faces do not hide them. */
export function edgesOf(mesh, lift) {
  const { xyz, normals } = mesh, few = mesh.faces.length / 3 <= ALL_EDGES;
  const ends = few ? allEdges(mesh) : featureEdges(mesh);
  const out = new Float32Array(3 * ends.length);
  ends.forEach((vertex, i) => {
    for (let axis = 0; axis < 3; axis++) out[3 * i + axis] = xyz[3 * vertex + axis] + lift * normals[3 * vertex + axis];
  });
  return out;
}

/** Each edge once, as vertex numbers. */
function allEdges({ xyz, faces }) {
  const count = xyz.length / 3, seen = new Set(), ends = [];
  for (let f = 0; f < faces.length; f++) {
    const a = faces[f], b = faces[f % 3 === 2 ? f - 2 : f + 1];
    const key = Math.min(a, b) * count + Math.max(a, b);
    if (!seen.has(key)) {
      seen.add(key);
      ends.push(a, b);
    }
  }
  return ends;
}

/** Edges between faces that differ by more than 25 degrees, and edges of one face alone; doubled vertices count as one. */
function featureEdges(mesh) {
  const { faces } = mesh, place = welded(mesh), normal = faceNormals(mesh, true);
  const table = edgeTable(faces.length);
  const first = new Int32Array(faces.length).fill(-1), bent = new Uint8Array(faces.length);
  for (let corner = 0; corner < faces.length; corner++) {
    const next = corner % 3 === 2 ? corner - 2 : corner + 1;
    const edge = table(place[faces[corner]], place[faces[next]], corner);
    const face = Math.floor(corner / 3);
    if (first[edge] < 0) {
      first[edge] = face;
      bent[edge] = 1; // until its second face is met
    } else {
      const other = first[edge];
      let along = 0;
      for (let axis = 0; axis < 3; axis++) along += normal[3 * face + axis] * normal[3 * other + axis];
      bent[edge] = along < BEND ? 1 : 0;
    }
  }
  const ends = [];
  bent.forEach((is, corner) => {
    if (is) ends.push(faces[corner], faces[corner % 3 === 2 ? corner - 2 : corner + 1]);
  });
  return ends;
}

/** Of each vertex the first one at its place. */
function welded({ xyz }) {
  const known = new Map(), place = new Uint32Array(xyz.length / 3);
  const whole = (value) => Math.round((value + 2) * 40_000);
  for (let v = 0; v < place.length; v++) {
    const key = whole(xyz[3 * v]) + 262_144 * (whole(xyz[3 * v + 1]) + 131_072 * whole(xyz[3 * v + 2]));
    if (!known.has(key)) known.set(key, v);
    place[v] = known.get(key);
  }
  return place;
}

/** Normals of faces, of length 1 or of twice the face's area; 0 for a face without area. */
function faceNormals({ xyz, faces }, unit) {
  const out = new Float32Array(faces.length);
  for (let f = 0; f < faces.length; f += 3) {
    const [a, b, c] = [3 * faces[f], 3 * faces[f + 1], 3 * faces[f + 2]];
    const [ux, uy, uz] = [xyz[b] - xyz[a], xyz[b + 1] - xyz[a + 1], xyz[b + 2] - xyz[a + 2]];
    const [vx, vy, vz] = [xyz[c] - xyz[a], xyz[c + 1] - xyz[a + 1], xyz[c + 2] - xyz[a + 2]];
    const n = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx], length = (unit && Math.hypot(...n)) || 1;
    for (let axis = 0; axis < 3; axis++) out[f + axis] = n[axis] / length;
  }
  return out;
}

/** A function (a, b, corner) -> the corner with which the edge between vertices a and b was first met. */
function edgeTable(count) {
  const size = 2 ** Math.ceil(Math.log2(2 * count + 2)), mask = size - 1;
  const low = new Uint32Array(size), high = new Uint32Array(size), corner = new Int32Array(size).fill(-1);
  return (a, b, here) => {
    const [from, to] = a < b ? [a, b] : [b, a];
    let at = (Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca6b)) & mask;
    while (corner[at] >= 0 && (low[at] !== from || high[at] !== to)) at = (at + 1) & mask;
    if (corner[at] < 0) {
      low[at] = from;
      high[at] = to;
      corner[at] = here;
    }
    return corner[at];
  };
}

/** Faces between one vertex of each of CELLS^3 cells as { faces, groups }, for meshes too large to be turned at once; null
 * for others. Groups say which picture lies on which corners. */
export function coarseFaces({ xyz, faces }, groups) {
  if (faces.length / 3 < MANY_FACES) return null;
  const cellOf = new Map(), stand = new Uint32Array(xyz.length / 3);
  const cell = (value) => Math.min(CELLS - 1, Math.max(0, Math.floor((value + 1) / 2 * CELLS)));
  for (let v = 0; v < stand.length; v++) {
    const key = cell(xyz[3 * v]) + CELLS * (cell(xyz[3 * v + 1]) + CELLS * cell(xyz[3 * v + 2]));
    if (!cellOf.has(key)) cellOf.set(key, v);
    stand[v] = cellOf.get(key);
  }
  const out = [];
  const coarser = groups.map(({ picture, start, count }) => {
    const from = out.length;
    for (let f = start; f < start + count; f += 3) {
      const [a, b, c] = [stand[faces[f]], stand[faces[f + 1]], stand[faces[f + 2]]];
      if (a !== b && b !== c && c !== a) out.push(a, b, c);
    }
    return { picture, start: from, count: out.length - from };
  });
  return { faces: Uint32Array.from(out), groups: coarser };
}
