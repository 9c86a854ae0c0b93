/** What does each reason for leaving out a file mean, to someone who asks why a file is not found? */

interface ReasonText {
  readonly title: string;
  readonly meaning: string;
}

const reasons: Readonly<Record<string, ReasonText>> = {
  ignored: { title: 'Ignored', meaning: 'Named by a .gitignore, .git/info/exclude or .lodestoneignore.' },
  excluded: { title: 'Excluded', meaning: 'Named by files.exclude or lodestone.exclude.' },
  notIncluded: { title: 'Not included', meaning: 'Not named by lodestone.include.' },
  builtin: { title: 'Never indexed', meaning: 'Folders of version control and the like.' },
  binary: { title: 'Binary', meaning: 'Not text.' },
  secret: { title: 'Secret', meaning: 'Known to hold keys or passwords. Named in lodestone.allowSecretFiles, it is indexed with them masked.' },
  lockfile: { title: 'Lock file', meaning: 'Written by a package manager.' },
  minified: { title: 'Minified', meaning: 'Not meant to be read.' },
  generated: { title: 'Generated', meaning: 'Made from other files.' },
  tooLarge: { title: 'Too large', meaning: 'Larger than lodestone.maxFileSize.' },
  empty: { title: 'Empty', meaning: 'Nothing in it to find.' },
  symlink: { title: 'Symbolic link', meaning: 'Indexed where its target lies.' },
  notAFile: { title: 'Not a file', meaning: 'A socket, pipe or device.' },
};

export const describeSkipReason = (reason: string): ReasonText =>
  (Object.hasOwn(reasons, reason) ? reasons[reason] : undefined) ?? { title: reason, meaning: '' };
