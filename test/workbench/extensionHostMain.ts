/** How are the tests run inside the extension host? VS Code calls `run`; the counts go to the file that LODESTONE_TEST_RESULTS names. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

export interface HostTest {
  readonly title: string;
  /** What failed; absent where the test passed. */
  readonly error?: string;
}

const testLimitMs = 60_000; // indexing the fixture takes seconds; two cores may be shared with much else

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: testLimitMs, color: false });
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.test.js')).sort()) mocha.addFile(path.join(__dirname, file));
  const tests: HostTest[] = [];
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => tests.push({ title: test.fullTitle() }));
    runner.on('fail', (test, error) => tests.push({ title: test.fullTitle(), error: error.stack ?? error.message })); // failed hooks come here too
    runner.on('pending', (test) => tests.push({ title: test.fullTitle(), error: 'the test is skipped' }));
  });
  writeFileSync(process.env['LODESTONE_TEST_RESULTS'] ?? 'results.json', JSON.stringify(tests));
}
