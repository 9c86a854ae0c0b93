/** Is a field of a parsed JSON file there and of the right kind? Each answer is the value, or undefined. */

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(fields: Fields, key: string, mayBeEmpty = false): string | undefined {
  const value = fields[key];
  return typeof value === 'string' && (mayBeEmpty || value !== '') ? value : undefined;
}

/** A whole number of at least `least`. */
export function count(fields: Fields, key: string, least: number): number | undefined {
  const value = fields[key];
  return typeof value === 'number' && Number.isInteger(value) && value >= least ? value : undefined;
}

export function number(fields: Fields, key: string): number | undefined {
  const value = fields[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
