/** Where does a test get secrets that look real? Made by a seed, so that no real one and none that a scanner would find lies in the repository. */
import { randomInteger, randomNumbers } from '../core/lexical/random.ts';

export interface SeededSecret {
  readonly kind: string;
  readonly path: string;
  /** The whole file, with the secret in it. */
  readonly text: string;
  /** What must be nowhere: the secret, or each line of one that has many. */
  readonly parts: readonly string[];
}

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';
const base62 = upper + upper.toLowerCase() + digits;
const hex = '0123456789abcdef';

type Random = () => number;
const draw = (random: Random, alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[randomInteger(random, alphabet.length)]).join('');

type Maker = (random: Random) => string;
const after = (prefix: string, alphabet: string, length: number): Maker => (random) => prefix + draw(random, alphabet, length);

/** Known by their own shape, whatever they are called. */
const shaped: Readonly<Record<string, Maker>> = {
  aws: after('AKIA', upper + digits, 16), google: after('AIza', base62, 35), googleSecret: after('GOCSPX-', base62, 28),
  github: after('ghp_', base62, 36), githubFine: after('github_pat_', base62, 82), gitlab: after('glpat-', base62, 20),
  slack: (random) => `xoxb-${draw(random, digits, 12)}-${draw(random, digits, 12)}-${draw(random, base62, 24)}`,
  stripe: after('sk_live_', base62, 24), openai: after('sk-proj-', base62, 48), anthropic: after('sk-ant-api03-', base62, 93),
  npm: after('npm_', base62, 36), pypi: after('pypi-AgEIcHlwaS5vcmc', base62, 80), huggingFace: after('hf_', base62, 34),
  sendgrid: (random) => `SG.${draw(random, base62, 22)}.${draw(random, base62, 43)}`, azure: (random) => `AccountKey=${draw(random, `${base62}+/`, 86)}==`,
  jwt: (random) => `eyJ${draw(random, base62, 33)}.eyJ${draw(random, base62, 60)}.${draw(random, base62, 43)}`,
  vault: after('hvs.', base62, 24), shopify: after('shpat_', hex, 32), twilio: after('SK', hex, 32), digitalOcean: after('dop_v1_', hex, 64),
};

/** Known by what they are called. */
const named: Readonly<Record<string, { readonly name: string; readonly make: Maker }>> = {
  password: { name: 'db_password', make: (random) => `${draw(random, base62, 9)}7q!${draw(random, digits, 2)}` },
  secret: { name: 'clientSecret', make: after('', base62, 40) },
  apiKey: { name: 'API_KEY', make: after('', hex, 40) },
  token: { name: 'auth-token', make: (random) => `${draw(random, base62, 20)}-${draw(random, base62, 11)}` },
  awsSecret: { name: 'aws_secret_access_key', make: after('', base62, 40) },
};

