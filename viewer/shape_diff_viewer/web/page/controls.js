// Mouse, touch and keys on the 3D view.

const WHEEL = 0.0016, LINE_PX = 16, STILL_PX = 4, LAMP_DEG = 180;

/** Left drag or one finger turns; shift, middle or right drag moves; alt drag turns the light; two fingers move and zoom; the
 * wheel zooms; a click picks a place while the state is measuring. */
export function followPointers(canvas, state, sideOf) {
  const fingers = new Map();
  let began = null;
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    began = event.button === 0 && fingers.size === 1 ? [event.clientX, event.clientY] : null;
    canvas.focus({ preventScroll: true });
    event.preventDefault();
  });
  const release = ({ pointerId }) => fingers.delete(pointerId);
  canvas.addEventListener("pointerup", (event) => {
    release(event);
    const still = began && Math.hypot(event.clientX - began[0], event.clientY - began[1]) < STILL_PX;
    if (state.measuring && still) pick(canvas, state, event);
  });
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    const here = [event.clientX, event.clientY];
    fingers.set(event.pointerId, here);
    const side = sideOf(), dx = (here[0] - before[0]) / side, dy = (here[1] - before[1]) / side;
    if (others.length) pinch(state, before, here, others[0], dx, dy);
    else if (event.altKey) state.turnLamp(state.lampTurn + LAMP_DEG * dx);
    else if (event.shiftKey || (event.buttons & 6)) state.pan(dx, dy);
    else state.orbit(dx, dy);
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const pixels = event.deltaMode === 1 ? LINE_PX * event.deltaY : event.deltaY;
    state.zoom(Math.exp(-WHEEL * Math.max(-400, Math.min(400, pixels))));
  }, { passive: false });
  canvas.addEventListener("dblclick", () => state.fit());
}

/** Point at a place of the view that the pointer is over. */
function pick(canvas, state, { clientX, clientY }) {
  const box = canvas.getBoundingClientRect(), width = box.width / (state.compare ? 2 : 1);
  const side = Math.min(state.compare ? 1 : 0, Math.floor((clientX - box.left) / width));
  state.pointAt([clientX - box.left - side * width, clientY - box.top], [width, box.height], side);
}

function pinch(state, before, here, other, dx, dy) {
  const apart = (place) => Math.max(10, Math.hypot(place[0] - other[0], place[1] - other[1]));
  state.zoom(apart(here) / apart(before));
  state.pan(dx / 2, dy / 2); // the middle between two fingers moves half as far as one
}

const NAMES = { " ": "Space", ArrowLeft: "Left", ArrowRight: "Right", ArrowUp: "Up", ArrowDown: "Down", "=": "+" };

/** Run the action of a pressed key, unless it is meant for a field. */
export function followKeys(keys, run) {
  const actions = new Map(keys.map(({ key, action }) => [key, action]));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = NAMES[event.key] || (event.key.length === 1 ? event.key.toUpperCase() : event.key);
    if (!actions.has(key) || isFor(event.target, key)) return;
    if (document.querySelector("dialog[open]") && actions.get(key) !== "help") return;
    event.preventDefault();
    run(actions.get(key));
  });
  // A button that was clicked would otherwise take the next Space for itself.
  document.addEventListener("click", (event) => {
    if (event.detail > 0) event.target.closest("button")?.blur();
  });
}

function isFor(element, key) {
  if (element.matches("input[type=range]")) return /^(Left|Right|Up|Down|Page)/.test(key);
  if (element.matches("input[type=checkbox], button, summary, [role=menu] *")) return /^(Space|Up|Down)$/.test(key);
  return element.matches("input, textarea, select");
}
