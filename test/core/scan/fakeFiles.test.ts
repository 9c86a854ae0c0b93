/** Does the file source that other tests use behave as the real one does? */
import { type FileSourceBed, fileSourceContract } from '../../contracts/fileSource.contract.ts';
import { FakeFiles } from '../../support/fakeFiles.ts';

fileSourceContract('FakeFiles', async (): Promise<FileSourceBed> => {
  const source = new FakeFiles();
  const root = '/workspace';
  return {
    source,
    root,
    write: async (path, content) => source.write(root, path, content),
    link: async (path) => source.link(root, path),
    remove: async (path) => source.remove(root, path),
    dispose: async () => {},
  };
});
