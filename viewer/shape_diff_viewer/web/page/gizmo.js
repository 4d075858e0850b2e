// The three axes in a corner of the view, turning with the camera; a click on one looks along it.

const NAMES = ["X", "Y", "Z"], SIDES = ["right", "top", "front"], LONG = 24, SVG = "http://www.w3.org/2000/svg";

export function gizmo(box, state) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "-36 -36 72 72");
  const arms = NAMES.map((name, axis) => {
    const arm = document.createElementNS(SVG, "g");
    arm.setAttribute("class", `axis-${name.toLowerCase()}`);
    arm.append(...["line", "circle", "text"].map((tag) => document.createElementNS(SVG, tag)));
    arm.children[1].setAttribute("r", "8");
    arm.children[2].textContent = name;
    arm.addEventListener("click", () => state.look(SIDES[axis]));
    svg.append(arm);
    return arm;
  });
  box.append(svg);
  return () => {
    const [right, up, backward] = state.camera.axes;
    arms.forEach((arm, axis) => {
      const [line, circle, text] = arm.children, x = LONG * right[axis], y = -LONG * up[axis];
      for (const [element, names] of [[line, ["x2", "y2"]], [circle, ["cx", "cy"]], [text, ["x", "y"]]]) {
        element.setAttribute(names[0], x.toFixed(1));
        element.setAttribute(names[1], y.toFixed(1));
      }
      arm.style.opacity = backward[axis] < -0.2 ? 0.45 : 1;
    });
    // The nearest last, so that it lies above the others.
    [...arms].sort((a, b) => backward[arms.indexOf(a)] - backward[arms.indexOf(b)]).forEach((arm) => svg.append(arm));
  };
}
