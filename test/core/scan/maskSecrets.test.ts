/** Are secrets masked, and only they? What looks like one is put together here, so that no scanner takes this file for a leak. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { mask, maskSecrets } from '../../../src/core/scan/maskSecrets.ts';
import { seededSecrets } from '../../support/seededSecrets.ts';

const masked = (text: string): string => maskSecrets(text);
const key = ['wJa7rXUt', 'nFEMIk7M', 'DENGbPxR', 'fiCYq9LE'].join('');

test('a thousand secrets of all kinds are masked, and every file keeps its number of lines', () => {
  for (const { path, text, parts } of seededSecrets(1000, 7)) {
    const shown = masked(text);
    assert.ok(!parts.some((part) => shown.includes(part)), path);
    assert.equal(shown.split('\n').length, text.split('\n').length, path);
  }
});

test('only the secret is masked: its name and everything about it stay', () => {
  assert.equal(masked(`const apiKey = '${key}'; // for the shop`), `const apiKey = '${mask}'; // for the shop`);
  assert.equal(masked(`db:\n  password: hunter${22}\n  port: 5432\n`), `db:\n  password: ${mask}\n  port: 5432\n`);
  assert.equal(masked(`postgres://app:s3cr${'et9'}@db:5432/orders`), `postgres://app:${mask}@db:5432/orders`);
});

test('a private key keeps its first and last line, and as many between, whatever ends them', () => {
  const [begin, end] = ['BEGIN', 'END'].map((what) => `-----${what} ${'PRIVATE'} KEY-----`);
  const line = (key + key).slice(0, 64);
  assert.equal(masked(`${begin}\r\n${line}\r\n${line}\r\n${end}\r\n`), `${begin}\r\n${mask}\r\n${mask}\r\n${end}\r\n`);
  assert.ok(!masked(`${begin}\n${line}\n${line}\nthe end is missing`).includes(line));
});

test('code about secrets is left alone', () => {
  const code = [
    'const token = await nextToken(parser2);', 'if (password === confirmPassword2) return;', 'const tokenType = "access_token_v2";',
    'password: string;', 'secretKey = keyPair.secretKey', '<label for="password">Password</label>', 'password = os.environ["DB_PASSWORD"]',
    'apiKey: process.env.API_KEY,', 'password: ${DB_PASSWORD}', 'token: <your-token-here>', 'passwordEncoder = "bcrypt12"',
    'class TokenStream2 extends Stream1 {}', 'if (text.startsWith("-----BEGIN RSA PRIVATE KEY-----")) return parsePrivateKeyFrom(text);',
    'http://user:password@localhost:8080/', 'see https://example.org/a:b@c', 'sk-circle-fade-dot-animation-two', 'secretName: my-service-tls-2',
    'token = "https://issuer.example.org/v1/tokens2"', 'integrity = "sha512"', 'fields = ("password1", "password2")',
  ];
  for (const line of code) assert.equal(masked(line), line);
});

test('a long hostile text takes no longer than it has characters', () => {
  for (const piece of ['password=', 'a:', '://a:', '-----BEGIN PRIVATE KEY-----', 'token: "\\', 'eyJaaaaaaaaaa.', 'key="', 'curl -u ', 'machine a login b ']) {
    masked(piece.repeat(200_000 / piece.length));
  }
});
