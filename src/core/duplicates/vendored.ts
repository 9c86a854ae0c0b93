/** Does a file look like somebody else's code that was taken in whole? By the names of its folders. */

const folders: ReadonlySet<string> = new Set([
  'vendor', 'vendored', '_vendor', 'third_party', 'thirdparty', 'third-party', '3rdparty', 'external', 'externals', 'extern',
  'deps', 'pods', 'carthage', 'generated', 'gen', '__generated__',
]);

/** `path` is relative to its root, with "/". Generated files that say so are not in the index at all. */
export function isVendored(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  return parts.slice(0, -1).some((part) => folders.has(part)) || /\.(?:generated|gen)\.\w+$|_generated\.\w+$/.test(parts.at(-1)!);
}