/** How each kind of file writes something down. */
const files: Readonly<Record<string, (name: string, value: string) => string>> = {
  ts: (name, value) => `export const settings = {\n  '${name}': '${value}',\n  retries: 3,\n};\n`,
  js: (name, value) => `config["${name}"] = "${value}";\nmodule.exports = config;\n`,
  py: (name, value) => `import os\n\nSETTINGS = {"${name}": "${value}"}\n`,
  go: (name, value) => `package main\n\nvar settings = map[string]string{\n\t"${name}": "${value}",\n}\n`,
  rb: (name, value) => `CONFIG = {\n  "${name}" => "${value}",\n}.freeze\n`,
  java: (name, value) => `class Config {\n  void load(Properties p) {\n    p.put("${name}", "${value}");\n  }\n}\n`,
  php: (name, value) => `<?php\ndefine('${name}', '${value}');\n`,
  rs: (name, value) => `fn settings() -> Map {\n    map.insert("${name}", "${value}")\n}\n`,
  cs: (name, value) => `class Config {\n  string Read() => Get("${name}") ?? "none";\n  Dictionary<string, string> All = new() { ["${name}"] = "${value}" };\n}\n`,
  yaml: (name, value) => `service:\n  ${name}: ${value}\n  replicas: 2\n`,
  json: (name, value) => `{\n  "service": {\n    "${name}": "${value}",\n    "replicas": 2\n  }\n}\n`,
  toml: (name, value) => `[service]\n${name} = "${value}"\n`,
  ini: (name, value) => `[service]\n${name} = ${value}\n`,
  properties: (name, value) => `service.${name}=${value}\n`,
  md: (name, value) => `# Setting up\n\nRun it so:\n\n    export ${name.replaceAll('-', '_')}=${value}\n`,
  rst: (name, value) => `Setting up\n==========\n\n    ${name}: ${value}\n`,
  html: (name, value) => `<html><body><p>Use this:</p>\n<pre>${name}=${value}</pre></body></html>\n`,
  xml: (name, value) => `<settings>\n  <add key="${name}" value="${value}" />\n</settings>\n`,
  ipynb: (name, value) => JSON.stringify({ cells: [{ cell_type: 'code', source: [`${name.replaceAll('-', '_')} = "${value}"\n`, 'load()'] }], metadata: { language_info: { name: 'python' } }, nbformat: 4 }, null, 1),
  sh: (name, value) => `#!/bin/sh\nset -e\nrun --${name} ${value} --verbose\n`,
  tf: (name, value) => `variable "x" {}\nresource "service" "one" {\n  ${name} = "${value}"\n}\n`,
};

/** Known by where they stand, over several lines or in the midst of one. */
const placed: Readonly<Record<string, (random: Random) => { readonly extension: string; readonly text: string; readonly parts: readonly string[] }>> = {
  privateKey: (random) => {
    const lines = Array.from({ length: 12 }, () => draw(random, `${base62}+/`, 64));
    return { extension: 'txt', text: `Keep this:\n${pem('BEGIN')}\n${lines.join('\n')}\n${pem('END')}\nand go on.\n`, parts: lines };
  },
  privateKeyInJson: (random) => {
    const lines = Array.from({ length: 12 }, () => draw(random, `${base62}+/`, 64));
    return { extension: 'json', text: JSON.stringify({ type: 'service_account', key: `${pem('BEGIN')}\n${lines.join('\n')}\n${pem('END')}\n` }, null, 2), parts: lines };
  },
  urlPassword: (random) => {
    const password = `${draw(random, base62, 12)}8x`;
    return { extension: 'py', text: `engine = connect("postgres://app:${password}@db.internal:5432/orders")\n`, parts: [password] };
  },
  bearer: (random) => {
    const token = draw(random, base62, 40);
    return { extension: 'sh', text: `curl -H "Authorization: Bearer ${token}" https://service.internal/v1/orders\n`, parts: [token] };
  },
};
const pem = (what: string): string => `-----${what} RSA ${'PRIVATE'} KEY-----`;

/** So many, over every kind of secret and of file, the same for the same seed. `words` of each file are found, so that it is indexed. */
export function seededSecrets(count: number, seed: number): SeededSecret[] {
  const random = randomNumbers(seed);
  const extensions = Object.keys(files);
  const makers = [
    ...Object.entries(shaped).map(([kind, make]) => ({ kind, make: () => written(kind, 'value', make(random), extensions, random) })),
    ...Object.entries(named).map(([kind, { name, make }]) => ({ kind, make: () => written(kind, name, make(random), extensions, random) })),
    ...Object.entries(placed).map(([kind, make]) => ({ kind, make: () => make(random) })),
  ];
  return Array.from({ length: count }, (_, number) => {
    const { kind, make } = makers[number % makers.length]!;
    const { extension, text, parts } = make();
    return { kind, path: `${extension}/${kind}${number}.${extension}`, text, parts };
  });
}

let turn = 0;
function written(kind: string, name: string, value: string, extensions: readonly string[], random: Random) {
  const extension = extensions[(turn++ + randomInteger(random, 3)) % extensions.length]!;
  return { extension, text: files[extension]!(name, value), parts: [kind === 'azure' ? value.slice('AccountKey='.length) : value] };
}
