/** Which model was asked for, and which model's vectors are complete and so answer until another's are? The store remembers both. */
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

/** The folder of the model that the index was last asked to have; null: the bundled one, wherever that lies. */
export const readAskedModel = (store: Pick<Store, 'readMeta'>): string | null => store.readMeta('model.asked') || null;

export const askedModelMeta = (dir: string | null): Readonly<Record<string, string>> => ({ 'model.asked': dir ?? '' });
