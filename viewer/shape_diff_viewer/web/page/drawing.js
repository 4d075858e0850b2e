// Draws what it is told to with WebGL2 and keeps nothing but buffers.
//
// A view is { model, camera, orthographic, layers, surface, lampTurn, round, pointRadius, background, box }:
// model.points { xyz, rgb, normals } and model.mesh { xyz, rgb, normals, faces, edges, coarse, paint } hold flat arrays, a
// missing one is null; mesh.paint { uv, pictures, groups } are pictures on the mesh; `moving` asks for a quick drawing;
// model.bounds and model.box are { low, high } of everything and of the mesh; model.plane is [normal, offset], and what
// lies beyond it is not drawn, or null; model.fileAxes are where x, y and z of the file point; box is [x, y, width, height]
// in pixels from the lower left corner.

import { BLUR, GROUND, LINES, MESH, POINTS, SHADOW } from "./shaders.js";
import { plus } from "./vectors.js";

const SHADOW_SIDE = 256;
const MANY_EDGES = 6 * 20_000; // numbers; so many lines would hide the faces
const UNCUT = [0, 0, 0, 1]; // no place lies beyond it
const LAMP_TURN_DEG = -28.8, LAMP_OUT = Math.hypot(1, 0.55), LAMP_UP = 0.9; // above the eye, from the left
const LETTERS = [ // strokes in a square of side 2, for x, y and z
  [[-1, -1, 1, 1], [-1, 1, 1, -1]], [[-1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 0, -1]], [[-1, 1, 1, 1], [1, 1, -1, -1], [-1, -1, 1, -1]],
];
const AXIS_COLORS = [[0.89, 0.27, 0.27], [0.3, 0.68, 0.31], [0.25, 0.47, 0.93]];

