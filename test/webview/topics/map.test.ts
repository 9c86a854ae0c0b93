/** Do colours go to the folders that tell most, does the camera keep what is looked at, and is the right point found? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Camera } from '../../../src/webview/topics/camera.ts';
import { folderGroups, mostGroups } from '../../../src/webview/topics/folderGroups.ts';
import { PointGrid } from '../../../src/webview/topics/pointGrid.ts';
import { randomNumbers } from '../../core/lexical/random.ts';

test('colours stand for the largest folders, and for folders within one that holds nearly everything', () => {
  const paths = [...Array.from({ length: 30 }, (_, at) => `src/${['core', 'web', 'cli'][at % 3]}/file${at}.ts`), 'docs/a.md', 'docs/b.md', 'README.md'];
  const { names, groupOf } = folderGroups(paths);
  assert.deepEqual(names, ['src/cli', 'src/core', 'src/web', 'docs', '']);
  assert.equal(names[groupOf[0]!], 'src/core');
  assert.equal(names[groupOf.at(-1)!], '');
});

test('there are as many colours as a theme has; the rest is other folders', () => {
  const { names, groupOf } = folderGroups(Array.from({ length: 40 }, (_, at) => `folder${at % 20}/${at}.ts`));
  assert.equal(names.length, mostGroups);
  assert.equal([...groupOf].filter((group) => group === -1).length, 2 * (20 - mostGroups));
  assert.deepEqual(folderGroups(['only.ts']).names, ['']);
});

test('zooming keeps what is under the pointer, and has bounds', () => {
  const camera = new Camera();
  camera.resize(800, 600);
  camera.fit({ left: -50, top: -50, right: 50, bottom: 50 }, true);
  const [at, before] = [{ x: 200, y: 130 }, camera.toWorld({ x: 200, y: 130 })];
  camera.zoom(3, at);
  const after = camera.toWorld(at);
  assert.ok(Math.hypot(after.x - before.x, after.y - before.y) < 1e-9);
  for (let step = 0; step < 100; step++) camera.zoom(2);
  const nearest = camera.scale;
  camera.zoom(2);
  assert.equal(camera.scale, nearest);
  for (let step = 0; step < 100; step++) camera.zoom(0.5);
  const { left, right } = camera.visible;
  assert.ok(right - left < 400);
});

test('what is walked to comes into view, and the picture moves no more than it must', () => {
  const camera = new Camera();
  camera.resize(400, 300);
  camera.fit({ left: 0, top: 0, right: 10, bottom: 10 }, true);
  const middle = camera.visible;
  camera.reveal({ x: 5, y: 5 });
  assert.deepEqual(camera.visible, middle);
  camera.reveal({ x: 90, y: 5 });
  const { x, y } = camera.toScreen({ x: 90, y: 5 });
  assert.ok(x > 0 && x < 400 && y > 0 && y < 300);
});

test('of 20,000 points the nearest is found as by looking at each', () => {
  const random = randomNumbers(5);
  const points = Array.from({ length: 20_000 }, () => ({ x: 300 * random(), y: 200 * random() }));
  const grid = new PointGrid(points);
  for (let round = 0; round < 50; round++) {
    const at = { x: 300 * random(), y: 200 * random() };
    const distances = points.map(({ x, y }) => Math.hypot(x - at.x, y - at.y));
    const best = Math.min(...distances);
    assert.equal(grid.nearest(at, 20), distances.indexOf(best));
    assert.equal(grid.nearest(at, best * 0.99), null);
  }
  assert.equal([...grid.within(grid.bounds)].length, points.length);
});

test('arrow keys go to the next point in their direction, and end at the edge', () => {
  const points = [{ x: 0, y: 0 }, { x: 1, y: 0.2 }, { x: 5, y: 0 }, { x: 0, y: 3 }, { x: -2, y: -2 }];
  const grid = new PointGrid(points);
  assert.equal(grid.next(0, 1, 0), 1);
  assert.equal(grid.next(1, 1, 0), 2);
  assert.equal(grid.next(2, 1, 0), null);
  assert.equal(grid.next(0, 0, 1), 3);
  assert.equal(grid.next(0, -1, 0), 4);
  assert.equal(new PointGrid([{ x: 1, y: 1 }]).next(0, 1, 0), null);
});
