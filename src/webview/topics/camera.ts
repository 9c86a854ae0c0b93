/** Which part of the plane is seen, and how large? */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** From the whole picture in a corner to a few files that fill the view. */
const zoomOut = 0.5;
const largestScale = 120;
const margin = 28;

/** Screen pixels are `(world - centre) * scale + half the size`. */
export class Camera {
  #x = 0;
  #y = 0;
  #scale = 1;
  #fitted = 1;
  #width = 1;
  #height = 1;

  get scale(): number { return this.#scale; }

  resize(width: number, height: number): void {
    this.#width = Math.max(1, width);
    this.#height = Math.max(1, height);
  }

  /** Shows all of a box. `isWhole`: it is the whole picture, which bounds how small it can be made. */
  fit({ left, top, right, bottom }: Box, isWhole: boolean): void {
    this.#x = (left + right) / 2;
    this.#y = (top + bottom) / 2;
    const scale = Math.min((this.#width - 2 * margin) / Math.max(1e-6, right - left), (this.#height - 2 * margin) / Math.max(1e-6, bottom - top));
    if (isWhole) this.#fitted = Math.max(1e-6, scale);
    this.#scale = Math.min(largestScale, Math.max(zoomOut * this.#fitted, scale));
  }

  toScreen({ x, y }: Point): Point {
    return { x: (x - this.#x) * this.#scale + this.#width / 2, y: (y - this.#y) * this.#scale + this.#height / 2 };
  }

  toWorld({ x, y }: Point): Point {
    return { x: (x - this.#width / 2) / this.#scale + this.#x, y: (y - this.#height / 2) / this.#scale + this.#y };
  }

  get visible(): Box {
    const [start, end] = [this.toWorld({ x: 0, y: 0 }), this.toWorld({ x: this.#width, y: this.#height })];
    return { left: start.x, top: start.y, right: end.x, bottom: end.y };
  }

  /** What is under the given place of the screen stays there. */
  zoom(factor: number, at: Point = { x: this.#width / 2, y: this.#height / 2 }): void {
    const before = this.toWorld(at);
    this.#scale = Math.min(largestScale, Math.max(zoomOut * this.#fitted, this.#scale * factor));
    const after = this.toWorld(at);
    this.#x += before.x - after.x;
    this.#y += before.y - after.y;
  }

  /** By screen pixels. */
  pan(dx: number, dy: number): void {
    this.#x -= dx / this.#scale;
    this.#y -= dy / this.#scale;
  }

  /** Moves as little as brings a point into view. */
  reveal(point: Point): void {
    const { x, y } = this.toScreen(point);
    this.pan(within(x, this.#width) - x, within(y, this.#height) - y);
  }
}

const within = (value: number, size: number): number => Math.min(Math.max(value, Math.min(margin, size / 2)), Math.max(size - margin, size / 2));
