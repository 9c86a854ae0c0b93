/** Which files, and so which chunks, does a request ask for at all? */
import type { Catalog } from '../catalog/catalog.ts';
import type { FileRow } from '../catalog/rows.ts';
import { compileGlobs } from '../scan/globSet.ts';
import type { FileId, FileKind } from '../types.ts';
import type { Filters } from './answer.ts';
import { isTestFile } from './isTestFile.ts';
import type { Accept } from './nearest.ts';
import { isNarrowing, type TextFilters } from './parseQuery.ts';
import { pathTest } from './pathTest.ts';

export type FileTest = (file: FileRow) => boolean;

/** A test on files, or undefined where every file is asked for. A file must pass both the request's filters and those that its query holds. */
export function fileTestOf(filters: Filters, inText?: TextFilters): FileTest | undefined {
  const tests = [requestTest(filters), inText && isNarrowing(inText) ? textTest(inText) : undefined].filter((test) => test !== undefined);
  return tests.length ? (file) => tests.every((test) => test(file)) : undefined;
}

/** The same as a test on chunk ids. Each file is judged once. */
export function acceptOf(test: FileTest | undefined, catalog: Catalog): Accept | undefined {
  if (!test) return undefined;
  const verdicts = new Map<number, boolean>();
  return (chunkId) => {
    const fileId = catalog.fileIdOf(chunkId);
    if (fileId === undefined) return false;
    let verdict = verdicts.get(fileId);
    if (verdict === undefined) {
      const file = catalog.fileById(fileId);
      verdicts.set(fileId, (verdict = file !== undefined && test(file)));
    }
    return verdict;
  };
}

const kindOf = ({ kind, path }: FileRow): FileKind => (kind === 'code' && isTestFile(path) ? 'tests' : kind);
const keyOf = ({ root, path }: FileId): string => `${root}\0${path}`;

function requestTest({ kinds = [], languages = [], include = [], exclude = [], among }: Filters): FileTest | undefined {
  if (!kinds.length && !languages.length && !include.length && !exclude.length && !among) return undefined;
  const wanted = new Set(languages.map((language) => language.toLowerCase()));
  const included = compileGlobs(include, 'anyDepth');
  const excluded = compileGlobs(exclude, 'anyDepth');
  const chosen = among && new Set(among.map(keyOf));
  return (file) => (!kinds.length || kinds.includes(kindOf(file)))
    && (!wanted.size || wanted.has(file.language))
    && (!include.length || included.match(file.path) !== null)
    && excluded.match(file.path) === null
    && (!chosen || chosen.has(keyOf(file)));
}

function textTest({ kinds, languages, excludedLanguages, paths, excludedPaths }: TextFilters): FileTest {
  const included = paths.map(pathTest);
  const excluded = excludedPaths.map(pathTest);
  return (file) => (!kinds || kinds.includes(kindOf(file)))
    && (!languages.length || languages.includes(file.language)) && !excludedLanguages.includes(file.language)
    && (!included.length || included.some((test) => test(file.path))) && !excluded.some((test) => test(file.path));
}
