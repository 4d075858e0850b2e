// GLSL. Colours are written as they are in the file: no lighting unless `light` is 1, no tone curve, no blending.

const HEAD = "#version 300 es\nprecision highp float;\n";

export const POINTS = {
  vertex: `${HEAD}
    in vec3 position; in vec3 color;
    uniform mat4 view, projection; uniform float radius, pixels; uniform vec4 plane;
    out vec3 tint; out float depth; out float reach; 
    void main() {
      vec4 eye = view * vec4(position, 1.0);
      gl_Position = projection * eye;
      if (dot(plane.xyz, position) > plane.w) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
      gl_PointSize = max(1.0, 2.0 * radius * pixels / gl_Position.w);
      tint = color; depth = eye.z; reach = max(radius, 0.5 * gl_Position.w / pixels);
    }`,
  // A round point is a sphere: its depth is that of its surface, its rim is darker where there is light. The part
  // that faces the eye keeps the exact colour.
  fragment: `${HEAD}
    in vec3 tint; in float depth; in float reach;
    uniform mat4 projection; uniform float light, round_; uniform bool smoothEdge;
    out vec4 color;
    void main() {
      float toEye = 1.0, edge = 1.0;
      gl_FragDepth = gl_FragCoord.z;
      if (round_ > 0.5) {
        vec2 at = 2.0 * gl_PointCoord - 1.0;
        float r2 = dot(at, at);
        float soft = fwidth(at.x);
        edge = smoothEdge ? clamp((1.0 - sqrt(r2)) / soft + 0.5, 0.0, 1.0) : step(r2, 1.0);
        if (edge <= 0.0) discard;
        toEye = sqrt(max(0.0, 1.0 - r2));
        vec4 surface = projection * vec4(0.0, 0.0, depth + reach * toEye, 1.0);
        gl_FragDepth = 0.5 * surface.z / surface.w + 0.5;
      }
      float shade = mix(1.0, mix(0.62, 1.0, smoothstep(0.0, 0.75, toEye)), light * round_);
      color = vec4(tint * shade, edge);
    }`,
};

export const MESH = {
  vertex: `${HEAD}
    in vec3 position; in vec3 color; in vec3 normal; in vec2 uv;
    uniform mat4 clip; uniform vec4 plane;
    out vec3 tint; out vec3 side; out vec2 at; out vec3 place; out float beyond;
    void main() {
      gl_Position = clip * vec4(position, 1.0);
      tint = color; side = normal; at = vec2(uv.x, 1.0 - uv.y); place = position; beyond = dot(plane.xyz, position) - plane.w;
    }`,
  fragment: `${HEAD}
    in vec3 tint; in vec3 side; in vec2 at; in vec3 place; in float beyond;
    uniform float light, facets, seeThrough, pictured; uniform vec3 toEye, toLamp; uniform vec4 plane;
    uniform sampler2D picture;
    out vec4 color;
    void main() {
      if (beyond > 0.0) discard;
      // Products of sRGB values are those of linear light, but for the straight piece at the dark end of the curve.
      vec4 paint = pictured > 0.5 ? texture(picture, at) : vec4(1.0);
      if (paint.a < 0.5) discard;
      vec3 n = facets > 0.5 ? normalize(cross(dFdx(place), dFdy(place))) : normalize(gl_FrontFacing ? side : -side);
      float lamp = 0.5 + 0.5 * dot(n, toLamp);
      float sky = 0.5 + 0.5 * n.y;
      float shade = 0.42 + 0.42 * lamp * lamp + 0.12 * sky + 0.10 * max(dot(n, toEye), 0.0);
      // The inside of what is cut open has a colour of its own.
      vec3 own = !gl_FrontFacing && dot(plane.xyz, plane.xyz) > 0.0 ? vec3(0.87, 0.53, 0.38) : tint * paint.rgb;
      float rim = 1.0 - abs(dot(n, toEye)), dense = mix(1.0, 0.10 + 0.55 * rim * rim, seeThrough);
      color = vec4(own * mix(1.0, min(shade, 1.0), light) * dense, dense);
    }`,
};

