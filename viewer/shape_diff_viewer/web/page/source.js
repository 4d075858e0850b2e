// Where samples come from: the program that serves this page, or the page itself where it is a single file.

import { objText, plyBytes, save } from "./files.js";
import { Sample } from "./sample.js";

export const openSource = () => (document.getElementById("collection") ? new OwnPage() : new Server());

/** Samples that stand in the page as text. */
class OwnPage {
  canGenerate = false;

  async settings() {
    this.facts = JSON.parse(document.getElementById("collection").textContent);
    return this.facts;
  }

  thumbnail(item) {
    return item.thumbnail;
  }

  sample(item) {
    const text = document.getElementById(item.payload)?.textContent.trim();
    if (!text) return Promise.reject(new Error(item.problem || `${item.name} is not part of this page`));
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return Sample.from(bytes, this.facts.palette, this.facts.clay);
  }

  exports(item, sample) {
    const mesh = sample.mesh && [
      { label: "OBJ", note: "mesh", run: () => save(objText(sample), `${item.name}.obj`) },
      { label: "PLY", note: "mesh", run: () => save(plyBytes(sample, sample.mesh), `${item.name}.ply`) },
    ];
    const points = sample.points(null, "rgb") && {
      label: "PLY", note: "points",
      run: () => {
        const part = sample.cloud || sample.stepArrays(sample.lastStep);
        save(plyBytes(sample, part), `${item.name}.points.ply`);
      },
    };
    return [...(mesh || []), points].filter(Boolean);
  }
}

/** Samples that the program serves under the address of this page. */
class Server {
  async settings() {
    this.facts = await this.json("api/collection");
    this.canGenerate = this.facts.canGenerate;
    return this.facts;
  }

  path(item, what) {
    return `api/item/${encodeURIComponent(item.name)}/${what}`;
  }

  thumbnail(item) {
    return this.path(item, "thumbnail.png");
  }

  async sample(item) {
    const answer = await this.ask(this.path(item, "payload"));
    return Sample.from(await answer.arrayBuffer(), this.facts.palette, this.facts.clay);
  }

  exports(item, sample) {
    const download = (file) => () => this.download(this.path(item, file), file.replace("export", item.name));
    const mesh = (sample.mesh ? ["obj", "glb", "ply", "stl"] : []).map((format) => (
      { label: format.toUpperCase(), note: "mesh", run: download(`export.${format}`) }
    ));
    const points = sample.points(null, "rgb") ? [{ label: "PLY", note: "points", run: download("export.points.ply") }] : [];
    return [...mesh, ...points];
  }

  async download(path, name) {
    save(await (await this.ask(path)).blob(), name);
  }

  generate(request) {
    return this.json("api/generate", { method: "POST", body: JSON.stringify(request), type: "application/json" });
  }

  progress(job) {
    return this.json(`api/generate/${job}`);
  }

  cancel(job) {
    return this.json(`api/generate/${job}/cancel`, { method: "POST", body: "{}", type: "application/json" });
  }

  upload(file) {
    return this.json(`api/upload?name=${encodeURIComponent(file.name)}`, {
      method: "POST", body: file, type: "application/octet-stream",
    });
  }

  async json(path, request) {
    return (await this.ask(path, request)).json();
  }

  async ask(path, { method = "GET", body, type } = {}) {
    let answer;
    try {
      answer = await fetch(path, { method, body, headers: type ? { "Content-Type": type } : {}, cache: "no-store" });
    } catch {
      throw new Error("the viewer's program does not answer any more; is it still running?");
    }
    if (answer.ok) return answer;
    const { error } = await answer.json().catch(() => ({}));
    throw new Error(error || `the viewer's program answered ${answer.status}`);
  }
}
