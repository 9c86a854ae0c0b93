/** How large are chunks? All sizes are non-whitespace characters, so that indentation doesn't count. */

/**
 * Small pieces are packed, and long ones cut, to about this. The model reads 512 tokens, some 1,700 non-whitespace
 * characters of code, and weighs the first of them most: two thirds of the window leave room for the context.
 */
export const targetSize = 1200;

/** No chunk of more than one line exceeds this; a function up to it stays whole, its last lines weigh little anyway. */
export const maximumSize = 2000;

/** A definition from this size on is a chunk of its own: about five lines, enough to be told from its neighbours. */
export const standaloneSize = 200;

/** A class up to this size is one chunk: the lower end of what makes a good chunk, so dividing it would only scatter it. */
export const wholeClassSize = 800;

/** The same for a section with subsections: prose under several headings is about several things sooner than a class is. */
export const wholeSectionSize = 400;

/** A leftover of module-level text smaller than this says too little alone and joins its neighbour. */
export const leftoverSize = 120;

/** Signature lines in a context are cut to this many characters: they should not displace the text itself. */
export const signatureLength = 160;
