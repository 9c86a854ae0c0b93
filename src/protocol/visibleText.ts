/** How is text of the repository shown so that nothing in it acts on what shows it? Control and direction characters are named, as VS Code names them. */

/** All but tab and line ends; with the marks, embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX 9), which reorder what is read. */
const acting = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const named = (character: string): string => `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`;

export const visibleText = (text: string): string => text.replace(acting, named);

/** For names, which may hold line ends too. */
export const visibleLine = (text: string): string => visibleText(text).replace(/[\r\n]/g, named);
