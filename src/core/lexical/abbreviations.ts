/** How is a word shortened in code, and what does a short form stand for? */
import { stem } from './stem.ts';

/** The word, then its usual short forms; only those that hardly mean anything else. */
const lines = `
  absolute abs|address addr|administrator admin|allocate alloc|allocation alloc|application app|argument arg|array arr|asynchronous async
  attribute attr|authentication auth|authorization auth|average avg|boolean bool|buffer buf|button btn|calculate calc|callback cb
  certificate cert|character char|column col|command cmd|concatenate concat|configuration config cfg conf|connection conn|context ctx
  coordinate coord|current curr cur|database db|declaration decl|decrement dec|definition def|delete del|description desc|descriptor desc
  destination dest dst|development dev|dictionary dict|difference diff|dimension dim|directory dir|distance dist|distribution dist
  document doc|documentation doc|element elem el|environment env|error err|evaluate eval|event evt|execute exec|execution exec|expression expr
  extension ext|frequency freq|function func fn|generate gen|generator gen|gradient grad|horizontal horiz|identifier id ident|image img
  implementation impl|increment inc|index idx|information info|initialization init|initialize init|integer int|iteration iter|iterator iter
  language lang|length len|library lib|location loc|manager mgr|matrix mat|maximum max|memory mem|message msg|minimum min|multiply mul
  navigation nav|number num|object obj|operation op|operator op|optional opt|option opt|original orig|package pkg|parameter param
  password passwd pwd|picture pic|pointer ptr|position pos|previous prev|process proc|production prod|property prop|random rand|receive recv
  reference ref|register reg|regular reg|remove rm|repository repo|request req|response resp res|result res|return ret|select sel|separator sep
  sequence seq|server srv|session sess|source src|specification spec|statement stmt|statistics stats|string str|structure struct
  subtract sub|synchronize sync|synchronous sync|system sys|table tbl|temperature temp|temporary tmp temp|text txt|timestamp ts|transaction txn tx
  unique uniq|user usr|utility util|value val|variable var|vector vec|version ver|vertex vert|vertical vert|window win
`;

function tableOf(text: string): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, string[]>();
  const relate = (one: string, other: string): void => void table.set(one, [...(table.get(one) ?? []), other]);
  for (const line of text.split(/[|\n]/)) {
    const [long, ...shorts] = line.trim().split(' ').map(stem);
    for (const short of shorts) {
      relate(long!, short);
      relate(short, long!);
    }
  }
  return table;
}

const table = tableOf(lines);
const none: readonly string[] = [];

/** The short forms of a word, or the words of a short form; all as terms. */
export function abbreviationsOf(term: string): readonly string[] {
  return table.get(term) ?? none;
}
