/** What is the index of one workspace, as its users see it? It opens, keeps up, answers, and says how it stands. */
import { firstMaskingRecipe, recipeVersion } from './analyseFile.ts';
import { Catalog } from './catalog/catalog.ts';
import { listFiles, listRules, type FileList, type FileListRequest, type RuleList, type RuleListRequest } from './catalog/listFiles.ts';
import { textLines } from './chunk/sourceLines.ts';
import { EmbeddingQueue } from './embeddingQueue.ts';
import { DuplicateFinder, type DuplicatesAnswer, type DuplicatesRequest } from './duplicates/duplicateFinder.ts';
import { Failure } from './failure.ts';
import { explainFile, type FileStanding } from './explainFile.ts';
import { explainHit } from './explainHit.ts';
import { findSimilar } from './findSimilar.ts';
import { Indexer } from './indexer.ts';
import { ModelChange } from './modelChange.ts';
import type { Embedder, FileSource, GraphStorage, LineMatcher, Model, SnapshotStorage, Store, SyntaxParser, VectorCache } from './ports.ts';
import type { Answer, ExplainHitRequest, HitExplanation, SearchRequest, SimilarAnswer, SimilarRequest } from './search/answer.ts';
import { GraphKeeper } from './search/graphKeeper.ts';
import { readRecall } from './search/graphRecall.ts';
import { graphStanding, type GraphStanding } from './search/graphStanding.ts';
import { RecallTask } from './recallTask.ts';
import { LegibleTexts } from './scan/legibleTexts.ts';
import { readText } from './scan/readText.ts';
import { search, type SearchParts } from './searcher.ts';
import { SearchState } from './searchState.ts';
import { SnapshotKeeper, type SnapshotUse } from './snapshotKeeper.ts';
import { askedModelMeta, readAskedModel, readServingModel, servingModelMeta, type ServingModel } from './servingModel.ts';
import { TopicMapper, type TopicMap } from './topics/topicMapper.ts';
import { locateFile } from './locateFile.ts';
import type { LongTask } from './longTask.ts';
import type { FileId, LineRange, Root, ScanSettings } from './types.ts';

export interface WorkspaceIndexParts {
  readonly store: Store;
  /** Null: no vectors are shared with other indexes. */
  readonly cache: VectorCache | null;
  readonly files: FileSource;
  readonly parser: SyntaxParser;
  readonly lineMatcher: LineMatcher;
  /** What answers; without an embedder words alone do. */
  readonly model: Omit<Model, 'embedder'> & { readonly embedder: Embedder | null };
  /** What shall answer once its vectors are complete; null: nothing else. Only the index's writer changes models. */
  readonly nextModel: Model | null;
  readonly graphs: GraphStorage;
  readonly snapshots: SnapshotStorage;
  readonly parallel: number;
}

/** On the way from one model to another. */
export interface ModelChangeSummary {
  readonly from: string;
  readonly to: string;
  /** Chunks that have a vector of the new model. */
  readonly made: number;
  readonly total: number;
  /** What answers until all have one. new: the old model is not there any more; words do, and the vectors made so far. */
  readonly answering: 'old' | 'new';
}

export interface IndexSummary {
  /**
   * Every entry found on the disk is in one of indexed, skipped, failed and pending (found, and not read yet). stale: of those in a state,
   * files that wait to be read again.
   */
  readonly files: { readonly indexed: number; readonly skipped: number; readonly failed: number; readonly pending: number; readonly stale: number };
  /** Of the skipped entries, folders that are left out as a whole: each counts as one. */
  readonly skippedFolders: number;
  readonly skippedByReason: Readonly<Record<string, number>>;
  readonly failedByCode: Readonly<Record<string, number>>;
  /** Of indexed files. */
  readonly filesByLanguage: Readonly<Record<string, number>>;
  readonly chunks: { readonly total: number; readonly withVectors: number };
  readonly graph: GraphStanding;
  /** Chunks embedded since the index was made, and chunks whose vectors were found instead of being embedded again. */
  readonly embedded: { readonly computed: number; readonly reused: number };
  readonly languages: readonly string[];
  readonly modelChange: ModelChangeSummary | null;
}

