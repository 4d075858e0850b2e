// Reads the blobs that web/packing.py writes: gzip of [header length, uint32] [header, JSON] [bytes of the arrays]
// [files of the pictures].

export async function unpack(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const content = new Uint8Array(await new Response(stream).arrayBuffer());
  const length = new DataView(content.buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(content.subarray(4, 4 + length)));
  const arrays = {};
  let at = 4 + length;
  for (const entry of header.arrays) {
    const size = entry.planes * product(entry.shape);
    arrays[entry.name] = decoded(content.subarray(at, at + size), entry);
    at += size;
  }
  const pictures = [];
  for (const { type, size, ...about } of header.pictures || []) {
    const file = new Blob([content.subarray(at, at + size)], { type });
    pictures.push({ ...about, image: await createImageBitmap(file, PICTURE_AS_IT_IS) });
    at += size;
  }
  return { ...header, arrays, pictures };
}

const PICTURE_AS_IT_IS = { premultiplyAlpha: "none", colorSpaceConversion: "none" };

const product = (shape) => shape.reduce((a, b) => a * b, 1);

/** A typed array from byte planes of differences along the first axis. */
function decoded(bytes, { shape, planes, low, high, kind }) {
  const count = product(shape), row = shape[0] ? count / shape[0] : 0;
  const whole = planes === 1 ? new Uint8Array(count) : planes === 2 ? new Uint16Array(count) : new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    let value = i < row ? 0 : whole[i - row];
    for (let plane = 0; plane < planes; plane++) value += bytes[plane * count + i] * 2 ** (8 * plane);
    whole[i] = value; // wraps like the differences did
  }
  if (kind === "index") return whole;
  if (kind === "direction") return directions(whole);
  const scale = 2 ** (8 * planes) - 1, out = new Float32Array(count), axes = low.length;
  for (let i = 0; i < count; i++) out[i] = low[i % axes] + whole[i] / scale * (high[i % axes] - low[i % axes]);
  return out;
}

/** Unit vectors from their places on an unfolded octahedron (Cigolle et al. 2014), two bytes each. */
function directions(pairs) {
  const out = new Float32Array(pairs.length / 2 * 3);
  for (let i = 0, to = 0; i < pairs.length; i += 2, to += 3) {
    let x = pairs[i] / 127 - 1, y = pairs[i + 1] / 127 - 1;
    const z = 1 - Math.abs(x) - Math.abs(y);
    if (z < 0) {
      const unfolded = (1 - Math.abs(y)) * (x < 0 ? -1 : 1);
      y = (1 - Math.abs(x)) * (y < 0 ? -1 : 1);
      x = unfolded;
    }
    const length = Math.hypot(x, y, z);
    out[to] = x / length;
    out[to + 1] = y / length;
    out[to + 2] = z / length;
  }
  return out;
}
