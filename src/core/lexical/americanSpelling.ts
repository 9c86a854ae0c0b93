/** How is a word spelt in American English, as most code is? So that "tokenise" and "tokenize", "colour" and "color" meet. */

/** Those that no rule finds: British -> American. */
export const americanForms: ReadonlyMap<string, string> = new Map([
  ['behaviour', 'behavior'], ['colour', 'color'], ['colouring', 'color'], ['coloured', 'color'], ['favour', 'favor'], ['favourite', 'favorite'],
  ['flavour', 'flavor'], ['honour', 'honor'], ['labour', 'labor'], ['neighbour', 'neighbor'], ['vapour', 'vapor'],
  ['centre', 'center'], ['metre', 'meter'], ['fibre', 'fiber'], ['grey', 'gray'], ['licence', 'license'], ['defence', 'defense'],
  ['catalogue', 'catalog'], ['dialogue', 'dialog'], ['analogue', 'analog'], ['artefact', 'artifact'],
  ['analyse', 'analyze'], ['analyser', 'analyzer'], ['memoise', 'memoize'], ['parametrise', 'parametrize'],
]);

/** "normalise", "serialiser", "optimisation". */
const ending = /([dlmnrt])is(e|er|ation)$/;
const minLength = 7;
const sameInBoth = /(?:promise|premise|comprise|enterprise|surprise|sunrise|expertise|practise|treatise|merchandise|paradise|advertise|advertiser|demise)$/;

export function americanSpelling(word: string): string {
  const known = americanForms.get(word);
  if (known !== undefined) return known;
  if (word.length < minLength || !ending.test(word) || sameInBoth.test(word)) return word;
  return word.replace(ending, '$1iz$2');
}
