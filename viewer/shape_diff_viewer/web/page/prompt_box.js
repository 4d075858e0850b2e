// Prompt to sample: asks the program that serves the page, and follows its progress.

import { byId } from "./panels.js";

const POLL_MS = 250;
const SETTINGS = ["seed", "guidance", "steps"];
const RECOMMENDED = ["guidance", "steps", "points"];

export function promptBox(state, source) {
  const form = byId("prompt-box");
  form.hidden = !source.canGenerate;
  if (!source.canGenerate) return;
  let job = null;
  for (const name of RECOMMENDED) byId(name).value = source.facts.recommended[name];
  const showSettings = () => SETTINGS.forEach((name) => { byId(`${name}-shown`).textContent = byId(name).value; });
  form.addEventListener("input", showSettings);
  showSettings();
  byId("random-seed").addEventListener("click", () => {
    byId("seed").value = crypto.getRandomValues(new Uint32Array(1))[0];
    showSettings();
  });
  byId("prompt").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  byId("cancel").addEventListener("click", () => job && source.cancel(job).catch((error) => state.report(error.message)));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (job) return;
    working(true, { progress: 0, message: "starting" });
    try {
      job = (await source.generate(requestOf())).job;
      const end = await follow(source, job);
      if (end.error) state.report(end.error);
      if (end.item) await state.add(end.item);
    } catch (error) {
      state.report(error.message);
    } finally {
      job = null;
      working(false);
    }
  });
}

const requestOf = () => ({
  prompt: byId("prompt").value.trim(), seed: Number(byId("seed").value), with_mesh: byId("with-mesh").checked, keep_steps: true,
  sampling: Object.fromEntries(RECOMMENDED.map((name) => [name, Number(byId(name).value)])),
});

async function follow(source, job) {
  for (;;) {
    const now = await source.progress(job);
    if (now.finished) return now;
    working(true, now);
    await new Promise((resolve) => { setTimeout(resolve, POLL_MS); });
  }
}

function working(on, { progress = 0, message = "" } = {}) {
  byId("progress").hidden = !on;
  byId("generate").disabled = on;
  byId("progress-bar").value = progress;
  byId("progress-text").textContent = message;
}
