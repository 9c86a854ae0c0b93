/** Is every odd file, query, model and disk met with a clear message, and is nothing lost? */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import { smallDisk, tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { ask, bringUpToDate, installed, openTestIndex, pathsOf } from '../support/testIndex.ts';

const code = (expected: string) => (error: unknown): boolean => error instanceof Failure && error.code === expected && error.nextStep !== '';

async function indexed(t: TestContext, files: Record<string, string | Uint8Array>, maxFileSizeBytes = 1024 * 1024) {
  const root = tempDirectory(t);
  writeFiles(root, files);
  const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root], settings: { maxFileSizeBytes } });
  await bringUpToDate(opened);
  const stands = async (name: string): Promise<string> => {
    const standing = await opened.index.explain(path.join(root, name));
    return `${standing.state}: ${standing.message}`;
  };
  return { root, opened, stands };
}

test('text in UTF-16, with a byte-order mark, or with invalid bytes is indexed, and the last is reported', async (t) => {
  const utf16 = Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from('The harbour master counts the ships.\n', 'utf16le')]);
  const { opened, stands } = await indexed(t, {
    'wide.txt': utf16,
    'bom.md': '\ufeff# Gardening\n\nWater the tomatoes daily.\n',
    'latin.txt': Buffer.from('Der Schl\xfcssel liegt unter der Matte, the key is under the mat.\n', 'latin1'),
  });
  assert.equal(pathsOf(await ask(opened, 'harbour master ships'))[0], 'wide.txt');
  assert.equal(pathsOf(await ask(opened, 'water tomatoes'))[0], 'bom.md');
  assert.equal(pathsOf(await ask(opened, 'key under the mat'))[0], 'latin.txt');
  assert.match(await stands('latin.txt'), /^indexed: .*UTF-8/);
});

test('a huge file, a one-line file, a binary and an empty file are skipped, each with its rule', async (t) => {
  const { opened, stands } = await indexed(t, {
    'huge.txt': new Uint8Array(50 * 1024 * 1024).fill(97),
    'line.js': `var a = "${'x'.repeat(5_000_000)}";`,
    'binary.dat': Uint8Array.of(1, 0, 2, 0, 3, 0, 0, 0),
    'empty.py': '',
    'good.py': 'def greet(name):\n    return f"hello {name}"\n',
  }, 10 * 1024 * 1024);
  assert.match(await stands('huge.txt'), /^skipped: tooLarge/);
  assert.match(await stands('line.js'), /^skipped: minified/);
  assert.match(await stands('binary.dat'), /^skipped: binary/);
  assert.match(await stands('empty.py'), /^skipped: empty/);
  assert.match(await stands('good.py'), /^indexed: /);
  assert.deepEqual({ ...opened.index.summary().files }, { indexed: 1, skipped: 4, failed: 0, pending: 0, stale: 0 });
});

test('names with spaces, emoji, newlines, quotes and 250 characters are indexed and come back as they are', async (t) => {
  const names = ['a file with spaces.md', 'emoji 🚀.md', 'new\nline.md', '"quoted\'.md', `${'n'.repeat(247)}.md`, '目录/文件.md', '-rf.md', '%s%n.md'];
  const { opened } = await indexed(t, Object.fromEntries(names.map((name, i) => [name, `# Entry ${i}\n\nThis page speaks of the marmot colony.\n`])));
  const answer = await ask(opened, 'marmot colony', 20);
  assert.deepEqual(pathsOf(answer).sort(), [...names].sort());
});

test('two hundred thousand empty files and a loop of links hold up nothing', async (t) => {
  const root = tempDirectory(t);
  for (let folder = 0; folder < 200; folder++) {
    const directory = path.join(root, `d${folder}`);
    fs.mkdirSync(directory);
    for (let file = 0; file < 1000; file++) fs.closeSync(fs.openSync(path.join(directory, `${file}.txt`), 'w'));
  }
  fs.symlinkSync('..', path.join(root, 'd0/loop'));
  writeFiles(root, { 'd7/real.md': '# Lighthouse\n\nThe lamp turns every ten seconds.\n' });
  const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root] });
  await bringUpToDate(opened);
  const { files, skippedByReason } = opened.index.summary();
  assert.deepEqual([files.indexed, skippedByReason['empty'], skippedByReason['symlink']], [1, 200_000, 1]);
  assert.equal(pathsOf(await ask(opened, 'lamp of the lighthouse'))[0], 'd7/real.md');
});

test('a file that vanishes between the scan and the reading is no failure', async (t) => {
  const { root, opened } = await indexed(t, { 'a.md': '# A\n\nfirst\n' });
  writeFiles(root, { 'b.md': '# B\n\nsecond\n' });
  opened.index.indexer.pause();
  await opened.index.refresh();
  fs.rmSync(path.join(root, 'b.md'));
  opened.index.indexer.resume();
  await opened.index.indexer.run();
  assert.deepEqual({ ...opened.index.summary().files }, { indexed: 1, skipped: 0, failed: 0, pending: 0, stale: 0 });
});

