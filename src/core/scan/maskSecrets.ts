/** What of a file's text may be kept and shown? All of it, but for keys and passwords: a mask of as many lines stands in their place. */
import { literalFinder } from './heldLiterals.ts';
import { isPlaceholder, looksRandom } from './looksRandom.ts';
import { secretAssignments } from './secretAssignments.ts';
import { secretShapes } from './secretShapes.ts';

/** A part of a text, in UTF-16 code units, and the rule that found it. */
export interface SecretRange {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Always the same, so that it tells nothing of what it covers; no letter, so that it is no word to be found by. */
export const mask = '••••••••';

const keyBegin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
/** Of 4,096 bits a key has some 3,300 characters; with room for what stands between its lines in code. */
const longestKey = 20_000;
/** A key's lines are base 64; of what else may stand between BEGIN and END in a file most is not. */
const base64Runs = /[A-Za-z0-9+/=]{16,}/g;
const leastBase64 = 0.6;
const cutOffKey = /(?:[\s"'`,\\]{0,20}[A-Za-z0-9+/=]{40,})+/y;

/** "scheme://user:password@host"; ordinary words in its place are examples. */
const urlPassword = /:\/\/[^\s:@/'"`<>]{0,100}:([^\s/'"`<>]{3,200})@[\w.[-]/g;
const exampleWords = /^(?:pass|passwd|password|pwd|pw|secret|user|username|token|apikey|api_key|key|foo|bar|baz|test|port|\w{1,3}|[A-Z_]+|\*+|%\w|\{.*|\$.*)$/i;
const bearer = /\b(?:Bearer|Basic|Token|ApiKey)[ \t]+([\w+/.~=-]{16,2000})/gi;
const userOption = /\bcurl\b[^\n]{0,500}?[ \t](?:-u|--user)[ =]["']?[^\s:"']{1,100}:([^\s"']{4,200})/g;

export function maskSecrets(text: string): string {
  const found = findSecrets(text);
  if (found.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of found) {
    if (end <= at) continue;
    parts.push(text.slice(at, Math.max(at, start)));
    // Where two overlap, the first one's mask stands for both.
    parts.push(start < at ? '' : text.slice(start, end).replace(/[^\r\n]+/g, mask));
    if (start < at) parts.push(text.slice(at, end).replace(/[^\r\n]+/g, ''));
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** In the order of their starts; they may overlap. */
export function findSecrets(text: string): readonly SecretRange[] {
  return [...privateKeys(text), ...shapes(text), ...logins(text), ...secretAssignments(text)].sort((a, b) => a.start - b.start || b.end - a.end);
}

function* privateKeys(text: string): Generator<SecretRange> {
  if (!text.includes('PRIVATE KEY')) return;
  for (const { index, 0: { length } } of text.matchAll(keyBegin)) {
    const start = index + length;
    const end = text.slice(start, start + longestKey).indexOf('-----END');
    const isKey = end >= 0 && isMostlyBase64(text.slice(start, start + end));
    cutOffKey.lastIndex = start;
    const keyLength = isKey ? end : cutOffKey.exec(text)?.[0].length ?? 0;
    if (keyLength > 0) yield { name: 'private key', start, end: start + keyLength };
  }
}

function isMostlyBase64(between: string): boolean {
  const characters = between.replace(/\s+/g, '').length;
  const inRuns = (between.match(base64Runs) ?? []).join('').length;
  return characters > 0 && inRuns >= leastBase64 * characters;
}

const literalsIn = literalFinder(secretShapes.flatMap(({ literals }) => literals));

function* shapes(text: string): Generator<SecretRange> {
  const held = literalsIn(text);
  for (const { name, literals, pattern, random } of secretShapes) {
    if (!literals.some((literal) => held.has(literal))) continue;
    for (const match of text.matchAll(pattern)) {
      const secret = match[1] ?? match[0];
      if (random && !looksRandom(secret)) continue;
      const start = match.index + match[0].lastIndexOf(secret);
      yield { name, start, end: start + secret.length };
    }
  }
}

/** Passwords that stand where a protocol has them. */
function* logins(text: string): Generator<SecretRange> {
  if (text.includes('://')) yield* groups(text, urlPassword, 'password in a URL', (value) => !exampleWords.test(value) && !isPlaceholder(value));
  if (text.includes('curl')) yield* groups(text, userOption, 'password of curl', (value) => !exampleWords.test(value) && !isPlaceholder(value));
  yield* groups(text, bearer, 'authorization', looksRandom);
}

function* groups(text: string, pattern: RegExp, name: string, isSecret: (value: string) => boolean): Generator<SecretRange> {
  for (const match of text.matchAll(pattern)) {
    const secret = match[1] ?? '';
    if (!isSecret(secret)) continue;
    const start = match.index + match[0].lastIndexOf(secret);
    yield { name, start, end: start + secret.length };
  }
}