export const LINES = {
  // Each segment is an instance of six corners, widened on the screen.
  vertex: `${HEAD}
    in vec3 from, to, color;
    uniform mat4 clip; uniform vec2 size; uniform float width; uniform vec4 plane;
    out vec3 tint; out float beyond;
    void main() {
      vec4 a = clip * vec4(from, 1.0), b = clip * vec4(to, 1.0);
      bool atEnd = gl_VertexID == 1 || gl_VertexID == 4 || gl_VertexID == 5;
      float side = gl_VertexID == 0 || gl_VertexID == 1 || gl_VertexID == 4 ? 1.0 : -1.0;
      vec2 along = (b.xy / b.w - a.xy / a.w) * size;
      along = length(along) > 1e-6 ? normalize(along) : vec2(1.0, 0.0);
      vec4 here = atEnd ? b : a;
      here.xy += side * width * vec2(-along.y, along.x) / size * here.w;
      gl_Position = here; tint = color; beyond = dot(plane.xyz, atEnd ? to : from) - plane.w;
    }`,
  fragment: `${HEAD}
    in vec3 tint; in float beyond; out vec4 color;
    void main() {
      if (beyond > 0.0) discard;
      color = vec4(tint, 1.0);
    }`,
};

export const GROUND = {
  vertex: `${HEAD}
    in vec2 corner;
    uniform mat4 clip; uniform vec3 middle; uniform float reach;
    out vec2 at;
    void main() {
      at = corner * reach;
      gl_Position = clip * vec4(middle.x + at.x, middle.y, middle.z + at.y, 1.0);
    }`,
  fragment: `${HEAD}
    in vec2 at;
    uniform vec3 middle; uniform float reach, shadowReach; uniform vec3 ink; uniform sampler2D shadow;
    out vec4 color;
    float grid(vec2 where, float cell) {
      vec2 line = abs(fract(where / cell - 0.5) - 0.5) * cell / fwidth(where);
      return 1.0 - min(min(line.x, line.y), 1.0);
    }
    void main() {
      vec2 where = at + middle.xz;
      float fade = 1.0 - smoothstep(0.25, 1.0, length(at) / reach);
      float lines = 0.10 * grid(where, 0.25) + 0.12 * grid(where, 1.0);
      vec2 uv = at / shadowReach * 0.5 + 0.5;
      float dark = all(lessThan(abs(uv - 0.5), vec2(0.5))) ? 0.4 * texture(shadow, uv).r : 0.0;
      float alpha = dark + (1.0 - dark) * lines * fade;
      color = vec4(ink * (1.0 - dark) * lines * fade, alpha);
    }`,
};

export const SHADOW = {
  // Seen from above, darker the nearer to the ground.
  vertex: `${HEAD}
    in vec3 position;
    uniform vec3 middle; uniform float shadowReach, height, size;
    out float dark;
    void main() {
      vec3 off = position - middle;
      dark = exp(-2.5 * max(off.y, 0.0) / height);
      gl_Position = vec4(off.xz / shadowReach, 0.0, 1.0);
      gl_PointSize = size;
    }`,
  fragment: `${HEAD}
    in float dark; out vec4 color;
    void main() { color = vec4(dark, dark, dark, 1.0); }`,
};

export const BLUR = {
  vertex: `${HEAD}
    in vec2 corner; out vec2 uv;
    void main() { uv = 0.5 * corner + 0.5; gl_Position = vec4(corner, 0.0, 1.0); }`,
  fragment: `${HEAD}
    in vec2 uv; uniform sampler2D source; uniform vec2 along; out vec4 color;
    void main() {
      float sum = 0.0, weights = 0.0;
      for (int i = -10; i <= 10; i++) {
        float weight = exp(-0.02 * float(i * i));
        sum += weight * texture(source, uv + float(i) * along).r;
        weights += weight;
      }
      color = vec4(sum / weights);
    }`,
};
