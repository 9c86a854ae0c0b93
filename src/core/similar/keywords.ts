/** Which words belong to a programming language rather than to a program? */

/**
 * One set for all languages: a name that is a keyword elsewhere stays unmasked in the example and in what it is compared with alike.
 * Left out are words that are names far more often ("get", "set", "from", "data", "value", "of", "type", "end" is none of them).
 */
export const keywords: ReadonlySet<string> = new Set(`
  if else elif elsif elseif unless then case when switch match cond default break continue fallthrough goto next redo
  for foreach while until loop do done repeat in end begin
  return yield await async throw throws raise try catch except rescue finally ensure defer with using
  fn func fun function def defp defmodule defmacro lambda sub proc let var val const mut local my our global nonlocal static final
  class struct enum interface trait impl protocol extension union record object namespace module package import export include require use mod
  public private protected internal abstract virtual override sealed open extends implements where
  new delete this self super base nil null None undefined true false True False
  and or not is as instanceof typeof sizeof void int long short float double bool boolean char byte string unsigned signed
  pub crate dyn ref move unsafe extern go chan select range map make len append panic recover
  print assert pass del echo isset unset array list
  ` .split(/\s+/).filter((word) => word !== ''));
