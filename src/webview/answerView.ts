/** How is an answer shown: a list, a list with a note, or "nothing relevant"? Hits that are hardly related are folded below. */
import { t } from '../protocol/localise.ts';
import type { ExplainTarget, Feedback, KeptSearches, PageCommand, PageState } from '../protocol/panelProtocol.ts';
import type { HitExplanation, QueryOperator, SearchAnswer, SimilarAnswer } from '../protocol/searchTypes.ts';
import { formatCount, isComplete, relatedCount } from '../protocol/statusText.ts';
import { answerDetails, answerSummary, feedbackLabel, isFilter, isSimilar, operatorLabel, relationText, sourceText, unverifiedSentence } from './answerText.ts';
import { button, element, iconButton, type Child } from './dom.ts';
import { noFeedback } from './feedback.ts';
import { closeIcon } from './icons.ts';
import { keptView, noneKept, type KeptListener } from './keptSearches.ts';
import { emptyView, nothingFound } from './notices.ts';
import { ResultsTree, type TreeListener, type TreeState } from './resultsTree.ts';

export interface AnswerListener extends TreeListener, KeptListener {
  command(command: PageCommand): void;
  closeSimilar(): void;
  clearFilters(): void;
  /** In VS Code's own search. */
  findText(text: string): void;
  /** Take a filter or phrase out of the query. */
  removeOperator(operator: QueryOperator): void;
  /** Take back what was said of a hit. */
  takeBack(hit: ExplainTarget): void;
}

