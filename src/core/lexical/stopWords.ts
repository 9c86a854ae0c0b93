/** Which words of a question say little about what is sought? */
import { tokenise } from './tokenise.ts';

/**
 * Function words of English and the phrases that questions about code are wrapped in ("where is the code that ..."), as terms.
 * Words that name something in code stay out of the list (get, set, not, new, for a file or type of that name).
 */
export const stopWords: ReadonlySet<string> = new Set(tokenise(`
  a an the this that these those it its itself
  i me my we us our you your he she they them their
  is are was were be been being am do does did doing done has have having had
  can could should would will shall may might must
  and or but nor if then else than so as because while
  of in on at to from by with without into onto for about between through over under within
  how what where when which who whom whose why
  there here some any all each every other such only just also very too more most
  please find show give tell explain code implement implemented implementation used use using uses
  s t d ll re ve don doesn isn
`));
