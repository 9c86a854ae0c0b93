/** What may a page of ours load and do? Its script, known by a number drawn for it, and our style; nothing else at all. */

export const pagePolicy = (styleSource: string, nonce: string): string => [
  "default-src 'none'", `style-src ${styleSource}`, `script-src 'nonce-${nonce}'`, "base-uri 'none'", "form-action 'none'",
].join('; ');
