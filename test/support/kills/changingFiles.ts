/** Where does a test get a real workspace that changes from state to state, as under somebody's hands? Of this repository's own files, by a seed. */
import fs from 'node:fs';
import path from 'node:path';
import { randomInteger, randomNumbers } from '../../core/lexical/random.ts';
import { repository } from '../testIndex.ts';

const words = 'retry window harvest lantern gravity ledger orchard compass thunder violin saddle turbine'.split(' ');

export class ChangingFiles {
  readonly root: string;
  readonly #base: ReadonlyMap<string, string>;
  readonly #seed: number;
  #now = new Map<string, string>();
  #state = -1;

  /** `folders` of the repository, whose source and documentation is copied to `root`. */
  constructor(root: string, folders: readonly string[], seed: number) {
    this.root = root;
    this.#seed = seed;
    const names = folders.flatMap((folder) => fs.globSync(`${folder}/**/*.{ts,md,json}`, { cwd: repository })).filter((name) => !name.includes('node_modules')).sort();
    this.#base = new Map(names.map((name) => [name, fs.readFileSync(path.join(repository, name), 'utf8')]));
    this.moveTo(0);
  }

  get state(): number { return this.#state; }
  get names(): readonly string[] { return [...this.#now.keys()]; }

  /** Some of the files, a tenth or so, become others: edited, gone, moved, added. The same state is always the same files. */
  moveTo(state: number): void {
    const wished = this.#filesOf(state);
    for (const name of this.#now.keys()) if (!wished.has(name)) fs.rmSync(path.join(this.root, name));
    for (const [name, content] of wished) if (this.#now.get(name) !== content) this.#write(name, content);
    this.#now = wished;
    this.#state = state;
  }

  #write(name: string, content: string): void {
    const file = path.join(this.root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }

  #filesOf(state: number): Map<string, string> {
    const files = new Map(this.#base);
    const random = randomNumbers(this.#seed * 1_000_003 + state);
    for (const [name, content] of state === 0 ? [] : this.#base) {
      const chance = random();
      if (chance < 0.07) files.set(name, this.#edited(name, content, state, random));
      else if (chance < 0.08) files.delete(name);
      else if (chance < 0.09) {
        files.delete(name);
        files.set(name.replace(/[^/]*$/, `moved${state % 7}/$&`), content);
      } else if (chance < 0.1) files.set(`added/note${state}-${randomInteger(random, 1000)}.md`, this.#text(state, random));
    }
    return files;
  }

  /** A definition or a section at a random line, so that what follows moves, and the content of one chunk at least is new. */
  #edited(name: string, content: string, state: number, random: () => number): string {
    const lines = content.split('\n');
    if (name.endsWith('.json')) return `${content}\n`;
    const [a, b] = [words[randomInteger(random, words.length)]!, words[randomInteger(random, words.length)]!];
    const added = name.endsWith('.md') ? this.#text(state, random) : `\n/** The ${a} of state ${state} before the ${b}. */\nexport const ${a}${b}${state} = (${a}: number): number => ${a} * ${randomInteger(random, 1000)};\n`;
    lines.splice(name.endsWith('.md') ? lines.length : 1, 0, added);
    return lines.join('\n');
  }

  #text(state: number, random: () => number): string {
    const some = Array.from({ length: 12 }, () => words[randomInteger(random, words.length)]!).join(' ');
    return `\n## Note ${state}\n\nOf the ${some}, as it stood in state ${state}.\n`;
  }
}
