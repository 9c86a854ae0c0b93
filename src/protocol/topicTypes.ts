/** What is a map of a workspace's topics made of? Plain data; lengths in units of which one file has a disc of radius 1. */

export interface Topic {
  /** Words that set it apart, the most telling first; none where nothing does. */
  readonly terms: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly files: number;
  readonly chunks: number;
}

export interface MappedFile {
  /** Absolute path of the workspace folder that the file is in. */
  readonly root: string;
  /** Relative to `root`, with "/". */
  readonly path: string;
  /** Place of its topic among the topics. */
  readonly topic: number;
  readonly x: number;
  readonly y: number;
  /** It hardly belongs to its topic, the nearest though it is. */
  readonly outlier: boolean;
  readonly chunks: number;
}

export interface TopicMap {
  /** The largest first. */
  readonly topics: readonly Topic[];
  /** By topic, and in each the most typical first. */
  readonly files: readonly MappedFile[];
  /** Indexed files that have no vector (yet): they are not on the map. */
  readonly withoutVectors: number;
}