test('odd queries are answered: empty, of symbols, of stop words, of 100 kB, in Chinese', async (t) => {
  const { opened } = await indexed(t, {
    'a.py': 'def the_parser(text):\n    # 解析配置文件并返回结果\n    return text.split()\n',
    'b.md': '# Notes\n\nTo be, or not to be, that is the question.\n',
  });
  for (const query of ['', '   ', '!!! ((( ))) ***', '\u0000\u0007']) {
    assert.deepEqual([(await ask(opened, query)).verdict, (await ask(opened, query)).results], ['none', []], JSON.stringify(query));
  }
  assert.equal(pathsOf(await ask(opened, 'to be or not to be'))[0], 'b.md');
  assert.equal(pathsOf(await ask(opened, '配置文件'))[0], 'a.py');
  assert.equal(pathsOf(await ask(opened, 'the parser of text '.repeat(6000)))[0], 'a.py');
  await assert.rejects(ask(opened, 'text', 0), code('badRequest'));
});

test('a folder that is not there is refused with what to do', async (t) => {
  const missing = path.join(tempDirectory(t), 'nowhere');
  await assert.rejects(openTestIndex(t, { indexDir: tempDirectory(t), roots: [missing] }), code('folderMissing'));
});

/** A copy of the bundled model that the test may spoil. */
function modelCopy(t: TestContext): string {
  const directory = tempDirectory(t);
  fs.cpSync(installed.modelDir, directory, { recursive: true });
  return directory;
}

for (const [what, spoil] of Object.entries({
  'cut short': (file: string) => fs.truncateSync(file, 1_000_000),
  'altered in one byte': (file: string) => {
    const bytes = fs.readFileSync(file);
    bytes[bytes.length >> 1]! ^= 1;
    fs.writeFileSync(file, bytes);
  },
  missing: (file: string) => fs.rmSync(file),
})) {
  for (const name of ['model.onnx', 'tokenizer.json']) {
    test(`with a ${name} that is ${what}, words still find, and the trouble is named`, async (t) => {
      const modelDir = modelCopy(t);
      spoil(path.join(modelDir, name));
      const root = tempDirectory(t);
      writeFiles(root, { 'invoice.py': 'def parse_invoice(text):\n    return text.split()\n' });
      const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root], modelDir });
      assert.match(opened.modelTrouble?.code ?? '', /^model(Missing|Damaged)$/);
      await bringUpToDate(opened);
      const answer = await ask(opened, 'parse invoice');
      assert.deepEqual([answer.retrieval, pathsOf(answer)], ['lexical', ['invoice.py']]);
    });
  }
}

test('when the model is whole again, the missing vectors are made, and nothing is lost', async (t) => {
  const modelDir = modelCopy(t);
  fs.rmSync(path.join(modelDir, 'model.onnx'));
  const [root, indexDir] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(root, { 'invoice.py': 'def parse_invoice(text):\n    return text.split()\n' });
  const without = await openTestIndex(t, { indexDir, roots: [root], modelDir });
  await bringUpToDate(without);
  await without.close();
  const whole = await openTestIndex(t, { indexDir, roots: [root] });
  await bringUpToDate(whole);
  const { chunks } = whole.index.summary();
  assert.deepEqual([chunks.withVectors, chunks.total], [1, 1]);
});

test('a damaged store is built anew from the files, and says so', async (t) => {
  const [root, indexDir] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(root, Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`f${i}.md`, `# Part ${i}\n\nAbout component number ${i} of the engine.\n`])));
  const first = await openTestIndex(t, { indexDir, roots: [root] });
  await bringUpToDate(first);
  await first.close();
  const file = path.join(indexDir, 'catalog.sqlite');
  const bytes = fs.readFileSync(file);
  bytes.fill(0xa5, 4096, bytes.length);
  fs.writeFileSync(file, bytes);
  const again = await openTestIndex(t, { indexDir, roots: [root] });
  assert.equal(again.healed, true);
  await bringUpToDate(again);
  assert.equal(again.index.summary().files.indexed, 200);
});

test('a full disk stops the indexing with a clear state; with room again it goes on where it was', async (t) => {
  const root = tempDirectory(t);
  const disk = smallDisk(t, 16_000_000);
  const text = (i: number): string => `# Part ${i}\n\n${Array.from({ length: 60 }, (_, n) => `word${i}x${n}`).join(' ')}\n`;
  writeFiles(root, Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`f${i}.md`, text(i)])));
  const filler = path.join(disk, 'filler');
  fs.writeFileSync(filler, new Uint8Array(14_500_000));
  const opened = await openTestIndex(t, { indexDir: path.join(disk, 'index'), roots: [root] });
  await assert.rejects(bringUpToDate(opened), code('diskFull'));
  const before = opened.index.summary().files.indexed;
  assert.equal((await ask(opened, 'part')).results.length > 0, before > 0, 'what was committed is still found');
  fs.rmSync(filler);
  fs.rmSync(root, { recursive: true });
  writeFiles(root, Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}.md`, text(i)])));
  opened.index.indexer.resume();
  await bringUpToDate(opened);
  assert.deepEqual([opened.index.summary().files.indexed, opened.index.indexer.trouble], [300, null]);
});

test('an index directory that cannot be written is refused with what to do', async (t) => {
  const file = path.join(tempDirectory(t), 'file');
  fs.writeFileSync(file, '');
  await assert.rejects(openTestIndex(t, { indexDir: path.join(file, 'index'), roots: [tempDirectory(t)] }), code('readOnly'));
});
