/** Which point is under the pointer, or next in a direction? A grid over the plane, so that 50,000 points are as quick as ten. */
import type { Box, Point } from './camera.ts';

const pointsPerCell = 4;

export class PointGrid {
  readonly #points: readonly Point[];
  readonly #cells = new Map<number, number[]>();
  readonly #size: number;
  readonly #columns: number;
  readonly bounds: Box;

  constructor(points: readonly Point[]) {
    this.#points = points;
    this.bounds = boundsOf(points);
    const { left, top, right, bottom } = this.bounds;
    this.#size = Math.max(1e-6, Math.sqrt(((right - left) * (bottom - top) * pointsPerCell) / Math.max(1, points.length)));
    this.#columns = Math.floor((right - left) / this.#size) + 1;
    points.forEach((point, at) => {
      const key = this.#row(point.y) * this.#columns + this.#column(point.x);
      const cell = this.#cells.get(key);
      if (cell) cell.push(at); else this.#cells.set(key, [at]);
    });
  }

  /** Points in a box, in no particular order. */
  *within(box: Box): Generator<number> {
    const last = Math.min(this.#column(box.right), this.#columns - 1);
    for (let row = Math.max(0, this.#row(box.top)); row <= this.#row(Math.min(box.bottom, this.bounds.bottom)); row++) {
      for (let column = Math.max(0, this.#column(box.left)); column <= last; column++) {
        for (const at of this.#cells.get(row * this.#columns + column) ?? []) if (contains(box, this.#points[at]!)) yield at;
      }
    }
  }

  /** Null where there is none within the distance. */
  nearest({ x, y }: Point, distance: number): number | null {
    let [best, bestDistance] = [-1, distance];
    for (const at of this.within({ left: x - distance, top: y - distance, right: x + distance, bottom: y + distance })) {
      const away = Math.hypot(this.#points[at]!.x - x, this.#points[at]!.y - y);
      if (away <= bestDistance) [best, bestDistance] = [at, away];
    }
    return best < 0 ? null : best;
  }

  /** The next point to the right, left, above or below; what lies off the direction counts as further away. Null at the edge. */
  next(from: number, dx: number, dy: number): number | null {
    const { x, y } = this.#points[from]!;
    const { left, top, right, bottom } = this.bounds;
    const all = Math.max(right - left, bottom - top);
    for (let reach = this.#size * 2; ; reach *= 2) {
      let [best, bestCost] = [-1, Infinity];
      for (const at of this.within({ left: x - reach, top: y - reach, right: x + reach, bottom: y + reach })) {
        const [ox, oy] = [this.#points[at]!.x - x, this.#points[at]!.y - y];
        const along = ox * dx + oy * dy;
        const cost = along + 2 * Math.abs(ox * dy - oy * dx);
        if (at !== from && along > 1e-9 && Math.abs(ox * dy - oy * dx) <= along && cost < bestCost) [best, bestCost] = [at, cost];
      }
      if (best >= 0 && bestCost <= reach || best >= 0 && reach > all) return best;
      if (reach > 2 * all) return null;
    }
  }

  #column(x: number): number { return Math.floor((x - this.bounds.left) / this.#size); }
  #row(y: number): number { return Math.floor((y - this.bounds.top) / this.#size); }
}

const contains = ({ left, top, right, bottom }: Box, { x, y }: Point): boolean => x >= left && x <= right && y >= top && y <= bottom;

function boundsOf(points: readonly Point[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return points.length === 0 ? { left: 0, top: 0, right: 0, bottom: 0 } : { left, top, right, bottom };
}
