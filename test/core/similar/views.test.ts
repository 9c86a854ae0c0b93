/** What is seen of a piece under each aspect, and how much do two views share? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { behaviourView } from '../../../src/core/similar/behaviour.ts';
import { documentationView } from '../../../src/core/similar/documentation.ts';
import { nameView } from '../../../src/core/similar/name.ts';
import { overlap, rarities } from '../../../src/core/similar/overlap.ts';
import type { Piece, View } from '../../../src/core/similar/view.ts';

const code = (text: string, language = 'typescript', symbols: readonly string[] = []): Piece => ({ text, language, kind: 'code', symbols });
const sum = 'function sum(values) {\n  let total = 0;\n  for (const value of values) total += value;\n  return total;\n}';
const renamed = sum.replaceAll('values', 'prices').replaceAll('value', 'price').replaceAll('total', 'due').replace('sum', 'invoice');

function shared(one: View | null, other: View | null, among: readonly (View | null)[] = [one, other]): number {
  assert.ok(one && other);
  return overlap(one, other, rarities(among.filter((view) => view !== null)));
}

test('behaviour: renamed, reformatted and commented code is the same', () => {
  const changed = `// adds up\n${renamed.replaceAll('\n  ', '\n\n      ').replaceAll(';', '')}`;
  assert.equal(shared(behaviourView(code(sum, 'typescript', ['sum'])), behaviourView(code(changed, 'typescript', ['invoice']))), 1);
});

test('behaviour: which names are equal to each other counts, and so does what is called', () => {
  const view = behaviourView(code(sum));
  assert.ok(shared(view, behaviourView(code(sum.replace('return total', 'return values')))) < 1);
  const calling = (name: string) => behaviourView(code(`function f(a) { return ${name}(a.b); }`, 'typescript', ['f']));
  assert.ok(shared(calling('parse'), calling('parse')) > shared(calling('parse'), calling('render')));
});

test('behaviour: a statement more takes only what stands around it', () => {
  const longer = renamed.replace('  return', '  log("added up");\n  return');
  const unlike = 'function sum(text) {\n  if (text === "") throw new Error("empty");\n  return text.split("+").map((part) => Number(part.trim()));\n}';
  const views = [sum, longer, unlike].map((text) => behaviourView(code(text)));
  assert.ok(shared(views[0]!, views[1]!, views) > 0.5);
  assert.ok(shared(views[0]!, views[2]!, views) < 0.2);
});

test('behaviour: prose and what is too short to do anything have none', () => {
  assert.equal(behaviourView({ text: sum, language: 'markdown', kind: 'docs', symbols: [] }), null);
  assert.equal(behaviourView(code('x = 1')), null);
});

test('name: the names that are defined and their parameters, whatever is done with them', () => {
  const view = nameView(code(sum, 'typescript', ['sum']));
  assert.deepEqual([...view!.features], [['value', 0.2], ['sum', 1]]);
  const several = nameView(code('class Head {\n  int parseHeader(String line) throws IOException { return index(line); }\n  void close() { if (open(line)) { stop(); } }\n}', 'java', ['Head']));
  assert.deepEqual([...several!.features.keys()].filter((term) => several!.features.get(term) === 1), ['head', 'parse', 'header', 'parsehead', 'close'].filter((term) => several!.features.has(term)));
  assert.equal(nameView(code('total += 1')), null);
});

test('name: definitions are found in each way to write them', () => {
  const names = (text: string, language: string): string => nameView(code(text, language))?.text ?? '';
  assert.match(names('def retry_later(task, delay=1):\n    run(task)\n', 'python'), /^retry later task delay/);
  assert.match(names('func (q *Queue) PushBack(item Item) error {\n', 'go'), /^push back item item/);
  assert.match(names('pub fn find_all(&self, pattern: &str) -> Vec<Hit> {', 'rust'), /^find all pattern str/);
  assert.match(names('  def open_file name\n    File.open(name)\n  end', 'ruby'), /^open file$/);
  assert.match(names('struct Ring { int size; };', 'c'), /^ring$/);
  assert.equal(names('if (isReady(queue)) { flush(queue); }\nreturn max(a, b);\n', 'typescript'), '');
});

test('documentation: comments without their marks and tags; of prose all of it', () => {
  const view = documentationView(code('/**\n * Adds up <b>all</b> prices.\n * @param prices in cents\n */\nfunction sum(prices) { return 0; } // none yet', 'typescript'));
  assert.match(view!.text.replace(/\s+/g, ' '), /Adds up all prices\. prices in cents none yet/);
  assert.equal(view!.features.has('function'), false);
  const section: Piece = { text: '## Prices\n\nThey are in cents.', language: 'markdown', kind: 'docs', symbols: ['Prices'] };
  assert.ok(documentationView(section)!.features.has('cent'));
  assert.equal(documentationView(code(sum)), null);
});

test('what all views have tells nothing apart', () => {
  const view = (...features: string[]): View => ({ text: '', features: new Map(features.map((feature) => [feature, 1])) });
  const views = [view('common', 'rare'), view('common', 'rare'), view('common', 'other'), view('common', 'more')];
  assert.ok(shared(views[0]!, views[1]!, views) > shared(views[0]!, views[2]!, views));
  assert.ok(shared(views[0]!, views[2]!, views) < 0.35, 'less than the third that two of equal weight would share');
  assert.equal(overlap(view(), view('a'), () => 1), 0);
});
