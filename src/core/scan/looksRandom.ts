/** Does a value look like a key drawn by chance, or like words that people write? */

/** "${NAME}", "{{name}}", "<name>", "%s", "$NAME", and what examples say in place of a secret. */
const placeholder = /[$%#]\{|\{\{|<[^>]*>|^%|^\$[A-Z_a-z(]|^\{.*\}$|(?:^|[-_. ])(?:your|example|change.?me|placeholder|redacted|replace|insert)|x{4}|\*{3}|\.{3}|•/i;
/** A path, a URL, or what is imported from somewhere. */
const place = /^(?:\.{0,2}\/|[a-z][a-z0-9+.-]*:\/\/|@)|\.(?:js|ts|tsx|json|py|go|html?|css|ya?ml|md|txt|com|org|net|io|pem|crt|key)$/i;
/** Of a name written by people most lies in such runs, of a key of base 62 about a sixth. */
const words = /[A-Z]?[a-z]{4,}|[A-Z]{5,}/g;
const mostWords = 0.6;
/** Names of other things: "my-service-tls-2", "user_password_2", "auth.min8", "utf-8". */
const joinedWords = /^[a-z]+(?:[-_.:/][a-z]*\d{0,3})+$/i;
/** Hexadecimal digits carry 4 bits each: 32 of them drawn by chance have some 3.5; text that people write, or "aaaa", has less or is words. */
const leastEntropy = 3;
const leastKeyLength = 16;
const leastPasswordLength = 6;

export const isPlaceholder = (value: string): boolean => placeholder.test(value) || /^(.)\1*$/.test(value);

/** Shannon's entropy of the characters, in bits each. */
export function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / value.length) * Math.log2(count / value.length), 0);
}

/** A key: long, of many different characters, and not made of words, whatever it is called. */
export function looksRandom(value: string): boolean {
  if (value.length < leastKeyLength || /\s/.test(value) || !/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (isPlaceholder(value) || place.test(value) || joinedWords.test(value) || entropyOf(value) < leastEntropy) return false;
  const digitRuns = value.match(/\d+/g)?.length ?? 0;
  const inWords = (value.match(words) ?? []).join('').length / value.length;
  return inWords < mostWords || (digitRuns >= 3 && !/[-_.:/]/.test(value));
}

/** A password that a person chose, in a place called one: letters with digits or signs, in one word. "correct-horse" is not known for one. */
export function looksLikePassword(value: string): boolean {
  if (value.length < leastPasswordLength || /\s/.test(value) || isPlaceholder(value) || place.test(value)) return false;
  if (!/[A-Za-z]/.test(value) || !/[\d!@#$%^&*?~+=]/.test(value)) return false;
  // The name of the field itself: "password1", "Password?".
  if (/^\W?\w*(?:pass|passw(?:or)?d|pwd)\d?\W?$/i.test(value)) return false;
  // An algorithm, or an expression.
  return !joinedWords.test(value) && !/^(?:sha|md|aes|rsa|hs|rs|es|ps|utf|v|http|oauth|bcrypt|argon|pbkdf|base)-?\d+$/i.test(value) && !/[=&]=|\|\||&&|[A-Za-z_]\.[A-Za-z_]/.test(value);
}
