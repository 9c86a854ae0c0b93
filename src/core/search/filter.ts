/** Which chunks does a request ask for at all? */
import type { Catalog } from '../catalog/catalog.ts';
import type { FileRow } from '../catalog/rows.ts';
import { compileGlobs } from '../scan/globSet.ts';
import type { Filters } from './answer.ts';
import type { Accept } from './retrieve.ts';

/** A test on chunk ids, or undefined where every chunk is asked for. Each file is judged once. */
export function filterOf(filters: Filters, catalog: Catalog): Accept | undefined {
  const { kind = 'all', languages = [], include = [], exclude = [] } = filters;
  if (kind === 'all' && !languages.length && !include.length && !exclude.length) return undefined;
  const wanted = new Set(languages.map((language) => language.toLowerCase()));
  const included = compileGlobs(include, 'anyDepth');
  const excluded = compileGlobs(exclude, 'anyDepth');
  const judge = (file: FileRow): boolean =>
    (kind === 'all' || file.kind === kind)
    && (!wanted.size || wanted.has(file.language))
    && (!include.length || included.match(file.path) !== null)
    && excluded.match(file.path) === null;
  const verdicts = new Map<number, boolean>();
  return (chunkId) => {
    const fileId = catalog.chunk(chunkId)?.fileId;
    if (fileId === undefined) return false;
    let verdict = verdicts.get(fileId);
    if (verdict === undefined) {
      const file = catalog.fileById(fileId);
      verdicts.set(fileId, (verdict = file !== undefined && judge(file)));
    }
    return verdict;
  };
}
