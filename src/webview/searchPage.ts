/** How does the search panel work? Asks as one types, shows the answer, and keeps its state while hidden. */
import { isBadRequest } from '../protocol/failureText.ts';
import { t } from '../protocol/localise.ts';
import type { ExplainTarget, Feedback, KeptSearches, PageEvent, PageState, PanelFilters, PanelQuery, SimilarExample } from '../protocol/panelProtocol.ts';
import type { QueryOperator, SearchAnswer, SimilarAnswer } from '../protocol/searchTypes.ts';
import { isFilter, withoutOperators } from './answerText.ts';
import { AnswerView } from './answerView.ts';
import { AtRest } from './atRest.ts';
import { element } from './dom.ts';
import { noFeedback, withHit, withoutHit } from './feedback.ts';
import { isSaved, noneKept, withRecent, withSavedOrNot } from './keptSearches.ts';
import { indexNotice } from './notices.ts';
import { readSavedState, type SavedState } from './savedState.ts';
import { SearchForm } from './searchForm.ts';
import { SimilarForm, type SimilarWishes } from './similarForm.ts';
import type { VsCodeApi } from './vsCodeApi.ts';

/** A question that takes longer than this to answer is given up for what was typed since. */
const giveUpMs = 600;

/** An answer that takes less than this needs no sign of being busy: it would only flicker. */
const patienceMs = 250;

/** While the index grows, the answer is asked for anew this often. */
const refreshMs = 2000;

const noFilters: PanelFilters = { kind: 'all', language: '', path: '', among: 'everywhere' };

export class SearchPage {
  readonly #api: VsCodeApi;
  readonly #form: SearchForm;
  readonly #similar: SimilarForm;
  readonly #notice = element('div', { class: 'notices' });
  readonly #answer: AnswerView;
  readonly #busy = element('div', { class: 'busy', hidden: true });
  readonly #scroller: HTMLElement;
  #state: PageState = { hasFolder: true, isTrusted: true, daemon: 'starting', trouble: null, status: null };
  #example: SimilarExample | null = null;
  #kept: KeptSearches = noneKept;
  /** Of this question. */
  #feedback: Feedback = noFeedback;
  #sequence = 0;
  /** The question whose answer is shown; 0: of an earlier life of the page. */
  #shown = 0;
  /** The question that has no answer yet, or got none because the daemon was away. */
  #unanswered = false;
  #giveUp = 0;
  /** Something was typed that is not asked yet. */
  #waiting = false;
  #patience = 0;
  readonly #atRest = new AtRest();
  /** Hits that have come into view, of the answer shown. */
  #toExplain: readonly ExplainTarget[] = [];
  /** When the index was last changed, as of the answer shown. */
  #indexOfAnswer: number | null = null;
  #askedAt = 0;

