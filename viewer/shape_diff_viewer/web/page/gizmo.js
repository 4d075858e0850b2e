// The three axes in a corner of the view, turning with the camera; a click on one looks along it.

import { Y_UP, Z_UP } from "./measuring.js";
import { dot } from "./vectors.js";

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
    arm.addEventListener("click", () => state.look(SIDES[pointing(state)[axis].findIndex((part) => part !== 0)]));
    svg.append(arm);
    return arm;
  });
  box.append(svg);
  return () => {
    const [right, up, backward] = state.camera.axes, directions = pointing(state);
    const near = directions.map((direction) => dot(direction, backward));
    arms.forEach((arm, axis) => {
      const [line, circle, text] = arm.children, x = LONG * dot(directions[axis], right), y = -LONG * dot(directions[axis], up);
      for (const [element, names] of [[line, ["x2", "y2"]], [circle, ["cx", "cy"]], [text, ["x", "y"]]]) {
        element.setAttribute(names[0], x.toFixed(1));
        element.setAttribute(names[1], y.toFixed(1));
      }
      arm.style.opacity = near[axis] < -0.2 ? 0.45 : 1;
    });
    // The nearest last, so that it lies above the others.
    [...arms].sort((a, b) => near[arms.indexOf(a)] - near[arms.indexOf(b)]).forEach((arm) => svg.append(arm));
  };
}

/** Where the axes of the file point. */
const pointing = ({ zUp }) => (zUp ? Z_UP : Y_UP);
