/** Which language does the page speak? As the frame says (src/extension/panel/pageHtml.ts). Imported before all that says anything. */
import { speak } from '../protocol/localise.ts';

speak(document.documentElement.lang, JSON.parse(document.body.dataset['translations'] ?? '{}'));
