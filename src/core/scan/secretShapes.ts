/** What do keys look like that can be known by their own shape, wherever they stand? */

export interface SecretShape {
  /** As it stands in a measurement's table. */
  readonly name: string;
  /** One of these stands in every such secret: where none does, nothing else is looked for. */
  readonly literals: readonly string[];
  /** Global; the first group is the secret, or all of it where there is no group. */
  readonly pattern: RegExp;
  /** What has the shape must also look as if drawn by chance: the prefix is a word of other things too. */
  readonly random?: true;
}

/** A prefix that its issuer gave its keys, so that they be found, and what follows it. */
const prefixed = (name: string, literals: readonly string[], source: string, random?: true): SecretShape =>
  ({ name, literals, pattern: new RegExp(`(?<![A-Za-z0-9_])(?:${source})`, 'g'), ...(random ? { random } : {}) });

/**
 * Lengths are what the issuers document or what is seen, with room to grow: keys get longer. Public halves ("pk_live_", account ids)
 * are left alone.
 */
export const secretShapes: readonly SecretShape[] = [
  prefixed('AWS access key', ['AKIA', 'ASIA', 'ABIA', 'ACCA'], '(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])'),
  prefixed('Google API key', ['AIza'], 'AIza[\\w-]{35}'),
  prefixed('Google OAuth secret', ['GOCSPX-', 'ya29.', '1//0'], 'GOCSPX-[\\w-]{20,}|ya29\\.[\\w-]{20,}|1//0[\\w-]{40,}'),
  { name: 'Azure key', literals: ['AccountKey=', 'SharedAccessKey=', 'sig='], pattern: /(?:(?:AccountKey|SharedAccessKey)=|[?&;]sig=)([\w+/%-]{27,}={0,2})/g },
  { name: 'Azure client secret', literals: ['Q~'], pattern: /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/g },
  prefixed('GitHub token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'], 'gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\\w{50,255}'),
  prefixed('GitLab token', ['glpat-', 'glptt-', 'gldt-', 'glrt-', 'glcbt-', 'glagent-', 'glsoat-', 'glft-', 'glimt-', 'gloas-', 'GR1348941'],
    'gl(?:pat|ptt|dt|rt|cbt|agent|soat|ft|imt|oas)-[\\w.-]{20,}|GR1348941[\\w-]{20}'),
  prefixed('Slack token', ['xox', 'xapp-', 'hooks.slack.com/'], 'xox[a-z]-[\\w-]{10,}|xapp-\\d-[\\w-]{20,}|hooks\\.slack\\.com/(?:services|workflows)/[\\w/]{20,}'),
  prefixed('Discord webhook', ['/api/webhooks/'], '(?:discord|discordapp)\\.com/api/webhooks/\\d+/[\\w-]{40,}'),
  prefixed('Stripe key', ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'whsec_'], '(?:[sr]k_(?:live|test)_|whsec_)[A-Za-z0-9+/]{16,}={0,2}'),
  prefixed('OpenAI or Anthropic key', ['sk-ant-', 'sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-or-'], 'sk-(?:ant|proj|svcacct|admin|or)-[\\w-]{32,}'),
  prefixed('key that begins as OpenAI\'s', ['sk-'], 'sk-[A-Za-z0-9]{20,}', true),
  prefixed('npm token', ['npm_'], 'npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])'),
  prefixed('PyPI token', ['pypi-'], 'pypi-[\\w-]{50,}'),
  prefixed('RubyGems key', ['rubygems_'], 'rubygems_[0-9a-f]{48}'),
  prefixed('Hugging Face token', ['hf_'], 'hf_[A-Za-z0-9]{34}(?![A-Za-z0-9])'),
  prefixed('Docker token', ['dckr_'], 'dckr_(?:pat|oat)_[\\w-]{20,}'),
  prefixed('DigitalOcean token', ['_v1_'], 'do[oprt]_v1_[0-9a-f]{64}'),
  prefixed('SendGrid key', ['SG.'], 'SG\\.[\\w-]{16,32}\\.[\\w-]{16,64}', true),
  prefixed('Twilio key', ['SK'], 'SK[0-9a-f]{32}(?![A-Za-z0-9])'),
  prefixed('Mailgun key', ['key-'], 'key-[0-9a-f]{32}(?![A-Za-z0-9])'),
  prefixed('Telegram token', [':AA'], '\\d{8,10}:AA[\\w-]{32,34}(?![\\w-])'),
  prefixed('Shopify token', ['shpat_', 'shpca_', 'shppa_', 'shpss_'], 'shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}'),
  prefixed('Databricks token', ['dapi'], 'dapi[0-9a-f]{32}(?:-\\d)?(?![A-Za-z0-9])'),
  prefixed('HashiCorp token', ['hvs.', 'hvb.', 'hvr.', '.atlasv1.'], 'hv[sbr]\\.[\\w-]{24,}|[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{60,}'),
  prefixed('age key', ['AGE-SECRET-KEY-1'], 'AGE-SECRET-KEY-1[A-Z0-9]{58}'),
  prefixed('Atlassian token', ['ATATT3', 'ATBB'], 'ATATT3[\\w=-]{50,}|ATBB[A-Za-z0-9]{32}', true),
  prefixed('key of another service', [
    'lin_api_', 'ntn_', 'glsa_', 'glc_', 'gsk_', 'pplx-', 'xai-', 'figd_', 'tskey-', 'PMAK-', 'NRAK-', 'dt0c01.', 'dp.pt.', 'pul-', 'pscale_',
    'sq0csp-', 'sntrys_', 'sntryu_', 'CCIPAT_', 'HRKU-', 'ops_ey', 'secret_', 'r8_', 'sbp_', 'tfp_', 'EAAA', 'cfut_', 'vcp_',
  ], '(?:lin_api_|ntn_|glsa_|glc_|gsk_|pplx-|xai-|figd_|tskey-[a-z]+-|PMAK-|NRAK-|dt0c01\\.|dp\\.pt\\.|pul-|pscale_[a-z]+_|sq0csp-|sntry[su]_|CCIPAT_|HRKU-|ops_ey|secret_|r8_|sbp_|tfp_|EAAA|cfut_|vcp_)[\\w.=-]{24,}', true),
  prefixed('JSON web token', ['eyJ'], 'eyJ[\\w-]{8,}\\.(?:eyJ)?[\\w-]{8,}\\.[\\w-]{8,}(?:\\.[\\w-]*){0,2}'),
  { name: 'PuTTY key', literals: ['Private-Lines:'], pattern: /Private-Lines: \d+\r?\n((?:[A-Za-z0-9+/=]+\r?\n?)+)/g },
  { name: 'login in .netrc form', literals: ['machine '], pattern: /\bmachine\s+\S+\s+login\s+\S+\s+password\s+(\S+)/g },
];
