/** What does each reason for leaving out a file mean, to someone who asks why a file is not found? */
import { t } from './localise.ts';

interface ReasonText {
  readonly title: string;
  readonly meaning: string;
}

const reasons = (): Readonly<Record<string, ReasonText>> => ({
  ignored: { title: t('Ignored'), meaning: t('Named by a .gitignore, .git/info/exclude or .lodestoneignore.') },
  excluded: { title: t('Excluded'), meaning: t('Named by files.exclude or lodestone.exclude.') },
  notIncluded: { title: t('Not included'), meaning: t('Not named by lodestone.include.') },
  builtin: { title: t('Never indexed'), meaning: t('Folders of version control and the like.') },
  binary: { title: t('Binary'), meaning: t('Not text.') },
  secret: { title: t('Secret'), meaning: t('Known to hold keys or passwords. Named in lodestone.allowSecretFiles, it is indexed with them masked.') },
  lockfile: { title: t('Lock file'), meaning: t('Written by a package manager.') },
  minified: { title: t('Minified'), meaning: t('Not meant to be read.') },
  generated: { title: t('Generated'), meaning: t('Made from other files.') },
  tooLarge: { title: t('Too large'), meaning: t('Larger than lodestone.maxFileSize.') },
  empty: { title: t('Empty'), meaning: t('Nothing in it to find.') },
  symlink: { title: t('Symbolic link'), meaning: t('Indexed where its target lies.') },
  notAFile: { title: t('Not a file'), meaning: t('A socket, pipe or device.') },
});

/** An unknown reason is shown as it is. */
export function describeSkipReason(reason: string): ReasonText {
  const known = reasons();
  return (Object.hasOwn(known, reason) ? known[reason] : undefined) ?? { title: reason, meaning: '' };
}