export class Drawing {
  constructor(canvas) {
    this.canvas = canvas;
    const gl = canvas.getContext("webgl2", { antialias: true, alpha: false, powerPreference: "high-performance" });
    if (!gl) throw new Error("This browser has no WebGL 2, which the 3D view needs.");
    this.gl = gl;
    this.smooth = gl.getContextAttributes().antialias;
    this.programs = {
      points: program(gl, POINTS), mesh: program(gl, MESH), lines: program(gl, LINES),
      ground: program(gl, GROUND), shadow: program(gl, SHADOW), blur: program(gl, BLUR),
    };
    this.buffers = new Map();
    this.shadows = new Map();
    this.pictures = new WeakMap();
    this.square = this.buffer("square", new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]));
    gl.enable(gl.DEPTH_TEST);
  }

  /** Draw the views side by side on the canvas. */
  draw(views) {
    this.prepare(views);
    this.gl.bindFramebuffer(this.gl.FRAMEBUFFER, null);
    this.drawViews(views, 1, this.smooth, false);
  }

  /** The largest factor by which a picture may be larger than the canvas. */
  maxScale() {
    const { gl, canvas } = this;
    const limit = Math.min(gl.getParameter(gl.MAX_RENDERBUFFER_SIZE), gl.getParameter(gl.MAX_TEXTURE_SIZE), 12000);
    return limit / Math.max(canvas.width, canvas.height);
  }

  /** The same picture at `scale` times the canvas as { pixels (RGBA, rows from the top), width, height }. */
  picture(views, scale, transparent) {
    const { gl, canvas } = this;
    const width = Math.round(canvas.width * scale), height = Math.round(canvas.height * scale);
    const finer = 2 * scale <= Math.min(4, this.maxScale()) ? 2 : 1; // round points have no other smoothing here
    this.prepare(views);
    const target = pictureTarget(gl, width * finer, height * finer);
    gl.bindFramebuffer(gl.FRAMEBUFFER, target.samples);
    this.drawViews(views, scale * finer, false, transparent);
    const pixels = target.read();
    target.free();
    return { pixels: straightAlpha(finer === 2 ? halved(pixels, width, height) : pixels), width, height };
  }

  drawViews(views, scale, smoothEdge, transparent) {
    const { gl } = this;
    gl.enable(gl.SCISSOR_TEST);
    views.forEach((view, slot) => {
      const box = view.box.map((side) => Math.round(side * scale));
      gl.viewport(...box);
      gl.scissor(...box);
      gl.clearColor(...view.background, 1);
      if (transparent) gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
      if (view.model) this.drawView(view, slot, box, smoothEdge);
    });
    gl.disable(gl.SCISSOR_TEST);
  }

  drawView(view, slot, box, smoothEdge) {
    const { model, layers } = view;
    const matrices = view.camera.matrices(box[2], box[3], view.orthographic, model.centre, 4 * model.reach);
    const frame = { ...matrices, box, slot, smoothEdge, ink: inkOn(view.background) };
    const seeThrough = view.surface === "x-ray";
    if (layers.mesh && model.mesh && !seeThrough) this.drawMesh(view, frame);
    if (layers.points && model.points) this.drawPoints(view, frame);
    if (layers.wireframe && model.mesh) this.drawWireframe(view, frame);
    if (layers.normals) this.drawNormals(view, frame);
    if (layers.axes) this.drawAxes(view, frame);
    if (layers.ground && view.camera.elevation > 0) this.drawGround(view, frame);
    if (layers.mesh && model.mesh && seeThrough) this.drawSeeThrough(view, frame);
  }

  drawPoints({ model, surface, round, pointRadius }, frame) {
    const { gl } = this, { points } = model, { set } = this.use("points");
    set("view", frame.view);
    set("projection", frame.projection);
    set("radius", pointRadius);
    set("pixels", frame.projection[5] * frame.box[3] / 2);
    set("plane", planeOrNone(model));
    set("light", surface === "exact" ? 0 : 1);
    set("round_", round ? 1 : 0);
    set("smoothEdge", frame.smoothEdge ? 1 : 0);
    this.attribute("points", "position", this.buffer(`xyz${frame.slot}`, points.xyz), 3);
    this.attribute("points", "color", this.buffer(`rgb${frame.slot}`, points.rgb), 3);
    if (frame.smoothEdge && round) gl.enable(gl.SAMPLE_ALPHA_TO_COVERAGE);
    gl.drawArrays(gl.POINTS, 0, points.xyz.length / 3);
    gl.disable(gl.SAMPLE_ALPHA_TO_COVERAGE);
  }

  /** Faces that show what is behind them: dense where they are seen from the side. */
  drawSeeThrough(view, frame) {
    const { gl } = this;
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.depthMask(false);
    this.drawMesh(view, frame);
    gl.depthMask(true);
    gl.disable(gl.BLEND);
  }

  drawMesh({ model, surface, lampTurn, camera, moving }, frame) {
    const { gl } = this, { mesh } = model, { set } = this.use("mesh");
    const [right, up, backward] = camera.axes, turn = (LAMP_TURN_DEG + lampTurn) * Math.PI / 180;
    set("clip", frame.clip);
    set("plane", planeOrNone(model));
    set("light", surface === "exact" ? 0 : 1);
    set("facets", surface === "facets" ? 1 : 0);
    set("seeThrough", surface === "x-ray" ? 1 : 0);
    set("toEye", backward);
    const outwards = plus(plus([0, 0, 0], backward, LAMP_OUT * Math.cos(turn)), right, LAMP_OUT * Math.sin(turn));
    set("toLamp", unit(plus(outwards, up, LAMP_UP)));
    this.attribute("mesh", "position", this.buffer(`vertices${frame.slot}`, mesh.xyz), 3);
    this.attribute("mesh", "color", this.buffer(`vertexRgb${frame.slot}`, mesh.rgb), 3);
    this.attribute("mesh", "normal", this.buffer(`vertexNormals${frame.slot}`, mesh.normals), 3);
    this.useUv(mesh.paint, frame.slot);
    const drawn = (moving && mesh.coarse) || mesh;
    this.buffer(drawn === mesh ? `faces${frame.slot}` : `coarse${frame.slot}`, drawn.faces, gl.ELEMENT_ARRAY_BUFFER);
    for (const { picture, start, count } of drawn.groups) {
      const painted = mesh.paint && picture >= 0;
      set("pictured", painted ? 1 : 0);
      gl.bindTexture(gl.TEXTURE_2D, painted ? this.textureOf(mesh.paint.pictures[picture]) : null);
      gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_INT, 4 * start);
    }
  }

  /** Bind texture coordinates, or their stand-in where there are no pictures. */
  useUv(paint, slot) {
    const { gl } = this, at = this.programs.mesh.where.uv;
    if (paint) {
      this.attribute("mesh", "uv", this.buffer(`uv${slot}`, paint.uv), 2);
    } else {
      gl.disableVertexAttribArray(at);
      gl.vertexAttrib2f(at, 0, 0);
    }
  }

  /** The texture of { image, wrap, sharp }, made when it is first drawn. */
  textureOf(entry) {
    const { gl } = this;
    if (this.pictures.has(entry)) return this.pictures.get(entry);
    const texture = gl.createTexture(), ways = { repeat: gl.REPEAT, mirror: gl.MIRRORED_REPEAT, clamp: gl.CLAMP_TO_EDGE };
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, entry.image);
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, entry.sharp ? gl.NEAREST : gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, entry.sharp ? gl.NEAREST : gl.LINEAR_MIPMAP_LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, ways[entry.wrap[0]]);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, ways[entry.wrap[1]]);
    this.pictures.set(entry, texture);
    return texture;
  }

  drawWireframe({ model, layers }, frame) {
    const color = layers.mesh ? frame.ink.map((c) => 0.75 * c + 0.12) : frame.ink;
    const width = model.mesh.edges.length > MANY_EDGES ? 0.5 : 1;
    this.drawLines(model.mesh.edges, color, width, `edges${frame.slot}`, frame, planeOrNone(model));
  }

  drawNormals({ model, layers }, frame) {
    const points = layers.mesh && !layers.points && model.mesh ? model.mesh : model.points || model.mesh;
    if (points && points.normals) {
      this.drawLines(needles(points, 0.04 * model.reach), [0.16, 0.6, 0.86], 1.2, `needles${frame.slot}`, frame, planeOrNone(model));
    }
  }

  drawAxes({ model, camera }, frame) {
    const [right, up] = camera.axes, long = 1.15 * Math.max(1, model.reach), size = 0.018 * camera.distance * camera.slope * 2;
    AXIS_COLORS.forEach((color, axis) => {
      const end = plus([0, 0, 0], model.fileAxes[axis], long), name = plus(end, model.fileAxes[axis], 2.2 * size);
      const on = ([x, y]) => plus(plus(name, right, 0.55 * size * x), up, size * y);
      const strokes = LETTERS[axis].flatMap(([a, b, c, d]) => [...on([a, b]), ...on([c, d])]);
      this.drawLines(new Float32Array([0, 0, 0, ...end, ...strokes]), color, 2.5, `axis${axis}${frame.slot}`, frame);
    });
  }

  /** Segments as a flat array of both ends' x, y, z. */
  drawLines(segments, color, width, name, frame, plane = UNCUT) {
    const { gl } = this, { set, where } = this.use("lines");
    const scale = Math.max(1, frame.box[3] / Math.max(1, this.canvas.clientHeight));
    set("clip", frame.clip);
    set("plane", plane);
    set("size", [frame.box[2], frame.box[3]]);
    set("width", width * scale);
    this.buffer(name, segments);
    for (const [attribute, offset] of [["from", 0], ["to", 12]]) {
      gl.enableVertexAttribArray(where[attribute]);
      gl.vertexAttribPointer(where[attribute], 3, gl.FLOAT, false, 24, offset);
      gl.vertexAttribDivisor(where[attribute], 1);
    }
    gl.disableVertexAttribArray(where.color);
    gl.vertexAttrib3f(where.color, ...color);
    gl.drawArraysInstanced(gl.TRIANGLES, 0, 6, segments.length / 6);
    for (const attribute of ["from", "to"]) gl.vertexAttribDivisor(where[attribute], 0);
  }

  drawGround({ model }, frame) {
    const { gl } = this, { set } = this.use("ground"), shadow = this.shadows.get(frame.slot);
    set("clip", frame.clip);
    set("middle", shadow.middle);
    set("reach", 3 * model.reach);
    set("shadowReach", shadow.reach);
    set("ink", frame.ink);
    gl.bindTexture(gl.TEXTURE_2D, shadow.texture);
    this.attribute("ground", "corner", this.square, 2);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.depthMask(false);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    gl.depthMask(true);
    gl.disable(gl.BLEND);
  }

  /** Render the soft shadows that the views need; each is kept while its shape stays the same. */
  prepare(views) {
    views.forEach(({ model, layers }, slot) => {
      if (!model || !layers.ground) return;
      const shown = (layers.mesh && model.mesh) || model.points || model.mesh;
      const old = this.shadows.get(slot);
      if (!shown || (old && old.xyz === shown.xyz)) return;
      this.shadows.set(slot, this.shadowOf(shown, model, old));
    });
  }

  shadowOf(shown, model, old) {
    const { gl } = this, { low, high } = shown === model.mesh ? model.box : model.bounds; // a mesh stands on its own feet
    const middle = [(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2], reach = 1.6 * model.reach;
    const targets = (old && old.targets) || [shadowTarget(gl), shadowTarget(gl)];
    gl.bindFramebuffer(gl.FRAMEBUFFER, targets[0].frame);
    gl.viewport(0, 0, SHADOW_SIDE, SHADOW_SIDE);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.disable(gl.DEPTH_TEST);
    this.splatShadow(shown, middle, reach, Math.max(0.1, high[1] - low[1]));
    this.blur(targets[0], targets[1], [1 / SHADOW_SIDE, 0]);
    this.blur(targets[1], targets[0], [0, 1 / SHADOW_SIDE]);
    gl.enable(gl.DEPTH_TEST);
    return { xyz: shown.xyz, targets, texture: targets[0].texture, middle, reach };
  }

  splatShadow(shown, middle, reach, height) {
    const { gl } = this, { set } = this.use("shadow");
    set("middle", middle);
    set("shadowReach", reach);
    set("height", height);
    set("size", shown.faces ? 1 : Math.max(1, Math.min(8, 400 / Math.sqrt(shown.xyz.length / 3))));
    this.attribute("shadow", "position", this.buffer("shadow", shown.xyz), 3);
    gl.enable(gl.BLEND);
    gl.blendEquation(gl.MAX);
    if (shown.faces) {
      this.buffer("shadowFaces", shown.faces, gl.ELEMENT_ARRAY_BUFFER);
      gl.drawElements(gl.TRIANGLES, shown.faces.length, gl.UNSIGNED_INT, 0);
    } else {
      gl.drawArrays(gl.POINTS, 0, shown.xyz.length / 3);
    }
    gl.blendEquation(gl.FUNC_ADD);
    gl.disable(gl.BLEND);
  }

  blur(source, target, along) {
    const { gl } = this, { set } = this.use("blur");
    gl.bindFramebuffer(gl.FRAMEBUFFER, target.frame);
    gl.bindTexture(gl.TEXTURE_2D, source.texture);
    set("along", along);
    this.attribute("blur", "corner", this.square, 2);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  use(name) {
    this.gl.useProgram(this.programs[name].program);
    return this.programs[name];
  }

  /** Bind a named buffer, uploading the array if it is not the one that is there. */
  buffer(name, array, kind = this.gl.ARRAY_BUFFER) {
    const { gl } = this;
    const kept = this.buffers.get(name) || { handle: gl.createBuffer(), array: null };
    gl.bindBuffer(kind, kept.handle);
    if (kept.array !== array) gl.bufferData(kind, array, gl.DYNAMIC_DRAW);
    kept.array = array;
    this.buffers.set(name, kept);
    return kept.handle;
  }

  attribute(programName, name, handle, size) {
    const { gl } = this, at = this.programs[programName].where[name];
    gl.bindBuffer(gl.ARRAY_BUFFER, handle);
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, size, gl.FLOAT, false, 0, 0);
  }
}

