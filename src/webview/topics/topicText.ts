/** How are topics, and files in them, called and read out? */
import { t } from '../../protocol/localise.ts';
import { formatCount } from '../../protocol/statusText.ts';
import type { MappedFile, Topic, TopicMap } from '../../protocol/topicTypes.ts';

/** Words of a topic's name; the list shows all. */
const nameWords = 3;

export const topicName = ({ terms }: Pick<Topic, 'terms'>, words = nameWords): string => (terms.length === 0 ? t('no words of its own') : terms.slice(0, words).join(', '));

export const fileCount = (count: number): string => (count === 1 ? t('1 file') : t('{0} files', formatCount(count)));

export const topicCount = (count: number): string => (count === 1 ? t('1 topic') : t('{0} topics', formatCount(count)));

export const mapLabel = ({ files, topics }: TopicMap): string => t(
  'Map of {0} in {1}. Arrow keys go from file to file, Page Up and Page Down from topic to topic, Enter opens, plus and minus zoom. The list of topics holds the same files.',
  fileCount(files.length), topicCount(topics.length));

/** Said when one walks to a file. */
export function spokenFile({ path, outlier }: MappedFile, topic: Topic): string {
  const place = t('{0}, topic {1}', path, topicName(topic));
  return outlier ? t('{0}, an outlier', place) : place;
}
