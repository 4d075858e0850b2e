// What is drawn of large meshes: their feature edges in the place of all edges, fewer faces while something moves.

const ALL_EDGES = 20_000; // faces; of larger meshes only the edges where the surface bends or ends are drawn
const BEND = Math.cos(25 * Math.PI / 180);
const MANY_FACES = 300_000, CELLS = 110;

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
  const { faces } = mesh, place = welded(mesh), normal = faceNormals(mesh);
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

function faceNormals({ xyz, faces }) {
  const out = new Float32Array(faces.length);
  for (let f = 0; f < faces.length; f += 3) {
    const [a, b, c] = [3 * faces[f], 3 * faces[f + 1], 3 * faces[f + 2]];
    const [ux, uy, uz] = [xyz[b] - xyz[a], xyz[b + 1] - xyz[a + 1], xyz[b + 2] - xyz[a + 2]];
    const [vx, vy, vz] = [xyz[c] - xyz[a], xyz[c + 1] - xyz[a + 1], xyz[c + 2] - xyz[a + 2]];
    const n = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx], length = Math.hypot(...n) || 1;
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