const byCount = (counts: ReadonlyMap<string, number>): Record<string, number> => Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]));

export class WorkspaceIndex {
  readonly catalog = new Catalog();
  readonly state: SearchState;
  readonly indexer: Indexer;
  readonly embedding: EmbeddingQueue;
  readonly #parts: WorkspaceIndexParts;
  readonly #texts: LegibleTexts;
  readonly #recall: RecallTask;
  readonly #duplicates: DuplicateFinder;
  readonly #topics: TopicMapper;
  readonly #snapshot: SnapshotKeeper;
  #roots: readonly Root[];
  #settings: ScanSettings;
  #dataVersion = -1;
  #model: WorkspaceIndexParts['model'];
  #change: ModelChange | null = null;
  /** As the store has it; undefined before the first load. */
  #noted: ServingModel | null | undefined;
  /** Questions under way: the model that they were asked of must stay open. */
  readonly #asking = new Set<Promise<unknown>>();
  #leaving: Promise<unknown> = Promise.resolve();
  #graphLoading: Promise<void> = Promise.resolve();
  #graphRevision = '';
  #graphIsDiscarded = false;

  constructor(parts: WorkspaceIndexParts, roots: readonly Root[], settings: ScanSettings) {
    const { store, model: { analyser, embedder }, graphs } = parts;
    this.#parts = parts;
    this.#model = parts.model;
    this.#roots = roots;
    this.#settings = settings;
    this.state = new SearchState(this.catalog, new GraphKeeper(graphs.create(embedder?.dimensions ?? 1)), embedder);
    this.embedding = new EmbeddingQueue(this.catalog, this.state, store, embedder, parts.cache);
    this.#texts = new LegibleTexts(parts.files);
    this.#duplicates = new DuplicateFinder(this.catalog, parts.files);
    this.#snapshot = new SnapshotKeeper({ ...parts, catalog: this.catalog, state: this.state });
    this.#topics = new TopicMapper({ catalog: this.catalog, state: this.state, files: parts.files });
    this.#recall = new RecallTask({ ...parts, catalog: this.catalog, state: this.state });
    this.indexer = new Indexer({ ...parts, analyser, catalog: this.catalog, state: this.state, embedding: this.embedding, whenIdle: () => this.#whenIdle() });
  }

  get roots(): readonly Root[] { return this.#roots; }
  get settings(): ScanSettings { return this.#settings; }
  get writable(): boolean { return this.#parts.store.writable; }
  /** The model that answers; null: words alone do. */
  get embedder(): Embedder | null { return this.state.embedder; }
  /** Why the change to another model has stopped; null while it has not. */
  get changeFailure(): Failure | null { return this.#change?.failure ?? null; }

  /**
   * Loads what the store holds, by way of the snapshot; the saved graph follows, while every vector is looked at (`graphLoaded`). An
   * index made by another recipe keeps its vectors and reads all files again.
   */
  async load(): Promise<SnapshotUse> {
    const { store, nextModel } = this.#parts;
    const { embedder } = this;
    if (store.writable && store.readMeta('recipe') !== String(recipeVersion)) await this.#startOver();
    this.#dataVersion = store.dataVersion();
    const use = await this.#snapshot.load();
    const noted = readServingModel(store);
    if (this.#noted === undefined || noted?.id === embedder?.id) this.#noted = noted;
    if (nextModel) this.#change = this.#changeTo(nextModel);
    if (embedder && this.state.vectors.count) this.#graphLoading = this.#loadGraph(embedder).catch((error: unknown) => this.indexer.stop(error));
    return use;
  }

  /** Resolves when the saved graph is searched, or there is none that can be. */
  get graphLoaded(): Promise<void> { return this.#graphLoading; }

  async #loadGraph(embedder: Embedder): Promise<void> {
    const { store, graphs } = this.#parts;
    const { graph } = this.state;
    graph.expect();
    this.#graphRevision = store.readMeta('graph.revision') ?? '';
    const [revision, recall] = [Number(this.#graphRevision), readRecall(store.readMeta('graph.recall'))];
    if (graph.isTooSmallFor(this.state.vectors)) return graph.turnOff(graphs.create(embedder.dimensions));
    const saved = await graphs.load(this.#graphIdentity(embedder), embedder.dimensions);
    // Another model may answer by now, or nothing at all: the index was cleared.
    if (!graph.isExpected) return;
    if (saved) graph.adopt(saved, revision, this.catalog, this.state.vectors, recall);
    else {
      this.#graphIsDiscarded = this.#graphRevision !== '';
      graph.rebuild(graphs.create(embedder.dimensions), this.state.vectors);
    }
  }

  /** Whether a graph had been saved, and what lies there can't be used: it is built again. */
  get graphIsDiscarded(): boolean { return this.#graphIsDiscarded; }

  #changeTo(model: Model): ModelChange {
    return new ModelChange({
      model, catalog: this.catalog, store: this.#parts.store, cache: this.#parts.cache,
      count: (computed, reused) => this.embedding.count(computed, reused), readAgain: (file) => this.indexer.readAgain(file),
    });
  }

  /** Everything is indexed for the model that answers: the next one's vectors are made, and when they are complete it answers. */
  async #whenIdle(): Promise<boolean> {
    if (!this.writable) return false;
    if (this.#change && await this.#change.step()) return true;
    if (this.#change?.isComplete) {
      this.#note(this.#change.model);
      this.#answerWith(this.#change);
    } else this.#noteComplete();
    return false;
  }

  /** Once the vectors are complete, the model serves until another's are. */
  #noteComplete(): void {
    const { embedder, dir } = this.#model;
    const { chunkCount } = this.catalog;
    if (embedder && chunkCount && this.state.vectors.count === chunkCount) this.#note({ dir, embedder });
  }

  /** Writes down which model serves; another's vectors are let go of. */
  #note({ dir, embedder }: Pick<Model, 'dir' | 'embedder'>): void {
    const serving = { id: embedder.id, dir };
    if (this.#noted?.id === serving.id && this.#noted.dir === dir) return;
    if (this.#noted?.id === serving.id) this.#parts.store.writeMeta(servingModelMeta(serving));
    else this.#parts.store.keepVectorsOf(serving.id, servingModelMeta(serving));
    this.#noted = serving;
  }

  #answerWith({ model: next, vectors }: ModelChange): void {
    const previous = this.#model;
    this.state.changeModel(vectors, this.#parts.graphs.create(next.embedder.dimensions));
    this.embedding.useModel(next.embedder);
    this.indexer.useAnalyser(next.analyser);
    this.#model = next;
    this.#change = null;
    this.#leaving = Promise.allSettled(this.#asking).then(() => Promise.allSettled([previous.analyser.close(), previous.embedder?.close()]));
  }

  /** True for a reader once the writer has changed to another model: only opening the index again follows. */
  get servesOtherModel(): boolean {
    const serving = this.writable ? null : readServingModel(this.#parts.store);
    return serving !== null && serving.id !== this.embedder?.id && serving.id !== this.#noted?.id;
  }

  async #startOver(): Promise<void> {
    const { store } = this.#parts;
    await this.#snapshot.discard();
    const recipe = store.readMeta('recipe');
    if (recipe !== null && Number(recipe) < firstMaskingRecipe) {
      const asked = readAskedModel(store);
      store.clear();
      store.writeMeta(askedModelMeta(asked));
      await this.#parts.graphs.remove();
    }
    this.catalog.load(store);
    const chunkIds = [...this.catalog.allChunkIds()];
    const fileIds = [...this.catalog.files()].map(({ id }) => id);
    store.commit({ revision: this.catalog.revision + 1, newTerms: [], files: [], removedFileIds: fileIds, chunks: [], removedChunkIds: chunkIds, contents: [] });
    store.writeMeta({ recipe: String(recipeVersion) });
  }

  /** A reader takes in what the writer has committed since. */
  async reloadIfChanged(): Promise<void> {
    const { store } = this.#parts;
    const version = store.dataVersion();
    if (version === this.#dataVersion) return;
    this.#dataVersion = version;
    if (!this.#snapshot.follow()) await this.load();
    else if (this.embedder && (store.readMeta('graph.revision') ?? '') !== this.#graphRevision) this.#graphLoading = this.#loadGraph(this.embedder).catch((error: unknown) => this.indexer.stop(error));
  }

  /** Looks at the whole disk; resolves when what changed is queued, `idle` when it is done. */
  refresh(options: { everything?: boolean; signal?: AbortSignal } = {}): Promise<void> {
    return this.indexer.refresh(this.#roots, this.#settings, options);
  }

  async reconfigure(roots: readonly Root[], settings: ScanSettings): Promise<void> {
    this.#roots = roots;
    this.#settings = settings;
    await this.refresh();
  }

  /** Looks at paths that are said to have changed, and indexes what has; resolves when it is done. */
  async update(paths: readonly string[]): Promise<void> {
    await this.notice(paths);
    await this.indexer.run();
  }

  /** The same, but resolves when what has changed is queued. */
  notice(paths: readonly string[]): Promise<void> {
    const files = paths.map((path) => this.locate(path)).filter((file) => this.#roots.some(({ path }) => path === file.root));
    return this.indexer.notice(files, this.#settings);
  }

  /** The file an absolute path names: within its innermost root, or within its own folder where it lies outside all. */
  locate(path: string): FileId { return locateFile(path, this.#roots); }

  search(request: SearchRequest, signal?: AbortSignal): Promise<Answer> {
    return this.#asked(search(request, { ...this.#parts, ...this.#searched }, signal));
  }

  similar(request: SimilarRequest, signal?: AbortSignal): Promise<SimilarAnswer> {
    return this.#asked(findSimilar(request, { ...this.#parts, ...this.#searched, locate: (file) => this.locate(file) }, signal));
  }

  /** Near-duplicates within the workspace. Rejects with Failure "badRequest" for a threshold out of bounds. */
  duplicates(request: DuplicatesRequest, task: LongTask, signal?: AbortSignal): Promise<DuplicatesAnswer> {
    return this.#duplicates.find(request, task, signal);
  }

  /** All files by meaning, in topics. */
  topics(task: LongTask, signal?: AbortSignal): Promise<TopicMap> {
    return this.#topics.map(task, signal);
  }

  /** Null where the hit is not there any more. */
  explainHit(request: ExplainHitRequest, signal?: AbortSignal): Promise<HitExplanation | null> {
    return this.#asked(explainHit(request, { ...this.#parts, ...this.#searched, locate: (file) => this.locate(file) }, signal));
  }

  /** As they may be shown; null where the file is not indexed, or gone. */
  async readLines(file: FileId, { startLine, endLine }: LineRange): Promise<{ readonly text: string } | null> {
    if (this.catalog.file(file)?.state !== 'indexed') return null;
    const read = await readText(file, this.#parts.files);
    return read && { text: textLines(read.text).slice(startLine - 1, endLine).join('\n') };
  }

  listFiles(request: FileListRequest): FileList { return listFiles(request, this.catalog); }

  listRules(request: RuleListRequest): RuleList { return listRules(request, this.catalog); }

  get #searched(): Pick<SearchParts, 'catalog' | 'state' | 'texts'> { return { catalog: this.catalog, state: this.state, texts: this.#texts }; }

  #asked<T>(question: Promise<T>): Promise<T> {
    const noted: Promise<T> = question.finally(() => this.#asking.delete(noted));
    this.#asking.add(noted);
    return noted;
  }

  /** How the index stands, in numbers. */
  summary(): IndexSummary {
    const { catalog, state, embedding, indexer } = this;
    return {
      files: { ...catalog.fileCounts, ...indexer.waitingFiles },
      skippedFolders: catalog.skippedFolders,
      skippedByReason: byCount(catalog.skippedByReason),
      failedByCode: byCount(catalog.failedByCode),
      filesByLanguage: byCount(catalog.filesByLanguage),
      chunks: { total: catalog.chunkCount, withVectors: state.vectors.count },
      graph: graphStanding(state.graph, state.vectors),
      embedded: embedding.counts,
      languages: catalog.languages,
      modelChange: this.#changeSummary(),
    };
  }

  #changeSummary(): ModelChangeSummary | null {
    const { embedder, catalog: { chunkCount: total } } = this;
    if (!embedder || !total) return null;
    if (this.#change) return { from: embedder.id, to: this.#change.model.embedder.id, made: total - this.#change.waiting, total, answering: 'old' };
    if (!this.#noted || this.#noted.id === embedder.id) return null;
    return { from: this.#noted.id, to: embedder.id, made: this.state.vectors.count, total, answering: 'new' };
  }

  /** Why a path is indexed, or not; absolute, in the platform's own form. */
  explain(path: string): Promise<FileStanding> {
    const { catalog, state, indexer, writable } = this;
    return explainFile(path, { catalog, state, indexer, writable, files: this.#parts.files, roots: this.#roots, settings: this.#settings });
  }

  /** Adds some waiting vectors to the graph; false when there were none, while indexing goes on, or where there are too many for a graph. */
  buildGraphStep(): boolean {
    const { graph, vectors } = this.state;
    if (this.embedding.size) return false;
    if (graph.isTooSmallFor(vectors)) {
      if (!graph.isOff || graph.count) graph.turnOff(this.#parts.graphs.create(vectors.dimensions));
      return false;
    }
    if (graph.isOff) graph.rebuild(this.#parts.graphs.create(vectors.dimensions), vectors);
    return graph.step(vectors);
  }

  /**
   * A piece of measuring how many of the nearest the graph finds; false when there was nothing to do. A graph that is not good enough
   * is started over with more links: it then waits to be built. `now` in milliseconds since the epoch.
   */
  async measureRecallStep(now: number): Promise<boolean> {
    return this.writable && this.embedding.size === 0 && this.#recall.step(now);
  }

  /** Looks for damage in a part of the store, where its last writer did not close it; false when nothing is left to look at. Throws Failure "indexDamaged". */
  checkStoreStep(): boolean { return this.#parts.store.checkNext(); }

  get graphIsStale(): boolean { return this.state.graph.changes > 0 && this.state.graph.isUsable; }

  /** Writes the graph beside the old one and puts it in its place. Throws Failure "diskFull", "readOnly". */
  async saveGraph(): Promise<void> {
    const { graphs, store } = this.#parts;
    const { embedder } = this;
    if (!embedder || !this.writable) return;
    const { revision } = this.catalog;
    // A graph must not be of a later commit than a loss of power leaves in the store: it would hold what chunks are no more.
    store.flush();
    await graphs.save(this.state.graph.graph, this.#graphIdentity(embedder));
    // Written after the graph: a crash in between leaves too low a number, and some chunks are added once more.
    store.writeMeta({ 'graph.revision': String(revision), ...this.#recall.meta });
    this.state.graph.saved();
  }

  /** Whether opening would take long without a new snapshot. */
  get snapshotIsStale(): boolean { return this.writable && this.embedding.size === 0 && this.#snapshot.isStale; }

  /** Writes down what was built in memory, for the next opening; false where something changed meanwhile. Throws Failure "diskFull", "readOnly". */
  async saveSnapshot(): Promise<boolean> { return this.writable && this.embedding.size === 0 && this.#snapshot.save(); }

  /** Lets go of texts that no chunk has used for longest, keeping `spare` of them for the next branch switch. */
  evict(spare: number): void {
    if (this.writable) this.#parts.store.evict(spare);
  }

  #graphIdentity(embedder: Embedder): string { return `${embedder.id}/${embedder.dimensions}`; }

  /** Forgets everything, on the disk too. */
  async clear(): Promise<void> {
    if (!this.writable) throw new Failure('indexLocked', 'Another process writes to this index.', 'Clear it from the window that opened it first.');
    this.indexer.forget();
    await this.#snapshot.discard();
    this.#parts.store.clear();
    this.#parts.store.writeMeta({ recipe: String(recipeVersion) });
    await this.#parts.graphs.remove();
    this.catalog.load(this.#parts.store);
    this.state.load(this.#parts.store);
    this.state.graph.reset(this.#parts.graphs.create(this.state.vectors.dimensions));
    this.#noted = null;
    if (this.#change) this.#answerWith(this.#change);
  }

  async close(): Promise<void> {
    this.indexer.pause();
    await this.indexer.run();
    await Promise.all([this.#leaving, this.#graphLoading]);
    const next = this.#change?.model;
    await Promise.all([this.#model, next].flatMap((model) => [model?.analyser.close(), model?.embedder?.close()]));
    this.#parts.store.close();
  }
}
