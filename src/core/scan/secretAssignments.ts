/** Where is something that is called a password, secret, token or key given a value that looks like one? */
import { looksLikePassword, looksRandom } from './looksRandom.ts';
import type { SecretRange } from './maskSecrets.ts';

const kindsOfKey = 'api|app|access|private|secret|auth|account|shared|sign(?:ing)?|encrypt(?:ion)?|cipher|master|hmac|client|session|cookie|storage|service|license|deploy|subscription';
const names = new RegExp(`passw(?:or)?d|passphrase|passcode|pwd|secret|token|credential|_auth|(?:${kindsOfKey})[-_.]?key`, 'gi');
const ofPasswords = /^(?:pass|pwd)/i;

/**
 * From the end of a name: what is left of it, what stands between, and the value in quotes, or up to where a bare word ends. Between may
 * stand an assignment in any language, with the type ("token: &str = "), a comma or bracket of a call, "||" before a fallback, ">" of an
 * element, " value=" of an attribute, or the blank behind an option ("--token abc").
 */
const rest = /([\w-]{0,40})(?:\\*["'`\])]){0,3}[ \t]*(?::[ \t]*&?[\w.'<>[\]|]{1,30}[ \t]*=(?!=)|:=|=>|={1,3}|!==?|:|>|,|\(|\|\||\?\?|value[ \t]*=| )[ \t]*(?:(?:[brfuL@$]{1,2})?(\\*["'`])((?:\\.|(?!\2)[^\n\\]){6,1000}?)(?:\2|$)|([^\s"'`,;<>(){}[\]|]{6,1000})(?=[\s,;<"'`&|\\]|$))/my;
/** The end of a name may count ("password2", "tokens"); any other word behind it makes it the name of something else ("tokenType"). */
const bareEnd = /^(?:s|\d*|[-_](?:\d+|base|prod|production|dev|staging|test|live|default|value|string))$/i;

export function* secretAssignments(text: string): Generator<SecretRange> {
  names.lastIndex = 0;
  for (let name = names.exec(text); name !== null; name = names.exec(text)) {
    rest.lastIndex = names.lastIndex;
    const match = rest.exec(text);
    if (match === null) continue;
    const [whole, end = '', , quoted, bare] = match;
    const value = quoted ?? bare ?? '';
    const isSecret = looksRandom(value) || (ofPasswords.test(name[0]) && bareEnd.test(end) && looksLikePassword(value) && (quoted !== undefined || isSetting(text, name.index)));
    if (!isSecret) continue;
    const start = names.lastIndex + whole.lastIndexOf(value);
    yield { name: ofPasswords.test(name[0]) ? 'password' : 'secret by its name', start, end: start + value.length };
    names.lastIndex = start + value.length;
  }
}

/** Unquoted, a value is a literal only where a line is a setting: nothing stands before its name but what shells and lists put there. */
function isSetting(text: string, at: number): boolean {
  const line = text.slice(Math.max(text.lastIndexOf('\n', at) + 1, at - 200), at);
  return /^[ \t]*(?:export |set |setx |ENV |ARG |env\.|-[ \t]*|["'])?[\w.-]*$|[;?&>][\w.-]*$|--[\w-]*$|<[\w.-]*$/.test(line);
}
