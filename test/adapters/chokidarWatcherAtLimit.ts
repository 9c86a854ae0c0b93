/** What does the watcher tell where the system allows too few watches? Run in a user namespace of its own, which has its own limit. */
import { ChokidarWatcher } from '../../src/adapters/chokidarWatcher.ts';
import { DiskFiles } from '../../src/adapters/diskFiles.ts';
import type { WatchEvent } from '../../src/core/ports.ts';
import { defaultScanSettings } from '../../src/core/types.ts';

const root = process.argv[2] ?? '';
const events: WatchEvent[] = [];
const watcher = new ChokidarWatcher();
await watcher.start(new DiskFiles().watchScope([{ path: root, name: '' }], defaultScanSettings), (event) => events.push(event));
await watcher.close();
process.stdout.write(JSON.stringify(events));
