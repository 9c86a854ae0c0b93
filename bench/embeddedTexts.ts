/** What does the product embed of a file? The texts that a worker thread gives to its tokenizer. */
import { analyseFile, type AnalysisTools } from '../src/core/analyseFile.ts';
import type { FileId } from '../src/core/types.ts';

/** One text a chunk, in their order; none of a file that is not indexed. */
export async function embeddedTexts(file: FileId, tools: Pick<AnalysisTools, 'files' | 'parser'>): Promise<readonly string[]> {
  const texts: string[] = [];
  const tokenizer = { encode: (text: string) => { texts.push(text); return new Uint32Array(0); } };
  await analyseFile(file, { ...tools, tokenizer, maxTokens: 0 });
  return texts;
}
