/** What has an examination of the installation and the index found, and what can be mended? */
import type { Finding } from '../../protocol/daemonProtocol.ts';
import { t } from '../../protocol/localise.ts';
import type { CheckState } from '../../protocol/panelProtocol.ts';
import { button, element, type Child } from '../dom.ts';
import { progressBar } from '../notices.ts';

const order: readonly Finding['level'][] = ['bad', 'warning', 'ok'];
const marks = { ok: '✓', warning: '!', bad: '✗' } as const;

export class CheckView {
  readonly element = element('section', { class: 'check', hidden: true });
  readonly #say = element('p', { role: 'status', class: 'check-verdict' });
  readonly #body = element('div');

  constructor(check: (repair: boolean) => void) {
    this.#check = check;
    this.element.append(element('h2', {}, t('Check')), this.#say, this.#body);
  }

  readonly #check: (repair: boolean) => void;

  show(check: CheckState): void {
    this.element.hidden = false;
    switch (check.state) {
      case 'running': return this.#draw(check.repairing ? t('Repairing the index') : t('Checking the installation and the index'), progressBar(null));
      case 'failed': return this.#draw(t('The check failed.'), element('p', { class: 'notice problem' }, `${check.message} ${check.nextStep}`), this.#again());
      case 'done': return this.#showFindings(check.findings);
    }
  }

  #showFindings(findings: readonly Finding[]): void {
    const sorted = order.flatMap((level) => findings.filter((finding) => finding.level === level));
    const isWell = sorted.every(({ level }) => level === 'ok');
    this.#draw(isWell ? t('All is well.') : t('Not all is well.'),
      element('ul', { class: 'findings' }, ...sorted.map(findingRow)),
      element('div', { class: 'status-actions' },
        findings.some(({ repairable }) => repairable) ? button(t('Repair'), () => this.#check(true)) : null, this.#again()));
  }

  #again(): HTMLElement {
    return button(t('Check Again'), () => this.#check(false), { class: 'secondary' });
  }

  #draw(verdict: string, ...body: readonly Child[]): void {
    this.#say.replaceChildren(verdict);
    this.#body.replaceChildren(...body.filter((part) => part !== null));
  }
}

function findingRow({ check, level, message, nextStep }: Finding): HTMLElement {
  return element('li', { class: `finding ${level}` },
    element('span', { class: 'mark', role: 'img', 'aria-label': levelText(level) }, marks[level]),
    element('span', { class: 'check-name' }, checkTitle(check)), element('span', {}, message, nextStep === null ? null : element('span', { class: 'hint' }, ` ${nextStep}`)));
}

function levelText(level: Finding['level']): string {
  switch (level) {
    case 'ok': return t('In order:');
    case 'warning': return t('Warning:');
    case 'bad': return t('Wrong:');
  }
}

/** What was looked at; a check of a later version is named as it is. */
function checkTitle(check: string): string {
  switch (check) {
    case 'node': return t('Node');
    case 'nativeModules': return t('Native modules');
    case 'model': return t('Model');
    case 'grammars': return t('Grammars');
    case 'disk': return t('Disk space');
    case 'watching': return t('Watching');
    case 'permissions': return t('Permissions');
    case 'lock': return t('Lock');
    case 'store': return t('Store');
    case 'graph': return t('Vector graph');
    case 'snapshot': return t('Snapshot');
    case 'vectors': return t('Vectors');
    case 'files': return t('Files');
    case 'leftovers': return t('Leftovers');
    default: return check;
  }
}
