/** Where in the plane do groups lie, so that what is alike is near and nothing covers anything? */

export interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

const stressRounds = 300;
const apartRounds = 400;
/** Free room between two discs, as a share of the mean radius. */
const gap = 0.35;

/**
 * `distance(i, j)` is kept as well as two dimensions allow: stress is made small step by step (SMACOF: J. de Leeuw, "Applications of convex analysis to multidimensional
 * scaling", 1977), starting from a circle; then discs that overlap are pushed apart. Deterministic.
 */
export function placeDiscs(radii: readonly number[], distance: (i: number, j: number) => number): Disc[] {
  const n = radii.length;
  if (n === 0) return [];
  const meanRadius = radii.reduce((sum, radius) => sum + radius, 0) / n;
  const wanted = radii.map((_, i) => radii.map((__, j) => (i === j ? 0 : distance(i, j))));
  const meanWanted = wanted.flat().reduce((sum, each) => sum + each, 0) / Math.max(1, n * (n - 1));
  // So large that the discs have room: the plane they are spread over is some three times their area.
  const unit = meanWanted > 0 ? (1.6 * meanRadius * Math.sqrt(n)) / meanWanted : 1;
  let places = radii.map((_, at) => ({ x: Math.cos(2.399963 * at) * meanRadius * (1 + at), y: Math.sin(2.399963 * at) * meanRadius * (1 + at) }));
  for (let round = 0; round < stressRounds; round++) places = majorised(places, (i, j) => wanted[i]![j]! * unit);
  return pushedApart(places.map((place, at) => ({ ...place, radius: radii[at]! })), gap * meanRadius);
}

interface Place { readonly x: number; readonly y: number }

/** One step of Guttman's transform. */
function majorised(places: readonly Place[], wanted: (i: number, j: number) => number): Place[] {
  return places.map((place, i) => {
    let [x, y] = [0, 0];
    places.forEach((other, j) => {
      if (i === j) return;
      const [dx, dy] = [place.x - other.x, place.y - other.y];
      const ratio = wanted(i, j) / Math.max(1e-9, Math.hypot(dx, dy));
      x += other.x + dx * ratio;
      y += other.y + dy * ratio;
    });
    return places.length > 1 ? { x: x / (places.length - 1), y: y / (places.length - 1) } : place;
  });
}

function pushedApart(discs: readonly Disc[], room: number): Disc[] {
  const moved = discs.map((disc) => ({ ...disc }));
  for (let round = 0; round < apartRounds; round++) {
    let overlaps = 0;
    for (let i = 0; i < moved.length; i++) {
      for (let j = i + 1; j < moved.length; j++) if (pushApart(moved[i]!, moved[j]!, room)) overlaps++;
    }
    if (overlaps === 0) break;
  }
  return moved;
}

type Movable = { -readonly [Key in keyof Disc]: Disc[Key] };

function pushApart(a: Movable, b: Movable, room: number): boolean {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy);
  const missing = a.radius + b.radius + room - length;
  if (missing <= 1e-9) return false;
  const [ux, uy] = length > 1e-9 ? [dx / length, dy / length] : [1, 0];
  // The smaller one moves more.
  const share = b.radius / (a.radius + b.radius);
  a.x -= ux * missing * share;
  a.y -= uy * missing * share;
  b.x += ux * missing * (1 - share);
  b.y += uy * missing * (1 - share);
  return true;
}
