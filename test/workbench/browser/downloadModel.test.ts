/** Is a model fetched from the palette only after one has seen what it is and agreed? */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { commit, repository, startHub, tinyModel, type TestHub } from '../../support/modelHub.ts';
import { quickInput, runCommand } from '../browser.ts';
import { openLodestone, openPanel, withPicture, type LodestoneWorkbench } from '../lodestoneWorkbench.ts';

const data = mkdtempSync(path.join(os.tmpdir(), 'lodestone-models-'));
const folder = path.join(data, 'lodestone/models', `tiny--encoder@${commit.slice(0, 12)}`);
let hub: TestHub;
let workbench: LodestoneWorkbench;
before(async () => {
  hub = await startHub({ after: () => undefined }); // stopped below: what a hook registers ends with the hook
  Object.assign(process.env, { HF_ENDPOINT: hub.endpoint, XDG_DATA_HOME: data });
  workbench = await openLodestone();
  await openPanel(workbench); // the background process is up
});
after(async () => {
  await workbench?.close();
  await hub?.stop();
  rmSync(data, { recursive: true, force: true });
});

async function askForModel(): Promise<void> {
  await runCommand(workbench.page, 'Lodestone: Download a Model');
  await quickInput(workbench.page).fill(repository);
  await workbench.page.keyboard.press('Enter');
}

const dialog = () => workbench.page.locator('.monaco-dialog-box');

test('what would come is said first, and nothing comes where one does not agree', () => withPicture(workbench.page, 'model-offer', async () => {
  await askForModel();
  await withPicture(workbench.page, 'model-question', () => dialog().filter({ hasText: `Download ${repository}?` }).waitFor());
  const offer = await dialog().innerText();
  for (const said of ['Size: 293 kB', 'Licence: apache-2.0', `From: ${hub.endpoint}`, `Into: ${folder}`]) assert.ok(offer.includes(said), `${said} in: ${offer}`);
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  await dialog().waitFor({ state: 'detached' });
  assert.ok(hub.requests.every((line) => !line.includes('onnx')));
  assert.equal(existsSync(folder), false);
}));

test('agreed to, the model comes, and is used where one wants it', () => withPicture(workbench.page, 'model-here', async () => {
  const { page } = workbench;
  await askForModel();
  await dialog().getByRole('button', { name: 'Download' }).click();
  const use = page.locator('.notification-list-item', { hasText: `${repository} is here` }).getByRole('button', { name: 'Use It' }).first();
  // On a busy machine VS Code may put a message away before it is seen; it then waits behind the bell.
  await use.waitFor({ timeout: 8000 }).catch(() => page.locator('#status\\.notifications').click());
  await use.waitFor();
  assert.deepEqual(readFileSync(path.join(folder, 'onnx/model.onnx')), tinyModel['onnx/model.onnx']);
  await use.click();
  await workbench.panel.locator('.notices', { hasText: path.basename(folder) }).waitFor(); // it is no real model, and that is said
}));
