/** Which commands and settings does the extension have? package.json is tested against these tables. */

interface CommandEntry {
  readonly title: string;
  /** A codicon, for commands that stand as buttons in the panel's title. */
  readonly icon?: string;
}

export const commandCategory = 'Lodestone';

export const commandTable = {
  'lodestone.search': { title: 'Search', icon: '$(search)' },
  'lodestone.focusPanel': { title: 'Focus the Search Panel' },
  'lodestone.openInPanel': { title: 'Search in the Panel' },
  'lodestone.findSimilar': { title: 'Find Similar' },
  'lodestone.peekSimilar': { title: 'Peek Similar' },
  'lodestone.findSimilarToFile': { title: 'Find Similar Files' },
  'lodestone.findDocumentation': { title: 'Find Documentation for This' },
  'lodestone.findCode': { title: 'Find Code for This Section' },
  'lodestone.findDuplicates': { title: 'Find Duplicates', icon: '$(refresh)' },
  'lodestone.chooseDuplicates': { title: 'Choose What Counts as a Duplicate…', icon: '$(settings)' },
  'lodestone.compareDuplicates': { title: 'Compare', icon: '$(diff)' },
  'lodestone.showTopics': { title: 'Show Topic Map' },
  'lodestone.copyPlace': { title: 'Copy Path and Line' },
  'lodestone.copyAsMarkdown': { title: 'Copy as Markdown' },
  'lodestone.moreLikeThis': { title: 'More Like This' },
  'lodestone.fewerLikeThis': { title: 'Fewer Like This' },
  'lodestone.explainFile': { title: 'Why Is This (Not) Indexed?' },
  'lodestone.showStatus': { title: 'Show Index Status', icon: '$(info)' },
  'lodestone.refresh': { title: 'Refresh Index', icon: '$(refresh)' },
  'lodestone.rebuild': { title: 'Rebuild Index' },
  'lodestone.retryFailed': { title: 'Retry Failed Files' },
  'lodestone.doctor': { title: 'Check Installation and Index' },
  'lodestone.reportIssue': { title: 'Report Issue' },
  'lodestone.pause': { title: 'Pause Indexing' },
  'lodestone.resume': { title: 'Resume Indexing' },
  'lodestone.clear': { title: 'Clear Index' },
  'lodestone.downloadModel': { title: 'Download a Model…' },
  'lodestone.restart': { title: 'Restart Background Process' },
  'lodestone.showLog': { title: 'Show Log' },
  'lodestone.showQuerySyntax': { title: 'What Can Be Typed into the Search' },
} as const satisfies Readonly<Record<string, CommandEntry>>;

export type CommandId = keyof typeof commandTable;

/** Default values; what each setting means is said in package.json, where users read it. */
export const settingDefaults = {
  include: [] as readonly string[],
  exclude: [] as readonly string[],
  useIgnoreFiles: true,
  allowSecretFiles: [] as readonly string[],
  /** In KB (1024 bytes). */
  maxFileSize: 1024,
  /** In MB (1024 x 1024 bytes), for all workspaces together; 0: nothing is shared. Some 1.5 million vectors of the bundled model. */
  sharedVectorsSize: 512,
  /** 0: as many as the daemon thinks good for this machine. */
  threads: 0,
  /** In MB. */
  memory: 2000,
  priority: 'low' as 'normal' | 'low' | 'lowest',
  pauseOnBattery: false,
  /** Empty: VS Code's own Node. */
  nodePath: '',
  /** A folder; empty: the bundled model. */
  model: '',
  'search.limit': 30,
  'search.relatedOnHover': false,
} as const;

export type SettingName = keyof typeof settingDefaults;

export const settingsSection = 'lodestone';
export const panelViewId = 'lodestone.panel';
export const duplicatesViewId = 'lodestone.duplicates';
/** True once duplicates were looked for: before, the view would only take room from the search. */
export const duplicatesContext = 'lodestone.duplicatesShown';
