/** Which model's vectors are complete, and so answer until another's are? The store remembers it. */
import type { Store } from './ports.ts';

/** The model's id, and the folder that it was last opened from. */
export interface ServingModel {
  readonly id: string;
  readonly dir: string;
}

/** Null where no model's vectors have been complete yet. */
export function readServingModel(store: Pick<Store, 'readMeta'>): ServingModel | null {
  const [id, dir] = [store.readMeta('model.id'), store.readMeta('model.dir')];
  return id === null || dir === null ? null : { id, dir };
}

export const servingModelMeta = ({ id, dir }: ServingModel): Readonly<Record<string, string>> => ({ 'model.id': id, 'model.dir': dir });
