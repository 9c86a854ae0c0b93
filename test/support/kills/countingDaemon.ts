/** The real daemon, of which is known what it embeds. */
import './notedEmbedding.ts';
import '../../../src/daemon/main.ts';
