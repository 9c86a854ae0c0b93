/** Search from the palette: results as one types, with a preview of the hit. */
import { SearchPicker } from '../picker/searchPicker.ts';
import type { Services } from '../services.ts';

export async function search(services: Services): Promise<void> {
  new SearchPicker(services).show();
}
