/** Do the inflections of a word meet, and do other words stay apart? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stem } from '../../../src/core/lexical/stem.ts';

const families: readonly (readonly [string, string])[] = [
  ['retry', 'retries retried retrying'],
  ['cache', 'caches cached caching'],
  ['parse', 'parses parsed parsing'],
  ['resolve', 'resolves resolved resolving'],
  ['match', 'matches matched matching'],
  ['embed', 'embeds embedding embedded'],
  ['index', 'indexes indexed indexing indices'],
  ['hash', 'hashes hashed hashing'],
  ['log', 'logs logged logging'],
  ['render', 'renders rendered rendering'],
  ['create', 'creates created creating'],
  ['delete', 'deletes deleted deleting'],
  ['limit', 'limits limited limiting'],
  ['write', 'writes writing'],
  ['cancel', 'cancels canceled cancelled canceling cancelling'],
  ['install', 'installs installed installing'],
  ['handle', 'handles handled handling'],
  ['store', 'stores stored storing'],
  ['monitor', 'monitors monitored monitoring'],
  ['query', 'queries queried querying'],
  ['process', 'processes processed processing'],
  ['alias', 'aliases aliased aliasing'],
  ['type', 'types typed typing'],
  ['use', 'uses used using'],
  ['id', 'ids'],
  ['api', 'apis'],
  ['cookie', 'cookies'],
];

test('plurals and verb forms meet in the base form', () => {
  for (const [base, forms] of families) {
    for (const form of forms.split(' ').filter(Boolean)) assert.equal(stem(form), stem(base), form);
  }
});

test('a base form is left as it is', () => {
  const bases = 'retry cache parse resolve match embed index hash log render create delete limit write cancel install handle store query process alias use';
  for (const base of bases.split(' ')) assert.equal(stem(base), base);
});

test('words that only look inflected are kept', () => {
  for (const word of 'string substring this class status bus analysis redis need speed during sibling nothing canvas https kubernetes series focus sync'.split(' ')) {
    assert.equal(stem(word), word);
  }
});

test('words that differ in meaning stay apart', () => {
  const pairs = [['parse', 'parser'], ['file', 'fill'], ['state', 'stat'], ['code', 'cod'], ['plan', 'plane'], ['note', 'not'], ['pip', 'pipe'], ['user', 'use']];
  for (const [one, other] of pairs) assert.notEqual(stem(one!), stem(other!));
});

test('British and American spellings meet', () => {
  for (const [british, american] of [['tokenise', 'tokenize'], ['normalising', 'normalizing'], ['colours', 'colors'], ['serialiser', 'serializer'], ['optimisation', 'optimization']]) {
    assert.equal(stem(british!), stem(american!));
  }
  for (const word of ['promise', 'otherwise', 'enterprise', 'noise']) assert.equal(stem(word), word);
});

test('words that are not plain English letters are returned as they are', () => {
  for (const word of ['utf8s', 'привет', 'ing', 'ed', 's', '']) assert.equal(stem(word), word);
});