/** The plane beyond which nothing is drawn as [x, y, z, offset]. */
const planeOrNone = ({ plane }) => (plane ? [...plane[0], plane[1]] : UNCUT);

const unit = (v) => v.map((c) => c / Math.hypot(...v));

/** A colour for lines that shows on a background. */
function inkOn([r, g, b]) {
  return 0.299 * r + 0.587 * g + 0.114 * b > 0.5 ? [0.12, 0.14, 0.17] : [0.86, 0.88, 0.92];
}

const NEEDLES = new WeakMap();

/** Segments from each position along its normal. */
function needles({ xyz, normals }, length) {
  if (NEEDLES.has(xyz)) return NEEDLES.get(xyz);
  const segments = new Float32Array(2 * xyz.length);
  for (let i = 0, out = 0; i < xyz.length; i += 3, out += 6) {
    for (let axis = 0; axis < 3; axis++) {
      segments[out + axis] = xyz[i + axis];
      segments[out + 3 + axis] = xyz[i + axis] + length * normals[i + axis];
    }
  }
  NEEDLES.set(xyz, segments);
  return segments;
}

function program(gl, { vertex, fragment }) {
  const made = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
  }
  // Attribute 0 must be an array in every program; positions are always one.
  gl.bindAttribLocation(made, 0, { [LINES.vertex]: "from", [GROUND.vertex]: "corner", [BLUR.vertex]: "corner" }[vertex]
    || "position");
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS)) {
    const logs = gl.getAttachedShaders(made).map((shader) => gl.getShaderInfoLog(shader));
    throw new Error(`A shader was refused: ${logs.join(" ")} ${gl.getProgramInfoLog(made)}`);
  }
  const where = {}, setters = {};
  for (let i = 0; i < gl.getProgramParameter(made, gl.ACTIVE_ATTRIBUTES); i++) {
    const { name } = gl.getActiveAttrib(made, i);
    where[name] = gl.getAttribLocation(made, name);
  }
  for (let i = 0; i < gl.getProgramParameter(made, gl.ACTIVE_UNIFORMS); i++) {
    const { name, type } = gl.getActiveUniform(made, i);
    setters[name] = setter(gl, gl.getUniformLocation(made, name), type);
  }
  // A uniform that a shader does not use is dropped by the compiler.
  return { program: made, where, set: (name, value) => setters[name] && setters[name](value) };
}

