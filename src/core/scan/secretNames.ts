/** Which files and folders are known to hold secrets, judged by their names alone? Their own rule, which only a setting overrules. */
import type { EntryKind } from './gitignoreRules.ts';

/** What the tools themselves call them; compared in lower case. Private keys, passwords, access tokens, and what shells noted down. */
const fileNames: ReadonlySet<string> = new Set([
  '.netrc', '_netrc', '.git-credentials', '.pgpass', 'pgpass.conf', '.my.cnf', '.mylogin.cnf', '.htpasswd', '.pypirc', '.dockercfg',
  '.dockerconfigjson', '.vault-token', '.vault_pass', '.vault_pass.txt', '.s3cfg', '.boto', '.terraformrc', 'credentials.tfrc.json',
  'credentials', 'credentials.json', 'credentials.toml', 'application_default_credentials.json', 'access_tokens.db', 'azureprofile.json',
  'accesstokens.json', 'msal_token_cache.json', 'service-account.json', 'service_account.json', 'serviceaccount.json', 'serviceaccountkey.json',
  'local.settings.json', 'kubeconfig', 'auth.json', 'id_rsa', 'id_dsa', 'id_ecdsa', 'id_ed25519', 'id_ecdsa_sk', 'id_ed25519_sk',
  'secrets.json', 'secrets.yaml', 'secrets.yml', 'secrets.toml', 'secrets.ini', 'secrets.properties', 'secring.gpg', 'sftp-config.json',
  '.bash_history', '.zsh_history', '.sh_history', '.psql_history', '.mysql_history', '.sqlite_history', '.python_history',
  '.node_repl_history', '.irb_history', '.rediscli_history',
]);

const suffixes: readonly string[] = [
  '.pem', '.key', '.p8', '.ppk', '.pfx', '.p12', '.jks', '.keystore', '.bks', '.kdbx', '.kdb', '.agekey', '.keychain', '.ovpn', '.kubeconfig',
  '.publishsettings', '.tfstate', '.tfstate.backup', '.env',
];

const folderNames: ReadonlySet<string> = new Set(['.ssh', '.gnupg', '.aws', '.azure', '.kube', '.password-store']);

/** ".env", ".env.local", ".env.production"; what is meant to be copied and filled in holds no secret yet. */
const environmentFile = /^\.env(?:\.|$)/;
const blankForm = /(?:^|[.\-_])(?:example|sample|template|tpl|dist|defaults?|schema)(?:[.\-_]|$)/;

/** Google's downloads: "client_secret_1234.apps.googleusercontent.com.json". */
const clientSecret = /^client_secrets?(?:[_.-].*)?\.json$/;

/** Names the rule, as ".env.*" or "*.pem"; null for a name that says nothing. */
export function secretByName(name: string, kind: EntryKind): string | null {
  const lowered = name.toLowerCase();
  if (kind === 'directory') return folderNames.has(lowered) ? `folder ${lowered}` : null;
  if (blankForm.test(lowered)) return null;
  if (environmentFile.test(lowered)) return lowered === '.env' ? '.env' : '.env.*';
  if (clientSecret.test(lowered)) return 'client_secret*.json';
  if (fileNames.has(lowered)) return lowered;
  const suffix = suffixes.find((each) => lowered.endsWith(each));
  return suffix === undefined ? null : `*${suffix}`;
}
