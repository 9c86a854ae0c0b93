/** What does every embedder do, whether it runs a model or hashes words? */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { combineVectors } from '../../src/core/embed/combineVectors.ts';
import { innerProduct, isUnitVector, isZeroVector } from '../../src/core/embed/unitVector.ts';
import type { Tokenizer } from '../../src/core/embed/tokenizer.ts';
import type { Embedder } from '../../src/core/ports.ts';

export type TokenizingEmbedder = Embedder & { readonly tokenizer: Tokenizer };

const texts = ['parse a JSON document', 'open the socket and wait', 'x', 'parse JSON text\n'.repeat(80), 'the quick brown fox', 'socket'];

/** `marksEveryText`: its tokenizer puts tokens of its own around each text, so that an empty one has a vector, too. `sharesWords`: it can say what each word adds. */
export function embedderContract(name: string, open: () => Promise<TokenizingEmbedder>, { marksEveryText = false, sharesWords = false } = {}): void {
  describe(`${name} is an embedder`, () => {
    let embedder: TokenizingEmbedder;
    before(async () => { embedder = await open(); });
    after(() => embedder.close());

    test('each text gets a unit vector of the embedder\'s dimensions', async () => {
      const vectors = await embedder.embed(texts, 'document');
      assert.equal(vectors.length, texts.length);
      for (const vector of vectors) assert.ok(vector.length === embedder.dimensions && isUnitVector(vector));
    });

    test('vectors come in the order of the texts, with the same bits alone and among others', async () => {
      const together = await embedder.embed(texts, 'document');
      const backwards = (await embedder.embed(texts.toReversed(), 'document')).reverse();
      assert.deepEqual(backwards, together);
      for (const [i, text] of texts.entries()) assert.deepEqual(await embedder.embed([text], 'document'), [together[i]]);
    });

    test('texts that share words are more similar than texts that do not', async () => {
      const [first, related, unrelated] = await embedder.embed(['read the configuration file', 'the configuration file is read', 'matrix multiplication kernels'], 'document');
      assert.ok(innerProduct(first!, related!) > innerProduct(first!, unrelated!) + 0.2);
    });

    test(`a text without a word has ${marksEveryText ? 'a unit' : 'the zero'} vector, and disturbs no other`, async () => {
      const [empty, word, signs] = await embedder.embed(['', 'socket', '{}();'], 'query');
      for (const vector of [empty!, signs!]) assert.ok(marksEveryText ? isUnitVector(vector) : isZeroVector(vector));
      assert.equal(empty!.length, embedder.dimensions);
      assert.deepEqual([word], await embedder.embed(['socket'], 'query'));
    });

    test('no texts, no vectors', async () => {
      assert.deepEqual(await embedder.embed([], 'document'), []);
      assert.deepEqual(await embedder.embedTokens([]), []);
    });

    test('token ids from the tokenizer give the vectors that their texts do', async () => {
      const tokens = texts.map((text) => embedder.tokenizer.encode(text, 512));
      assert.deepEqual(await embedder.embedTokens(tokens), await embedder.embed(texts, 'document'));
    });

    test('what the words add to a similarity is all of it, to one query and to several; or nothing is said of words', async () => {
      const queries = ['read the configuration file', 'socket'];
      for (const text of texts) {
        for (const [asked, role] of [[queries.slice(0, 1), 'query'], [queries, 'query'], [texts.slice(0, 2), 'example']] as const) {
          const shares = await embedder.wordShares(text, asked, role);
          if (shares === null) continue;
          const [own] = await embedder.embed([text], 'document');
          const query = combineVectors((await embedder.embed(asked, role)).map((vector) => ({ vector, weight: 1 })));
          assert.ok(Math.abs(shares.reduce((sum, { share }) => sum + share, 0) - innerProduct(own!, query)) < 1e-5, text);
        }
      }
      const areGiven = await Promise.all(texts.map(async (text) => await embedder.wordShares(text, queries, 'query') !== null));
      assert.deepEqual(areGiven, texts.map(() => sharesWords));
    });

    test('an example is as near to itself as to nothing else, of unit length, and without words like nothing', async () => {
      const documents = await embedder.embed(texts, 'document');
      for (const [place, example] of (await embedder.embed(texts, 'example')).entries()) {
        const similarities = documents.map((document) => innerProduct(example, document));
        assert.ok(isZeroVector(documents[place]!) ? isZeroVector(example) : isUnitVector(example) && Math.max(...similarities) === similarities[place], texts[place]);
      }
    });

    test('what is aborted rejects as cancelled', async () => {
      await assert.rejects(embedder.embed(texts, 'document', AbortSignal.abort()), { name: 'Failure', code: 'cancelled' });
      await assert.rejects(embedder.embedTokens([Uint32Array.of(5)], AbortSignal.abort()), { name: 'Failure', code: 'cancelled' });
    });

    test('once closed it rejects, and may be closed again', async () => {
      const other = await open();
      await other.close();
      await other.close();
      await assert.rejects(other.embed(['a word'], 'query'), { name: 'Failure', code: 'modelFailed' });
    });
  });
}