function setter(gl, location, type) {
  switch (type) {
    case gl.FLOAT_MAT4: return (value) => gl.uniformMatrix4fv(location, false, value);
    case gl.FLOAT_VEC4: return (value) => gl.uniform4fv(location, value);
    case gl.FLOAT_VEC3: return (value) => gl.uniform3fv(location, value);
    case gl.FLOAT_VEC2: return (value) => gl.uniform2fv(location, value);
    case gl.FLOAT: return (value) => gl.uniform1f(location, value);
    default: return (value) => gl.uniform1i(location, value);
  }
}

function shadowTarget(gl) {
  const texture = gl.createTexture(), frame = gl.createFramebuffer();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, SHADOW_SIDE, SHADOW_SIDE);
  for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  return { texture, frame };
}

/** A multisampled picture to draw to, and one to read from. */
function pictureTarget(gl, width, height) {
  const made = [];
  const frameOf = (...attachments) => {
    const frame = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
    for (const [point, format, samples] of attachments) {
      const store = gl.createRenderbuffer();
      made.push(store);
      gl.bindRenderbuffer(gl.RENDERBUFFER, store);
      gl.renderbufferStorageMultisample(gl.RENDERBUFFER, samples, format, width, height);
      gl.framebufferRenderbuffer(gl.FRAMEBUFFER, point, gl.RENDERBUFFER, store);
    }
    return frame;
  };
  const samples = frameOf([gl.COLOR_ATTACHMENT0, gl.RGBA8, 4], [gl.DEPTH_ATTACHMENT, gl.DEPTH_COMPONENT24, 4]);
  const flat = frameOf([gl.COLOR_ATTACHMENT0, gl.RGBA8, 0]);
  const read = () => {
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, samples);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, flat);
    gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    gl.bindFramebuffer(gl.FRAMEBUFFER, flat);
    const pixels = new Uint8ClampedArray(4 * width * height);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    return upsideDown(pixels, width, height);
  };
  const free = () => {
    made.forEach((store) => gl.deleteRenderbuffer(store));
    [samples, flat].forEach((frame) => gl.deleteFramebuffer(frame));
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  };
  return { samples, read, free };
}

function upsideDown(pixels, width, height) {
  const out = new Uint8ClampedArray(pixels.length), row = 4 * width;
  for (let y = 0; y < height; y++) out.set(pixels.subarray(y * row, (y + 1) * row), (height - 1 - y) * row);
  return out;
}

/** A picture of width x height from one of twice the size. */
function halved(pixels, width, height) {
  const out = new Uint8ClampedArray(4 * width * height), row = 8 * width;
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 2 * y * row + 8 * x;
      for (let c = 0; c < 4; c++, to++) {
        const at = from + c;
        out[to] = (pixels[at] + pixels[at + 4] + pixels[at + row] + pixels[at + row + 4]) / 4;
      }
    }
  }
  return out;
}

/** Colours that were multiplied by their alpha, divided by it again, as PNG files have them. */
function straightAlpha(pixels) {
  for (let i = 0; i < pixels.length; i += 4) {
    const alpha = pixels[i + 3];
    if (alpha > 0 && alpha < 255) for (let c = 0; c < 3; c++) pixels[i + c] = pixels[i + c] * 255 / alpha;
  }
  return pixels;
}
