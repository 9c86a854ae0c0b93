/** How do some numbers best tell two classes apart? Logistic regression with a small ridge penalty, by Newton's method. */

export interface LogisticModel {
  readonly bias: number;
  /** On the inputs as they are, not standardised. */
  readonly weights: readonly number[];
}

/** On standardised inputs: keeps separable data from sending the weights to infinity, and moves others little. */
const ridge = 1;
const maxIterations = 50;

export const probability = ({ bias, weights }: LogisticModel, inputs: readonly number[]): number =>
  1 / (1 + Math.exp(-weights.reduce((sum, weight, place) => sum + weight * inputs[place]!, bias)));

/**
 * `positives` and `negatives` are rows of equally many inputs. Each class counts half in all, however many rows it has, so that 0.5
 * is the even point between them.
 */
export function fitLogistic(positives: readonly (readonly number[])[], negatives: readonly (readonly number[])[]): LogisticModel {
  const rows = [...positives, ...negatives];
  const width = rows[0]!.length;
  const means = Array.from({ length: width }, (_, column) => rows.reduce((sum, row) => sum + row[column]!, 0) / rows.length);
  const deviations = means.map((mean, column) => Math.sqrt(rows.reduce((sum, row) => sum + (row[column]! - mean) ** 2, 0) / rows.length) || 1);
  const scaled = rows.map((row) => [1, ...row.map((value, column) => (value - means[column]!) / deviations[column]!)]);
  const targets = rows.map((_, place) => (place < positives.length ? 1 : 0));
  const importance = rows.map((_, place) => rows.length / 2 / (place < positives.length ? positives.length : negatives.length));
  let weights = new Array<number>(width + 1).fill(0);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const step = newtonStep(scaled, targets, importance, weights);
    weights = weights.map((weight, place) => weight - step[place]!);
    if (step.every((change) => Math.abs(change) < 1e-9)) break;
  }
  const [bias, ...slopes] = weights;
  const raw = slopes.map((slope, column) => slope / deviations[column]!);
  return { bias: bias! - raw.reduce((sum, weight, column) => sum + weight * means[column]!, 0), weights: raw };
}

function newtonStep(rows: readonly (readonly number[])[], targets: readonly number[], importance: readonly number[], weights: readonly number[]): number[] {
  const size = weights.length;
  const gradient = weights.map((weight, place) => (place === 0 ? 0 : ridge * weight));
  const hessian = Array.from({ length: size }, (_, line) => Array.from({ length: size }, (_, column) => (line === column && line > 0 ? ridge : 0)));
  rows.forEach((row, place) => {
    const predicted = 1 / (1 + Math.exp(-row.reduce((sum, value, column) => sum + value * weights[column]!, 0)));
    const error = importance[place]! * (predicted - targets[place]!);
    const curvature = importance[place]! * Math.max(1e-9, predicted * (1 - predicted));
    for (let line = 0; line < size; line++) {
      gradient[line]! += error * row[line]!;
      for (let column = 0; column < size; column++) hessian[line]![column]! += curvature * row[line]! * row[column]!;
    }
  });
  return solve(hessian, gradient);
}

/** Gaussian elimination with pivoting of a system that has one solution. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, place) => [...row, right[place]!]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let line = column + 1; line < size; line++) if (Math.abs(rows[line]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = line;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let line = 0; line < size; line++) {
      if (line === column) continue;
      const factor = rows[line]![column]! / rows[column]![column]!;
      for (let place = column; place <= size; place++) rows[line]![place]! -= factor * rows[column]![place]!;
    }
  }
  return rows.map((row, place) => row[size]! / row[place]!);
}
