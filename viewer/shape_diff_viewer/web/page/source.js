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
    return Sample.from(bytesOf(text), this.facts.palette, this.facts.clay);
  }

  async errors(item) {
    const text = item.errors && document.getElementById(item.errors)?.textContent.trim();
    if (!text) throw new Error("distances between cloud and mesh are left out of this file");
    return bytesOf(text);
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

const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

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
    return `${this.path(item, "thumbnail.webp")}?${item.version}`;
  }

  async sample(item) {
    const answer = await this.ask(this.path(item, "payload"));
    return Sample.from(await answer.arrayBuffer(), this.facts.palette, this.facts.clay);
  }

  /** The points of a generated sample alone, which come at once; null where there are none apart. */
  async cloud(item) {
    if (!item.info.files?.points || !item.info.mesh) return null;
    const answer = await this.ask(this.path(item, "cloud"));
    return Sample.from(await answer.arrayBuffer(), this.facts.palette, this.facts.clay);
  }

  async errors(item) {
    return (await this.ask(this.path(item, "errors"))).arrayBuffer();
  }

  /** What is new since the last time: { items } if they are others, { job } that is at work. */
  async changes() {
    const found = await this.json(`api/changes?since=${this.facts.revision}`);
    this.facts.revision = found.revision;
    return found;
  }

  /** Rename, delete or mark an item; the items that there are then. */
  async change(item, what, fields = {}) {
    const found = await this.json(this.path(item, what), {
      method: "POST", body: JSON.stringify(fields), type: "application/json",
    });
    this.facts.revision = found.revision;
    return found.items;
  }

  zip(items, form) {
    const names = items.map(({ name }) => `&name=${encodeURIComponent(name)}`).join("");
    return this.download(`api/export.zip?form=${form}${names}`);
  }

  /** Save a WebP of a sample turning, or of its denoising run, so many pixels wide. */
  animation(item, what, size, colorBy) {
    return this.download(`${this.path(item, `${what}.webp`)}?size=${size}&color=${encodeURIComponent(colorBy)}`);
  }

  exports(item, sample) {
    const download = (file) => () => this.download(this.path(item, file));
    const mesh = (sample.mesh ? ["obj", "glb", "ply", "stl"] : []).map((format) => (
      { label: format.toUpperCase(), note: "mesh", run: download(`export.${format}`) }
    ));
    const points = sample.points(null, "rgb") ? [{ label: "PLY", note: "points", run: download("export.points.ply") }] : [];
    return [...mesh, ...points];
  }

  async download(path) {
    const answer = await this.ask(path), about = answer.headers.get("Content-Disposition") || "";
    save(await answer.blob(), decodeURIComponent(/filename\*=UTF-8''(.+)$/.exec(about)?.[1] || "sample"));
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

  /** Open a shape; the first file is it, the others are those it refers to. */
  upload(files) {
    return this.send("api/upload", files);
  }

  /** A picture to generate from: { picture, name, seen, notes }. */
  picture(file) {
    return this.send("api/picture", [file]);
  }

  send(path, files) {
    const about = files.map(({ name, size }) => `name=${encodeURIComponent(name)}&size=${size}`).join("&");
    return this.json(`${path}?${about}`, { method: "POST", body: new Blob(files), type: "application/octet-stream" });
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
    if (answer.status === 403) throw new Error(error || "the viewer's program was started anew: open the link that it printed");
    throw new Error(error || `the viewer's program answered ${answer.status}`);
  }
}
