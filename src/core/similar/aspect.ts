/** Under which aspects can two pieces be alike, and what is seen of them under each? */
import { Failure } from '../failure.ts';
import { behaviourView } from './behaviour.ts';
import { documentationView } from './documentation.ts';
import { nameView } from './name.ts';
import { usageView, type UsageParts } from './usage.ts';
import type { Piece, View } from './view.ts';

/** all: everything together, as the index has it. */
export const aspects = ['all', 'behaviour', 'name', 'documentation', 'usage'] as const;
export type Aspect = (typeof aspects)[number];
export type SingleAspect = Exclude<Aspect, 'all'>;

/** Null where a piece has nothing of the kind. */
export function viewOf(aspect: SingleAspect, piece: Piece, parts: UsageParts): View | null | Promise<View | null> {
  switch (aspect) {
    case 'behaviour': return behaviourView(piece);
    case 'name': return nameView(piece);
    case 'documentation': return documentationView(piece);
    case 'usage': return usageView(piece, parts);
  }
}

/** Said where the example has nothing to compare. */
export function nothingToSee(aspect: SingleAspect, example: string): Failure {
  const reasons: Readonly<Record<SingleAspect, string>> = {
    behaviour: `${example} is no code that does something`, name: `${example} has no name`,
    documentation: `${example} has no comment`, usage: `${example} is mentioned nowhere else`,
  };
  return new Failure('nothingToCompare', `There is nothing to compare: ${reasons[aspect]}.`, 'Choose another aspect.', undefined, example);
}
