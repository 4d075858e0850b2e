// Files made in the page: OBJ and PLY of a sample with its colours, and saving them.

import { vertexNormals } from "./sample.js";

export function save(content, name, type = "application/octet-stream") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Wavefront OBJ, `v x y z r g b` in sRGB, in the coordinates of the original file. */
export function objText(sample) {
  const { mesh } = sample, xyz = sample.inFile(mesh.xyz), lines = ["# shape_diff: y up, vertex colours sRGB"];
  for (let i = 0; i < xyz.length; i += 3) {
    const place = [xyz[i], xyz[i + 1], xyz[i + 2]].map((value) => String(Number(value.toPrecision(9))));
    const color = mesh.rgb ? [...mesh.rgb.subarray(i, i + 3)].map((value) => value.toFixed(4)) : [];
    lines.push(["v", ...place, ...color].join(" "));
  }
  for (let i = 0; i < xyz.length; i += 3) {
    lines.push(`vn ${[...mesh.normals.subarray(i, i + 3)].map((value) => value.toFixed(5)).join(" ")}`);
  }
  for (let f = 0; f < mesh.faces.length; f += 3) {
    lines.push(`f ${[...mesh.faces.subarray(f, f + 3)].map((v) => `${v + 1}//${v + 1}`).join(" ")}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Binary little-endian PLY: positions, normals, 8-bit sRGB, and faces if there are any. */
export function plyBytes(sample, part) {
  const xyz = sample.inFile(part.xyz), count = xyz.length / 3, faces = part.faces || new Uint32Array();
  const normals = part.normals || (part.faces ? vertexNormals(part) : null);
  const header = new TextEncoder().encode([
    "ply", "format binary_little_endian 1.0", `element vertex ${count}`,
    ...["x", "y", "z", ...(normals ? ["nx", "ny", "nz"] : [])].map((name) => `property float ${name}`),
    ...(part.rgb ? ["red", "green", "blue"] : []).map((name) => `property uchar ${name}`),
    ...(part.faces ? [`element face ${faces.length / 3}`, "property list uchar int vertex_indices"] : []),
    "end_header", "",
  ].join("\n"));
  const row = 12 + (normals ? 12 : 0) + (part.rgb ? 3 : 0);
  const bytes = new Uint8Array(header.length + count * row + faces.length / 3 * 13);
  const view = new DataView(bytes.buffer);
  bytes.set(header);
  let at = header.length;
  const floats = (array, i) => { for (let c = 0; c < 3; c++, at += 4) view.setFloat32(at, array[i + c], true); };
  for (let i = 0; i < xyz.length; i += 3) {
    floats(xyz, i);
    if (normals) floats(normals, i);
    if (part.rgb) for (let c = 0; c < 3; c++) bytes[at++] = Math.round(255 * part.rgb[i + c]);
  }
  for (let f = 0; f < faces.length; f += 3) {
    bytes[at++] = 3;
    for (let c = 0; c < 3; c++, at += 4) view.setInt32(at, faces[f + c], true);
  }
  return bytes;
}

/** A PNG of { pixels, width, height }. */
export async function pngOf({ pixels, width, height }) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  canvas.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large to be saved"))));
  });
}
