/** A writer to be killed: it changes a file, brings the index up to date and writes a snapshot, again and again. */
import fs from 'node:fs';
import path from 'node:path';
import { openCounted } from './countedIndex.ts';

const [indexDir, root] = process.argv.slice(2) as [string, string];
const { index } = await openCounted({ after: () => {} }, { indexDir, root });
for (let round = 0; ; round++) {
  fs.writeFileSync(path.join(root, 'search/edited.md'), `# Round ${round}\n\nWhich chunks are nearest in round ${round}, and where are postings parsed?\n`);
  await index.refresh();
  await index.indexer.run();
  await index.saveSnapshot();
  process.stdout.write('.');
}
