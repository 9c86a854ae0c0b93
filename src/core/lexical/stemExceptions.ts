/** Which English words do the stemmer's rules get wrong? */

/** Plurals and verb forms whose base no rule finds. */
export const irregularForms: ReadonlyMap<string, string> = new Map([
  ['using', 'use'], ['used', 'use'], ['unused', 'unused'], ['icing', 'ice'],
  ['ids', 'id'], ['ops', 'op'], ['dbs', 'db'], ['fns', 'fn'], ['apis', 'api'], ['uris', 'uri'], ['abis', 'abi'], ['wikis', 'wiki'], ['emojis', 'emoji'],
  ['cpus', 'cpu'], ['gpus', 'gpu'], ['menus', 'menu'], ['submenus', 'submenu'],
  ['cookies', 'cookie'], ['movies', 'movie'], ['zombies', 'zombie'], ['calories', 'calorie'],
  ['indices', 'index'], ['vertices', 'vertex'], ['matrices', 'matrix'], ['children', 'child'],
  ['analyses', 'analysis'], ['parentheses', 'parenthesis'], ['hypotheses', 'hypothesis'],
  ['freed', 'free'], ['agreed', 'agree'], ['guaranteed', 'guarantee'], ['disagreed', 'disagree'],
  ['hanging', 'hang'], ['hanged', 'hang'], ['banging', 'bang'],
  ['guiding', 'guide'], ['guided', 'guide'], ['liking', 'like'],
]);

/** Words that only look inflected, and bases that only look as if they had lost an "e". */
export const keptWords: ReadonlySet<string> = new Set([
  'alias', 'bias', 'canvas', 'atlas', 'pandas', 'keras', 'always', 'perhaps', 'whereas', 'https', 'lens', 'news', 'series', 'species',
  'kubernetes', 'postgres', 'chaos', 'does', 'focus', 'consensus',
  'during', 'nothing', 'something', 'anything', 'everything', 'thing', 'morning', 'evening', 'being', 'going', 'ceiling', 'sibling', 'spring', 'bring',
  'embed', 'hundred', 'sacred', 'naked', 'indeed', 'biped', 'sched', 'shed', 'infrared',
  'pivot', 'method', 'period', 'login', 'plugin', 'margin', 'origin', 'invalid', 'valid', 'bootstrap', 'wrap', 'debug', 'catalog',
  'sync', 'async', 'exec', 'spec', 'custom', 'random', 'develop', 'envelop', 'index', 'occur', 'format', 'combat', 'chat', 'what', 'that',
]);
