/** Which files and folders does nobody want to find, judged by their names alone? */
import type { SkipReason } from '../types.ts';
import type { EntryKind } from './gitignoreRules.ts';

export interface Skip {
  readonly reason: SkipReason;
  /** As a person can look it up: ".gitignore:3 dist/", "larger than 1 MB". */
  readonly rule: string;
}

interface NameList {
  readonly reason: SkipReason;
  readonly what: string;
  readonly names: ReadonlySet<string>;
  readonly suffixes: readonly string[];
}

/** Never indexed, whatever any rule says; ".git" is a file in worktrees and submodules. */
const versionControl = new Set(['.git', '.svn', '.hg', '.bzr', '.jj', '_darcs', 'CVS']);

/** Folders that tools fill: git ignores them where there is a .gitignore, and nobody searches them where there is none. */
const toolFolders = new Set([
  'node_modules', 'bower_components', 'jspm_packages', '.pnpm-store', '.venv', '__pycache__', '.tox', '.nox', '.eggs',
  '.mypy_cache', '.pytest_cache', '.ruff_cache', '.ipynb_checkpoints', '.nyc_output', '.gradle', '.terraform', '.next',
  '.nuxt', '.svelte-kit', '.turbo', '.parcel-cache', '.dart_tool', '.vs', 'DerivedData',
]);

/** A folder that holds such a file is a virtual environment (PEP 405) or a cache (https://bford.info/cachedir/). */
export const folderMarkers: readonly string[] = ['pyvenv.cfg', 'CACHEDIR.TAG'];

const nameLists: readonly NameList[] = [
  {
    reason: 'lockfile',
    what: 'lockfile',
    names: new Set([
      'package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'bun.lockb', 'go.sum', 'go.work.sum', 'Package.resolved',
      'Cartfile.resolved', 'packages.lock.json', 'project.assets.json', 'gradle.lockfile', 'buildscript-gradle.lockfile',
      'conda-lock.yml', 'cabal.project.freeze', '.terraform.lock.hcl',
    ]),
    suffixes: ['.lock'],
  },
  {
    reason: 'minified',
    what: 'minified file',
    names: new Set(),
    suffixes: ['.min.js', '.min.mjs', '.min.cjs', '.min.css', '-min.js', '-min.css'],
  },
  {
    reason: 'generated',
    what: 'generated file',
    names: new Set(),
    suffixes: [
      '.js.map', '.mjs.map', '.cjs.map', '.css.map', '.ts.map', '.mts.map', '.cts.map', '.bundle.js', '.chunk.js', '.tsbuildinfo',
      '.snap', '.pb.go', '.pb.cc', '.pb.h', '_pb2.py', '_pb2.pyi', '_pb2_grpc.py', '_pb.js', '_pb.d.ts', '.designer.cs',
      '.Designer.cs', '.Designer.vb', '.g.cs', '.g.i.cs', '.g.dart', '.freezed.dart',
    ],
  },
  {
    reason: 'builtin',
    what: 'working copy',
    names: new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']),
    suffixes: ['~', '.swp', '.swo', '.swx', '.orig', '.rej'],
  },
];

const binaryExtensions = new Set(
  `png jpg jpeg jpe gif bmp ico icns webp avif heic tif tiff psd xcf raw cr2 dds tga exr hdr
  mp3 wav flac ogg oga opus m4a aac wma aiff mid midi mp4 m4v mkv webm avi mov wmv flv mpg mpeg 3gp ogv
  ttf otf woff woff2 eot pfb zip gz tgz bz2 tbz2 xz txz zst lz lz4 lzma br 7z rar tar cab iso dmg img deb rpm apk ipa
  jar war ear class dex pyc pyo pyd whl egg o obj a lib so dylib dll exe msi sys ko elf bin wasm node nupkg vsix crx
  xpi pdb ilk idb gch pch beam hi rlib rmeta pdf doc docx xls xlsx xlsb ppt pptx odt ods odp pages numbers epub mobi
  sqlite sqlite3 db db3 mdb accdb ibd ldb sst parquet arrow feather orc avro npy npz pkl pickle joblib h5 hdf5 mat rdata
  rds onnx pb tflite safetensors gguf ggml pt pth ckpt mlmodel keras pack idx mo gmo snk der
  swf fla blend fbx glb 3ds max stl dwg dxf unity3d assetbundle uasset umap nib`.split(/\s+/),
);

/** Rules that nothing overrules. */
export function decideByFixedName(name: string, kind: EntryKind): Skip | null {
  if (versionControl.has(name) && (kind === 'directory' || name === '.git')) {
    return { reason: 'builtin', rule: `built in: version control (${name})` };
  }
  if (kind === 'directory') return null;
  const dot = name.lastIndexOf('.');
  const extension = name.slice(dot + 1).toLowerCase();
  return dot >= 0 && binaryExtensions.has(extension) ? { reason: 'binary', rule: `built in: binary file type .${extension}` } : null;
}

/** Rules that a .lodestoneignore line with "!" overrules. */
export function decideByName(name: string, kind: EntryKind): Skip | null {
  if (kind === 'directory') {
    return toolFolders.has(name) ? { reason: 'builtin', rule: `built in: folder ${name}` } : null;
  }
  for (const { reason, what, names, suffixes } of nameLists) {
    if (names.has(name)) return { reason, rule: `built in: ${what} ${name}` };
    const suffix = suffixes.find((each) => name.endsWith(each));
    if (suffix !== undefined) return { reason, rule: `built in: ${what} *${suffix}` };
  }
  return null;
}
