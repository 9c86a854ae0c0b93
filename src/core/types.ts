/** What are the nouns of the search engine? Plain data only; every range is in lines from 1, inclusive. */

/** A language by its identifier in VS Code ("typescript", "python", "plaintext"). */
export type LanguageId = string;

export type ContentKind = 'code' | 'docs';

/** What one looks for: code that is no test, tests, or documentation. Each file is of one of them. */
export type FileKind = 'code' | 'tests' | 'docs';

export interface LineRange {
  readonly startLine: number;
  readonly endLine: number;
}

/** What a chunk is of. "lines" are chunks of text that no grammar has divided. */
export type ChunkShape = 'function' | 'class' | 'type' | 'section' | 'module' | 'lines';

/** A piece of a file that is embedded, indexed and shown as one. */
export interface Chunk extends LineRange {
  readonly shape: ChunkShape;
  /** Name of what is defined here: the function, class or heading; null where nothing is. */
  readonly symbol: string | null;
  /** Names of what encloses the chunk, outermost first (classes, modules, heading trail); embedded and indexed, never shown. */
  readonly context: readonly string[];
  /** All names that the chunk defines, `symbol` first. */
  readonly definitions: readonly string[];
  /** The chunk's lines, joined by "\n"; of notebooks and HTML what people read there. */
  readonly text: string;
}

/** Something that went wrong without stopping the work ("syntax tree unavailable", "invalid UTF-8 replaced"). */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
}
export type ProblemCode = 'parseFailed' | 'parseErrors' | 'invalidEncoding';

export interface ChunkingResult {
  readonly chunks: readonly Chunk[];
  readonly problems: readonly Problem[];
}

/** Why a file (or a whole directory, whose path then ends in "/") is not in the index. */
export type SkipReason =
  | 'ignored' // by a .gitignore, .git/info/exclude, git's core.excludesFile or a .lodestoneignore
  | 'excluded' // by files.exclude or the settings' exclude globs
  | 'notIncluded' // the settings' include globs don't name it
  | 'builtin' // .git and the like
  | 'binary'
  | 'secret' // known to hold keys or passwords; only the settings' own globs let it in
  | 'lockfile'
  | 'minified'
  | 'generated'
  | 'tooLarge'
  | 'empty'
  | 'symlink' // links are not followed: their target is indexed where it lies, if it lies in a root
  | 'notAFile'; // sockets, pipes, devices

/** One root folder of a workspace. */
export interface Root {
  /** Absolute path in the platform's own form. */
  readonly path: string;
  /** Shown name: VS Code's name of the workspace folder, or the last part of the path. */
  readonly name: string;
}

/** A file within a root: `root` is the root's absolute path, `path` is relative to it, with "/". */
export interface FileId {
  readonly root: string;
  readonly path: string;
}

/** What stat says of a file; equal stamps mean that the file need not be read again. */
export interface FileStamp {
  readonly size: number;
  readonly mtimeMs: number;
}

/** A file's stamp as of its reading. */
export interface ReadStamp extends FileStamp {
  /** It had changed so shortly before that it may change once more and have the same stamp: that it is the same then says nothing. */
  readonly isRecent: boolean;
}

export interface FoundFile extends FileId, FileStamp {}

export interface SkippedFile extends FileId {
  readonly reason: SkipReason;
  /** The deciding rule, as a person can look it up: ".gitignore:3 dist/" or "larger than 1 MB". */
  readonly rule: string;
}

export interface FailedFile extends FileId {
  readonly code: string;
  readonly message: string;
}

/** One thing that a scan came across. */
export type ScanEntry =
  | ({ readonly type: 'file' } & FoundFile)
  | ({ readonly type: 'skipped' } & SkippedFile)
  | ({ readonly type: 'failed' } & FailedFile);

/** What decides which files are indexed. Globs are VS Code's, relative to the root, with "/". */
export interface ScanSettings {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** VS Code's own files.exclude, those set to true. */
  readonly filesExclude: readonly string[];
  readonly useIgnoreFiles: boolean;
  /** Files to index though they are known to hold secrets; what is a secret in them is masked all the same. */
  readonly allowSecretFiles: readonly string[];
  readonly maxFileSizeBytes: number;
}

export const defaultScanSettings: ScanSettings = {
  include: [],
  exclude: [],
  filesExclude: ['**/.git', '**/.svn', '**/.hg', '**/CVS', '**/.DS_Store', '**/Thumbs.db'],
  useIgnoreFiles: true,
  allowSecretFiles: [],
  maxFileSizeBytes: 1024 * 1024,
};