export class AnswerView {
  readonly #listener: AnswerListener;
  readonly #tree: ResultsTree;
  /** Always there, so that screen readers hear what is put into it. */
  readonly #summary = element('div', { class: 'summary', role: 'status' });
  readonly #body = element('div', { class: 'answer' });
  readonly element = element('div', {}, this.#summary, this.#body);
  #state: PageState | null = null;
  #answer: SearchAnswer | SimilarAnswer | null = null;
  /** The user has unfolded the hardly related hits of this question. */
  #showsAll = false;
  #kept: KeptSearches = noneKept;
  #feedback: Feedback = noFeedback;

  constructor(listener: AnswerListener) {
    this.#listener = listener;
    this.#tree = new ResultsTree(listener);
  }

  get answer(): SearchAnswer | SimilarAnswer | null { return this.#answer; }
  get treeState(): TreeState { return this.#tree.state; }
  get hasFocus(): boolean { return this.#tree.hasFocus; }

  get #complete(): boolean { return isComplete(this.#state?.status ?? null); }

  restoreTree(state: TreeState): void {
    this.#tree.restore(state);
  }

  focus(): boolean {
    return this.#tree.focus();
  }

  explain(hit: ExplainTarget, explanation: HitExplanation): void {
    this.#tree.explain(hit, explanation);
  }

  setState(state: PageState): void {
    const changed = this.#state?.hasFolder !== state.hasFolder || this.#state.isTrusted !== state.isTrusted || this.#state.virtualFolders?.join() !== state.virtualFolders?.join();
    this.#state = state;
    if (changed && this.#answer === null) this.show(null, false);
  }

  setKept(kept: KeptSearches): void {
    this.#kept = kept;
    if (this.#answer === null && this.#state !== null && this.#summary.childNodes.length === 0) this.show(null, false);
  }

  /** `feedback`: what was said of hits when this was asked. */
  show(answer: SearchAnswer | SimilarAnswer | null, filtered: boolean, feedback: Feedback = noFeedback): void {
    this.#feedback = feedback;
    if (answer === null || answer.query !== this.#answer?.query) this.#showsAll = false;
    this.#answer = answer;
    if (answer === null) {
      this.#summary.replaceChildren();
      this.#body.replaceChildren(...(this.#state === null ? [] : [this.#empty(this.#state)]));
    } else {
      this.#summary.replaceChildren(...this.#summaryParts(answer));
      this.#showResults(answer, filtered);
    }
  }

  fail(headline: string, sentence: string): void {
    this.#answer = null;
    this.#summary.replaceChildren(headline);
    this.#body.replaceChildren(element('div', { class: 'notice problem' }, element('p', {}, sentence)));
  }

  #empty(state: PageState): HTMLElement {
    return emptyView(state, (command) => this.#listener.command(command), (query) => this.#listener.ask(query), keptView(this.#kept, this.#listener));
  }

  #summaryParts(answer: SearchAnswer | SimilarAnswer): HTMLElement[] {
    const similar = isSimilar(answer) ? [element('div', { class: 'similar' },
      element('span', {}, `${relationText(answer)} `), element('strong', { title: sourceText(answer) }, sourceText(answer)),
      iconButton(t('Back to the Search'), closeIcon, () => this.#listener.closeSimilar()))] : [];
    const operators = answer.understood?.operators ?? [];
    const all = [...operators.map((operator) => this.#chip(operatorLabel(operator), () => this.#listener.removeOperator(operator))),
      ...(['like', 'unlike'] as const).flatMap((wanted) => this.#feedback[wanted].map((hit) => this.#chip(feedbackLabel(wanted, hit), () => this.#listener.takeBack(hit))))];
    const chips = all.length === 0 ? [] : [element('div', { class: 'operators' }, ...all)];
    return [...similar, ...chips, element('div', { class: 'count' },
      element('span', { class: answer.verdict === 'none' ? 'headline' : null }, answerSummary(answer, this.#complete)),
      element('span', { class: 'details', 'aria-hidden': 'true' }, answerDetails(answer)))];
  }

  #chip(label: string, remove: () => void): HTMLElement {
    return element('span', { class: 'chip' }, element('span', { class: 'chip-label', title: label }, label),
      iconButton(t('Remove {0}', label), closeIcon, remove));
  }

  #showResults(answer: SearchAnswer, filteredByForm: boolean): void {
    const { results, verdict, understood } = answer;
    if (understood?.form === 'filters') return this.#body.replaceChildren();
    const filtered = filteredByForm || (understood?.operators ?? []).some(isFilter);
    const note = unverifiedSentence(understood);
    const unfolded = this.#body.querySelector('details')?.open === true;
    const folded = this.#showsAll ? 0 : results.length - relatedCount(answer);
    const parts = (): Child[] => {
      switch (verdict) {
        case 'strong': return [this.#tree.element, folded === 0 ? null : this.#unfoldButton(folded, answer, filtered)];
        case 'weak': return [element('p', { class: 'note' }, t('Nothing matches closely. These are the nearest:')), this.#tree.element];
        case 'none': return [nothingFound(this.#complete, filtered, { clearFilters: () => this.#listener.clearFilters(), findText: () => this.#listener.findText(answer.query) }), results.length === 0 ? null
          : element('details', { class: 'weak', open: unfolded },
            element('summary', {}, results.length === 1 ? t('Show 1 distant hit') : t('Show {0} distant hits', formatCount(results.length))), this.#tree.element)];
      }
    };
    const shown = [note === null ? null : element('p', { class: 'note' }, note), ...parts()];
    this.#body.replaceChildren(...shown.filter((part) => part !== null));
    this.#tree.show(results.slice(0, results.length - (verdict === 'strong' ? folded : 0)), understood?.text ?? answer.query, this.#rootNames());
  }

  #unfoldButton(count: number, answer: SearchAnswer, filtered: boolean): HTMLElement {
    return button(count === 1 ? t('Show 1 less related file') : t('Show {0} less related files', formatCount(count)), () => {
      this.#showsAll = true;
      this.#showResults(answer, filtered);
      this.#tree.focus();
    }, { class: 'link unfold' });
  }

  #rootNames(): ReadonlyMap<string, string> {
    const roots = this.#state?.status?.roots ?? [];
    return new Map(roots.length > 1 ? roots.map(({ path, name }) => [path, name]) : []);
  }
}
