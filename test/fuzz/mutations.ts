/** What does a hostile input look like? A sample, altered a few times in ways that readers stumble over; the same for the same seed. */
import { randomInteger, randomNumbers } from '../core/lexical/random.ts';

/** Marks of all the formats, of Unicode, and of numbers at their limits. */
const pieces = [
  '', ' ', '\n', '\r\n', '\r', '\t', '\0', '\ufeff', '\ufffd', '\ud83d', '\udc00', '\u202e', '\u2028', '\u0301\u0301\u0301', 'İ', 'ß', 'Σ', '👩‍🚀', '%s%n', '$(x)', '..', '/',
  '\\', '\\\\', '"', "'", '`', '```', '~~~', '---', '===', '+++', '####', '- ', '* ', '> ', '| ', ':', '::', '.. ', '//', '/*', '*/', '<!--', '-->', '<', '>', '</', '<script>', '<p ',
  '&amp;', '&#x110000;', '&#', '{', '}', '[', ']', '[[', '(', ')', '((((', '{{', '${', '!', '!*', '**', '***/', '[!', '?', '+(', '@', '#', '=', ',', ';', '0', '-1', '1e999', '4294967296',
  'NaN', 'null', 'true', '__proto__', 'constructor', 'toString', 'lang:', 'path:', '-path:', 'kind:', '"a b"', '/a(b|c)*/', '/(a+)+$/i', 'not ', 'password=', 'eyJ', '-----BEGIN PRIVATE KEY-----',
  '<?xml', '<![CDATA[', 'def f():', 'class A {', 'function ', '=begin', '|===', '[source]', ':tag: x', '&x', '*x', '!!js', '? ', '|-', '>+', '"cells":', '"source":', '"cell_type":',
];

export interface Seeded {
  readonly text: string;
  readonly random: () => number;
}

const longest = 6000;

export function hostileText(samples: readonly string[], seed: number): Seeded {
  const random = randomNumbers(seed);
  const pick = <T>(from: readonly T[]): T => from[randomInteger(random, from.length)]!;
  let text = random() < 0.15 ? '' : pick(samples);
  if (text.length > 1500) {
    const from = randomInteger(random, text.length - 1000);
    text = text.slice(from, from + 200 + randomInteger(random, 1300));
  }
  for (let left = 1 + randomInteger(random, 6); left > 0; left--) text = altered(text, random, pick, samples).slice(0, longest);
  return { text, random };
}

function altered(text: string, random: () => number, pick: <T>(from: readonly T[]) => T, samples: readonly string[]): string {
  const at = randomInteger(random, text.length + 1);
  const to = Math.min(text.length, at + randomInteger(random, 40));
  switch (randomInteger(random, 8)) {
    case 0: return text.slice(0, at) + pick(pieces) + text.slice(at);
    case 1: return text.slice(0, at) + text.slice(to);
    case 2: return text.slice(0, at) + pick(pieces).repeat(1 + randomInteger(random, 300)) + text.slice(at);
    case 3: return text.slice(0, at) + String.fromCharCode(randomInteger(random, random() < 0.5 ? 128 : 65536)) + text.slice(to);
    case 4: return text.slice(0, at);
    case 5: return text.slice(0, to) + text.slice(at);
    case 6: return text.slice(0, at) + pick(samples).slice(0, randomInteger(random, 300)) + text.slice(at);
    default: return Array.from({ length: randomInteger(random, 30) }, () => pick(pieces)).join('');
  }
}

/** Bytes of a text, some of them changed, so that they are of no encoding, or of another. */
export function hostileBytes({ text, random }: Seeded): Uint8Array {
  const mark = random() < 0.1 ? [[0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf], [0xff, 0xfe, 0, 0]][randomInteger(random, 4)]! : [];
  const bytes = Uint8Array.from([...mark, ...new TextEncoder().encode(text)]);
  for (let left = randomInteger(random, 8); left > 0 && bytes.length > 0; left--) bytes[randomInteger(random, bytes.length)] = randomInteger(random, 256);
  return bytes.subarray(0, random() < 0.3 ? randomInteger(random, bytes.length + 1) : bytes.length);
}

/** A value as JSON can hold it, nested at random. */
export function hostileValue(random: () => number, keys: readonly string[], depth = 0): unknown {
  const kind = randomInteger(random, depth > 4 ? 6 : 9);
  const key = (): string => (random() < 0.7 ? keys[randomInteger(random, keys.length)]! : pieces[randomInteger(random, pieces.length)]!);
  if (kind === 0) return null;
  if (kind === 1) return random() < 0.5;
  if (kind === 2) return [0, -1, 1, 0.5, 1e308, 2 ** 53, 4294967296, -0][randomInteger(random, 8)];
  if (kind < 6) return key();
  if (kind === 6) return Array.from({ length: randomInteger(random, 5) }, () => hostileValue(random, keys, depth + 1));
  return Object.fromEntries(Array.from({ length: randomInteger(random, 6) }, () => [key(), hostileValue(random, keys, depth + 1)]));
}
