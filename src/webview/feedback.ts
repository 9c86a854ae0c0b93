/** What has the user said of the hits of a question: more like this, fewer like that? */
import type { ExplainTarget, Feedback } from '../protocol/panelProtocol.ts';

export const noFeedback: Feedback = { like: [], unlike: [] };

const others = (hits: readonly ExplainTarget[], hit: ExplainTarget): ExplainTarget[] =>
  hits.filter(({ root, path, startLine }) => root !== hit.root || path !== hit.path || startLine !== hit.startLine);

/** Without what was said of this hit. */
export const withoutHit = ({ like, unlike }: Feedback, hit: ExplainTarget): Feedback => ({ like: others(like, hit), unlike: others(unlike, hit) });

/** What is said last of a hit counts. */
export function withHit(feedback: Feedback, wanted: keyof Feedback, hit: ExplainTarget): Feedback {
  const rest = withoutHit(feedback, hit);
  return { ...rest, [wanted]: [...rest[wanted], hit] };
}