  constructor(page: HTMLElement, api: VsCodeApi) {
    this.#api = api;
    this.#form = new SearchForm({
      changed: (filtersOnly) => this.#typed(filtersOnly),
      submit: () => {
        this.#remember();
        this.#ask();
      },
      down: () => {
        this.#remember();
        this.#answer.focus();
      },
      keep: () => this.#keep(withSavedOrNot(this.#kept, this.#form.query)),
    });
    this.#similar = new SimilarForm({
      changed: (wishes, isTyping) => this.#wish(wishes, isTyping),
      down: () => this.#answer.focus(),
      leave: () => this.#closeSimilar(),
    });
    this.#answer = new AnswerView({
      open: (target, mode) => {
        this.#remember();
        api.postMessage({ type: 'open', target, mode });
      },
      copyPlace: (target) => api.postMessage({ type: 'copyPlace', target }),
      judge: (hit, wanted) => this.#heed(withHit(this.#feedback, wanted, hit)),
      takeBack: (hit) => this.#heed(withoutHit(this.#feedback, hit)),
      bringBack: (query) => this.#bringBack(query),
      forget: (query) => this.#keep(withSavedOrNot(this.#kept, query)),
      forgetRecent: () => this.#keep({ ...this.#kept, recent: [] }),
      findSimilar: (example) => this.#findSimilar(example),
      explain: (hit) => this.#explain(hit),
      leave: () => this.#form.focus(),
      changed: () => this.#save(),
      command: (command) => api.postMessage({ type: 'command', command }),
      findText: (text) => api.postMessage({ type: 'findText', text }),
      ask: (query) => this.#setQuery(query),
      closeSimilar: () => this.#closeSimilar(),
      clearFilters: () => this.#clearFilters(),
      removeOperator: (operator) => {
        this.#removeOperators([operator]);
        this.#form.focus();
      },
    });
    this.#scroller = element('div', { class: 'scroller' }, this.#answer.element);
    this.#scroller.addEventListener('scroll', () => this.#save(), { passive: true });
    page.append(this.#form.element, this.#busy, this.#notice, this.#similar.element, this.#scroller);
    this.#restore(readSavedState(api.getState()));
    api.postMessage({ type: 'ready' });
  }

  receive(event: PageEvent): void {
    switch (event.type) {
      case 'state': return this.#accept(event.state);
      case 'answer': return event.sequence === this.#sequence ? this.#showAnswer(event) : undefined;
      case 'explanation': return event.sequence === this.#sequence ? this.#answer.explain(event.hit, event.explanation) : undefined;
      case 'failed': return event.sequence === this.#sequence ? this.#fail(event) : undefined;
      case 'setQuery': return this.#setQuery(event.query);
      case 'findSimilar': return this.#findSimilar(event.example);
      case 'feedback': return this.#heed(withHit(this.#feedback, event.wanted, event.hit));
      case 'kept': return this.#showKept(event.searches);
      case 'focus': return this.#form.focus();
      case 'topics':
      case 'progress':
      case 'noTopics': return; // the topic map's
    }
  }

  #accept(state: PageState): void {
    const back = state.daemon === 'running' && this.#state.daemon !== 'running';
    this.#state = state;
    this.#form.setLanguages(state.status?.languages ?? []);
    const notice = indexNotice(state, (command) => this.#api.postMessage({ type: 'command', command }));
    this.#notice.replaceChildren(...(notice === null ? [] : [notice]));
    this.#answer.setState(state);
    if (back && this.#unanswered) this.#ask();
    else if (this.#isStale(state)) this.#ask();
  }

  /** The index has changed since the answer, and the user is not moving in the list, which would change under their hands. */
  #isStale({ status }: PageState): boolean {
    if (!this.#isAsking() || this.#unanswered || this.#answer.hasFocus || status === null) return false;
    return status.lastUpdate !== this.#indexOfAnswer && (status.phase === 'ready' || performance.now() - this.#askedAt > refreshMs);
  }

  #typed(filtersOnly: boolean): void {
    this.#atRest.typed();
    if (!filtersOnly) {
      this.#setExample(null);
      this.#feedback = noFeedback;
    }
    this.#form.isKept = isSaved(this.#kept, this.#form.query);
    this.#save();
    if (!this.#isAsking()) return this.#ask();
    this.#askSoon();
  }

  /**
   * At once where no answer is awaited, else as soon as it is there: one question is on its way at a time, and what is shown is never more than
   * one answer behind what is typed.
   */
  #askSoon(): void {
    if (!this.#unanswered) return this.#ask();
    this.#waiting = true;
    clearTimeout(this.#giveUp);
    this.#giveUp = window.setTimeout(() => this.#ask(), Math.max(0, this.#askedAt + giveUpMs - performance.now()));
  }

  /** What was typed while an answer was awaited. */
  #askWaiting(): void {
    if (this.#waiting && this.#isAsking()) this.#ask();
  }

  #setExample(example: SimilarExample | null): void {
    this.#example = example;
    this.#similar.show(example);
  }

  /** Another aspect of the example, or other words of "similar, but ...". */
  #wish(wishes: SimilarWishes, isTyping: boolean): void {
    if (this.#example === null) return;
    this.#example = { ...this.#example, ...wishes };
    this.#save();
    if (isTyping) this.#atRest.typed();
    if (isTyping) this.#askSoon();
    else this.#ask();
  }

  #isAsking(): boolean {
    return this.#example !== null || this.#form.query.query.trim() !== '';
  }

  /** Asks what the form says. What is shown stays until the answer comes. */
  #ask(): void {
    clearTimeout(this.#giveUp);
    this.#waiting = false;
    this.#sequence += 1;
    if (!this.#isAsking()) return this.#show(null);
    const query = this.#form.query;
    this.#unanswered = true;
    this.#askedAt = performance.now();
    clearTimeout(this.#patience);
    this.#patience = window.setTimeout(() => { this.#busy.hidden = false; }, patienceMs);
    if (this.#example === null) this.#api.postMessage({ type: 'search', sequence: this.#sequence, query, feedback: this.#feedback });
    else this.#api.postMessage({ type: 'similar', sequence: this.#sequence, example: this.#example, filters: query });
  }

  #showAnswer({ sequence, answer }: PageEvent & { readonly type: 'answer' }): void {
    this.#shown = sequence;
    this.#show(answer);
    this.#askWaiting();
  }

  #show(answer: SearchAnswer | SimilarAnswer | null): void {
    this.#settle();
    this.#toExplain = [];
    this.#unanswered = false;
    this.#indexOfAnswer = this.#state.status?.lastUpdate ?? null;
    this.#answer.show(answer, this.#filtered(), this.#feedback);
    this.#save();
  }

  #fail({ code, message, nextStep }: { readonly code: string; readonly message: string; readonly nextStep: string }): void {
    this.#settle();
    if (code === 'daemonGone') return; // the notice says so, and the question is asked again when the daemon is back
    this.#unanswered = false;
    this.#answer.fail(isBadRequest(code) ? t('Nothing was searched') : t('The search failed'), `${message} ${nextStep}`);
    this.#askWaiting();
  }

  /** Explanations would stand in the way of the next question, and be of no use after it. */
  #explain(hit: ExplainTarget): void {
    this.#toExplain = [...this.#toExplain, hit];
    this.#atRest.put('explain', () => {
      if (this.#unanswered) return; // the hits that are shown then tell of themselves
      for (const each of this.#toExplain) this.#api.postMessage({ type: 'explain', sequence: this.#shown, hit: each });
      this.#toExplain = [];
    });
  }

  #settle(): void {
    clearTimeout(this.#patience);
    this.#busy.hidden = true;
  }

  #filtered(): boolean {
    const { kind, language, path, among } = this.#form.query;
    return kind !== 'all' || language !== '' || path.trim() !== '' || among !== 'everywhere';
  }

  #setQuery(query: string): void {
    this.#bringBack({ ...this.#form.query, query });
  }

  #bringBack(query: PanelQuery): void {
    this.#setExample(null);
    this.#feedback = noFeedback;
    this.#form.query = query;
    this.#form.isKept = isSaved(this.#kept, query);
    this.#form.focus();
    this.#scroller.scrollTop = 0;
    this.#ask();
  }

  /** Looking at a hit, or asking on purpose, makes a text worth remembering; each letter on the way does not. */
  #remember(): void {
    if (this.#example === null) this.#keep(withRecent(this.#kept, this.#form.query.query));
  }

  #keep(searches: KeptSearches): void {
    if (searches === this.#kept) return;
    this.#showKept(searches);
    this.#api.postMessage({ type: 'keep', searches });
  }

  #showKept(searches: KeptSearches): void {
    this.#kept = searches;
    this.#form.recent = searches.recent;
    this.#form.isKept = isSaved(searches, this.#form.query);
    this.#answer.setKept(searches);
  }

  #heed(feedback: Feedback): void {
    if (this.#example !== null) return;
    this.#feedback = feedback;
    this.#save();
    this.#ask();
  }

  #findSimilar(example: SimilarExample): void {
    this.#setExample(example);
    this.#scroller.scrollTop = 0;
    this.#ask();
  }

  #closeSimilar(): void {
    this.#setExample(null);
    this.#form.focus();
    this.#ask();
  }

  #clearFilters(): void {
    this.#form.query = { ...this.#form.query, ...noFilters };
    this.#removeOperators((this.#answer.answer?.understood?.operators ?? []).filter(isFilter));
  }

  /** The operators' places are those in the query that was answered; what was typed since is asked already, and will be answered. */
  #removeOperators(operators: readonly QueryOperator[]): void {
    const { query } = this.#form.query;
    if (this.#answer.answer?.query === query) this.#form.query = { ...this.#form.query, query: withoutOperators(query, operators) };
    this.#ask();
  }

  /** Not with each letter: the answer is large, and goes through VS Code. */
  #save(): void {
    this.#atRest.put('save', () => this.#api.setState({
      version: 3, query: this.#form.query, feedback: this.#feedback, example: this.#example, answer: this.#answer.answer,
      tree: this.#answer.treeState, scrollTop: this.#scroller.scrollTop,
    } satisfies SavedState));
  }

  /** Shows at once what was shown before; the question is asked again when the daemon's state is known. */
  #restore(saved: SavedState | null): void {
    window.addEventListener('pagehide', () => this.#atRest.finish());
    if (saved === null) return this.#answer.show(null, false);
    this.#form.query = saved.query;
    this.#feedback = saved.feedback;
    this.#setExample(saved.example);
    this.#answer.restoreTree(saved.tree);
    this.#answer.show(saved.answer, this.#filtered(), this.#feedback);
    this.#scroller.scrollTop = saved.scrollTop;
    this.#unanswered = this.#isAsking();
  }
}
