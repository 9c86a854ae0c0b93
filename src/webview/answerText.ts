/** How is an answer summed up in a line? */
import { t } from '../protocol/localise.ts';
import type { ExplainTarget, Feedback } from '../protocol/panelProtocol.ts';
import type { QueryOperator, SearchAnswer, SimilarAnswer, UnderstoodQuery } from '../protocol/searchTypes.ts';
import { percent, plural, relatedCount } from '../protocol/statusText.ts';
import { describeLanguage } from './languages.ts';

/** Read out by screen readers when the answer arrives, and shown above the results. `complete`: of a complete index. */
export function answerSummary(answer: SearchAnswer, complete: boolean): string {
  if (answer.understood?.form === 'filters') return t('Now say what to look for');
  switch (answer.verdict) {
    case 'none': return complete ? t('Nothing relevant found') : t('Nothing found so far');
    case 'weak': return plural(answer.results.length, 'relatedFile');
    case 'strong': return plural(relatedCount(answer), 'file');
  }
}

/** How it was found: time, and what was missing. */
export function answerDetails({ verdict, tookMs, retrieval, coverage }: SearchAnswer): string {
  if (verdict === 'none') return '';
  const time = tookMs < 1 ? t('under 1 ms') : t('{0} ms', Math.round(tookMs));
  if (retrieval === 'lexical') return t('{0}, by words only', time);
  return coverage < 1 ? t('{0}, meaning search covers {1}', time, percent(coverage)) : time;
}

const kindNames: Readonly<Record<string, string>> = { code: t('code'), tests: t('tests'), docs: t('docs') };
const onlyKind: Readonly<Record<string, string>> = { code: t('code only'), tests: t('tests only'), docs: t('docs only') };

function kindText(kinds: readonly string[], negated: boolean): string {
  const [kind = ''] = kinds;
  return kinds.length > 1 || negated ? kinds.map((each) => kindNames[each] ?? each).join(', ') : onlyKind[kind] ?? kind;
}

/** What an operator of the query narrows to, as a chip says it. */
export function operatorLabel({ type, negated, value }: QueryOperator): string {
  const label = (): string => {
    switch (type) {
      case 'language': return value.split(', ').map((id) => describeLanguage(id).name).join(', ');
      case 'path': return t('in {0}', value);
      case 'kind': return kindText(value.split(', '), negated);
      case 'exact': return `\u201c${value}\u201d`;
      case 'pattern': return value;
    }
  };
  return negated ? t('not {0}', label()) : label();
}

/** What a person must know of an answer that is not of all files; null where it is. */
export function unverifiedSentence(understood: UnderstoodQuery | undefined): string | null {
  if (!understood?.unverified) return null;
  const { files, because } = understood.unverified;
  return because === 'time' ? t('The expression takes too long: {0} left out. Narrow it down with path: or lang:.', plural(files, 'file'))
    : t('There is too much text to look through: {0} left out. Narrow it down with path: or lang:.', plural(files, 'file'));
}

/** The query without some of its operators. */
export function withoutOperators(query: string, operators: readonly QueryOperator[]): string {
  const kept = operators.toSorted((a, b) => b.start - a.start).reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), query);
  return operators.length === 0 ? query : kept.replace(/\s+/g, ' ').trim();
}

export const isFilter = ({ type }: QueryOperator): boolean => type === 'language' || type === 'path' || type === 'kind';

export const isSimilar = (answer: SearchAnswer | SimilarAnswer): answer is SimilarAnswer => 'source' in answer;

/** What the results are to the example. */
export function relationText({ source: { counterpart } }: SimilarAnswer): string {
  switch (counterpart) {
    case 'docs': return t('Documentation about');
    case 'code': return t('Code for');
    case null: return t('Similar to');
  }
}

/** What more or fewer hits like this one are asked for by, as a chip says it. */
export function feedbackLabel(wanted: keyof Feedback, { path, startLine }: ExplainTarget): string {
  const place = `${path.split('/').at(-1) ?? path}:${startLine}`;
  return wanted === 'like' ? t('more like {0}', place) : t('fewer like {0}', place);
}

/** What the results are similar to: "createSession, session.ts:10–24". */
export function sourceText({ source }: SimilarAnswer): string {
  const file = source.file.split(/[\\/]/).at(-1) ?? source.file;
  const place = `${file}:${source.startLine}–${source.endLine}`;
  return source.symbol === null ? place : `${source.symbol}, ${place}`;
}
