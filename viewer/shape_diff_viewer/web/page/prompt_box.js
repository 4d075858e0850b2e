// Words and pictures to samples: asks the program that serves the page, and follows its progress.

import { byId, element } from "./panels.js";

const POLL_MS = 250;
const RECOMMENDED = ["guidance", "steps", "points"];
const SHOWN = ["count", "seed", "guidance", "steps"];
const SEEDS = 2 ** 32;

export function promptBox(state, source) {
  const form = byId("prompt-box");
  form.hidden = !source.canGenerate;
  if (!source.canGenerate) return { follow: () => {}, again: () => {}, addPicture: () => {} };
  const pictures = new Pictures(source, state);
  let job = null;
  for (const name of RECOMMENDED) byId(name).value = source.facts.recommended[name];
  const showSettings = () => SHOWN.forEach((name) => { byId(`${name}-shown`).textContent = byId(name).value; });
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
  byId("cancel").addEventListener("click", () => (
    job !== null && source.cancel(job).catch((error) => state.report(error.message))
  ));
  const follow = async (number) => {
    if (job !== null) return;
    job = number;
    try {
      await watch(source, state, job);
    } catch (error) {
      state.report(error.message);
    } finally {
      job = null;
      working(false);
    }
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (job !== null) return;
    working(true, { progress: 0, message: "starting" });
    try {
      await follow((await source.generate({ ...requestOf(), pictures: pictures.numbers() })).job);
    } catch (error) {
      state.report(error.message);
      working(false);
    }
  });
  const again = (item) => {
    byId("prompt").value = item.info.prompt || "";
    byId("seed").value = ((item.info.seed || 0) + 1) % SEEDS;
    byId("negative").value = item.info.settings?.negative || "";
    showSettings();
    form.requestSubmit();
  };
  return { follow, again, addPicture: (file) => pictures.add(file) };
}

const requestOf = () => ({
  prompt: byId("prompt").value.trim(), seed: Number(byId("seed").value), count: Number(byId("count").value),
  negative: byId("negative").value.trim(), with_mesh: byId("with-mesh").checked, keep_steps: true,
  sampling: Object.fromEntries(RECOMMENDED.map((name) => [name, Number(byId(name).value)])),
});

/** Show a job's progress until it ends, and its samples as they come; the first one is looked at. */
async function watch(source, state, job) {
  let shown = 0;
  for (;;) {
    const now = await source.progress(job);
    for (const item of now.items.slice(shown)) {
      if (shown++ === 0) await state.add(item);
      else if (!state.items.some(({ name }) => name === item.name)) state.update([...state.items, item]);
    }
    if (now.error) state.report(now.error);
    if (now.finished) return;
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

/** The pictures of the object that is asked for, each as the model sees it. */
class Pictures {
  constructor(source, state) {
    Object.assign(this, { source, state, shown: [] });
    const picker = byId("picture-file");
    byId("add-picture").addEventListener("click", () => picker.click());
    picker.addEventListener("change", async () => {
      for (const file of picker.files) await this.add(file);
      picker.value = "";
    });
    document.addEventListener("paste", ({ clipboardData }) => {
      for (const file of clipboardData.files) if (file.type.startsWith("image/")) this.add(file);
    });
  }

  numbers() {
    return this.shown.map(({ picture }) => picture);
  }

  async add(file) {
    try {
      const seen = await this.source.picture(file);
      this.shown.push(seen);
      this.redraw();
    } catch (error) {
      this.state.report(error.message);
    }
  }

  redraw() {
    byId("pictures").replaceChildren(...this.shown.map((entry) => {
      const remove = element("button", { type: "button", className: "remove", title: "Remove this picture", textContent: "×" });
      remove.addEventListener("click", () => {
        this.shown = this.shown.filter((other) => other !== entry);
        this.redraw();
      });
      const title = `${entry.name}, as the model sees it`;
      return element("figure", {}, element("img", { src: entry.seen, alt: title, title }), remove);
    }));
    byId("picture-notes").textContent = [...new Set(this.shown.flatMap(({ notes }) => notes))].join("; ");
    byId("pictures").hidden = !this.shown.length;
    byId("prompt").required = !this.shown.length;
  }
}
