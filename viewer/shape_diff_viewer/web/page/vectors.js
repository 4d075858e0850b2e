// 3-vectors as arrays and 4 x 4 matrices as column-major arrays, as WebGL takes them.

export const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const plus = (a, b, scale = 1) => [a[0] + scale * b[0], a[1] + scale * b[1], a[2] + scale * b[2]];
export const cross = (a, b) => [
  a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0],
];

export function product(a, b) {
  const out = new Float32Array(16);
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 4; row++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += a[4 * k + row] * b[4 * column + k];
      out[4 * column + row] = sum;
    }
  }
  return out;
}

/** World to eye: rows are the camera's right, up and backward. */
export function viewMatrix([right, up, backward], eye) {
  return new Float32Array([
    right[0], up[0], backward[0], 0, right[1], up[1], backward[1], 0, right[2], up[2], backward[2], 0,
    -dot(right, eye), -dot(up, eye), -dot(backward, eye), 1,
  ]);
}

/** Half of the picture's width and height at distance 1, where its shorter side opens by `slope`. */
function halfSides(slope, width, height) {
  const shorter = Math.min(width, height);
  return [slope * width / shorter, slope * height / shorter];
}

export function perspective(slope, width, height, near, far) {
  const [x, y] = halfSides(slope, width, height);
  return new Float32Array([
    1 / x, 0, 0, 0, 0, 1 / y, 0, 0, 0, 0, (near + far) / (near - far), -1, 0, 0, 2 * near * far / (near - far), 0,
  ]);
}

export function parallel(halfShorter, width, height, near, far) {
  const [x, y] = halfSides(halfShorter, width, height);
  return new Float32Array([
    1 / x, 0, 0, 0, 0, 1 / y, 0, 0, 0, 0, 2 / (near - far), 0, 0, 0, (near + far) / (near - far), 1,
  ]);
}

/** Lower and upper corner of the finite positions in flat arrays of x, y, z; the unit cube if there are none. */
export function boundsOf(...arrays) {
  const low = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity];
  for (const xyz of arrays) {
    for (let i = 0; i < xyz.length; i++) {
      const value = xyz[i], axis = i % 3;
      if (value < low[axis]) low[axis] = value;
      if (value > high[axis]) high[axis] = value;
    }
  }
  return Number.isFinite(low[0]) ? { low, high } : { low: [-1, -1, -1], high: [1, 1, 1] };
}
