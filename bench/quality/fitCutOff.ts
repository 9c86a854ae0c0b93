/**
 * What tells questions that have an answer from those that have none?  node bench/quality/fitCutOff.ts
 * Fits a logistic regression for each set of inputs on the development split, and shows what it attains on packages it was not fitted on.
 */
import { parseLexicalQuery } from '../../src/core/lexical/query.ts';
import { relevanceOf } from '../../src/core/search/cutOff.ts';
import { groupByFile, rank } from '../../src/core/search/rank.ts';
import { signals } from '../../src/core/search/signals/all.ts';
import { contextOf } from '../../src/core/searcher.ts';
import { isAnswerable } from './askQuestions.ts';
import { queryFeatures } from './features/queryFeatures.ts';
import { fitLogistic, probability } from './logisticRegression.ts';
import { depth } from './metrics.ts';
import { openPackageIndex, type PackageIndex } from './packageIndex.ts';
import { loadQuestionSets } from './questions.ts';
import { poolsOf } from './systems/ablations.ts';
import { areaUnderCurve, keptShare, shareBelow, thresholdKeeping } from './verdicts.ts';

/** What was seen of one question. */
interface Sample {
  readonly package: string;
  readonly answerable: boolean;
  readonly inputs: Readonly<Record<string, number>>;
}

async function samplesOf(target: PackageIndex): Promise<Sample[]> {
  const { questions, id } = target.set;
  const queries = questions.map(({ query }) => query);
  const pools = await poolsOf(queries, target);
  const vectors = await target.embedder.embed(queries, 'query');
  return questions.map((question, place) => {
    const { query } = question;
    const context = contextOf(query, pools[place]!);
    const shown = groupByFile(rank(pools[place]!, context, signals)).slice(0, depth).map(({ best }) => best.candidate);
    const top = shown[0];
    const background = queryFeatures(query, vectors[place]!, target);
    const { lexical } = target.index.state;
    const terms = parseLexicalQuery(query, lexical).terms;
    const weight = terms.reduce((sum, term) => sum + term.weight * Math.max(0, ...term.alternatives.map((each) => lexical.idf(each.term))), 0);
    const deviation = background.backgroundDeviation || 1;
    return {
      package: id, answerable: isAnswerable({ question }),
      inputs: {
        relevance: Math.max(0, ...shown.map(relevanceOf)),
        similarity: top?.similarity ?? 0, coverage: top?.coverage ?? 0,
        bestSimilarity: background.topSimilarity, bestCoverage: Math.max(0, ...shown.map(({ coverage }) => coverage)),
        gap: background.topSimilarity - background.tenthSimilarity, words: background.words, logChunks: Math.log(background.chunks),
        outstanding: (background.topSimilarity - background.backgroundMean) / deviation, background: background.backgroundMean,
        unknownWeight: background.unknownWeight, lexicalShare: weight > 0 ? (top?.lexical ?? 0) / weight : 0, maxIdf: background.maxIdf,
      },
    };
  });
}

const inputSets: readonly (readonly string[])[] = [
  ['relevance'],
  ['similarity', 'coverage'],
  ['bestSimilarity', 'bestCoverage'],
  ['similarity', 'coverage', 'gap', 'words', 'logChunks'],
  ['bestSimilarity', 'bestCoverage', 'gap', 'words', 'logChunks'],
  ['similarity', 'coverage', 'bestSimilarity', 'bestCoverage', 'gap', 'words', 'logChunks', 'outstanding', 'background', 'unknownWeight', 'lexicalShare', 'maxIdf'],
];

const pick = (samples: readonly Sample[], names: readonly string[]): number[][] => samples.map(({ inputs }) => names.map((name) => inputs[name]!));
const fit = (samples: readonly Sample[], names: readonly string[]) =>
  fitLogistic(pick(samples.filter(({ answerable }) => answerable), names), pick(samples.filter(({ answerable }) => !answerable), names));

/** Probabilities from models fitted without the sample's own package. */
function heldOut(samples: readonly Sample[], names: readonly string[]): number[] {
  const models = new Map([...new Set(samples.map((sample) => sample.package))].map((id) => [id, fit(samples.filter((sample) => sample.package !== id), names)]));
  return samples.map((sample) => probability(models.get(sample.package)!, names.map((name) => sample.inputs[name]!)));
}

function report(samples: readonly Sample[], names: readonly string[]): string {
  const values = heldOut(samples, names);
  const positives = values.filter((_, place) => samples[place]!.answerable);
  const negatives = values.filter((_, place) => !samples[place]!.answerable);
  const threshold = thresholdKeeping(positives, keptShare);
  const { bias, weights } = fit(samples, names);
  const terms = names.map((name, place) => `${weights[place]!.toFixed(3)} ${name}`).join(' + ');
  return `${(shareBelow(negatives, threshold) * 100).toFixed(0)} % none at ${keptShare * 100} % kept, area ${areaUnderCurve(positives, negatives).toFixed(3)}, threshold ${threshold.toFixed(3)}\n  ${bias.toFixed(3)} + ${terms}`;
}

const samples: Sample[] = [];
for (const set of loadQuestionSets().filter(({ split }) => split === 'development')) {
  const target = await openPackageIndex(set);
  samples.push(...await samplesOf(target));
  await target.close();
}
console.log(`${samples.filter(({ answerable }) => answerable).length} answerable and ${samples.filter(({ answerable }) => !answerable).length} unanswerable questions`);
for (const names of inputSets) console.log(`\n${names.join(', ')}\n  ${report(samples, names)}`);
