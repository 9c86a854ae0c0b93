/** Does a new user find the steps that show what can be done? */
import { after, before, test } from 'node:test';
import { quickInput, quickPickRows, runCommand, webview } from '../browser.ts';
import { openLodestone, withPicture, type LodestoneWorkbench } from '../lodestoneWorkbench.ts';

let workbench: LodestoneWorkbench;
before(async () => { workbench = await openLodestone(); });
after(() => workbench?.close());

test('the walkthrough opens with five steps, whose buttons lead to the real thing', () => withPicture(workbench.page, 'walkthrough', async () => {
  const { page } = workbench;
  await runCommand(page, 'Welcome: Open Walkthrough...');
  await quickInput(page).fill('Lodestone');
  await quickPickRows(page).filter({ hasText: 'Lodestone' }).first().click();
  for (const step of ['Open a folder', 'Ask in your own words', 'Narrow it down', 'Find what is similar', 'See what is indexed']) await page.getByText(step, { exact: true }).first().waitFor();
  await page.getByText('See what is indexed', { exact: true }).first().click();
  await page.getByText('Show Index Status', { exact: true }).first().click();
  await webview(page).getByRole('heading', { name: 'Lodestone Index' }).waitFor();
}));
