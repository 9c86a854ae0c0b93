"""How might somebody ask for a chunk whose description is known? Templates and keyword cuts."""
import re

from words import words

STOP = set("""a an the of to in is are be for and or if this that it with on by as from at not can will should when which whether returns return given used use using we you
has have was were been its their there into than then also any all each only must may such these those i do does did so but no per via our your they them what where how""".split())
NOUN = ["where is {}", "what is {}", "{} code", "find {}", "which file has {}", "implementation of {}", "where do we keep {}", "code for {}", "{} implementation", "where is the code for {}", "show {}"]
VERB = ["how do we {}", "how to {}", "where do we {}", "code that {}s", "function that {}s", "where does it {}", "how does it {}", "which function {}s", "{}", "what is used to {}", "how do I {}", "method to {}"]
BASE = re.compile(r"^(returns?|gets?|sets?|creates?|checks?|adds?|removes?|reads?|writes?|finds?|computes?|converts?|parses?|builds?|loads?|saves?|deletes?|updates?|handles?|sends?|"
                  r"tests?|runs?|starts?|stops?|opens?|closes?|waits?|validates?|formats?|prints?|generates?|makes?|calls?|applies|registers?|initiali[sz]es?|determines?|calculates?|"
                  r"renders?|resolves?|encodes?|decodes?|copies|moves?|merges?|splits?|sorts?|counts?|maps?|filters?|inserts?|appends?|extracts?|performs?|retrieves?|fetches|executes?|"
                  r"allocates?|frees?|stores?|compares?|processes|replaces?|represents?|provides?|ensures?|verif(?:y|ies)|configures?|connects?|dispatch(?:es)?|matches|emits?|throws?)$", re.I)
THIRD = {"applies": "apply", "copies": "copy", "fetches": "fetch", "processes": "process", "matches": "match", "dispatches": "dispatch", "verifies": "verify"}


def question(description, rng):
    """A description phrased as a question: its first clause under a template."""
    clause = re.split(r"(?<=[a-z])[.;:,] |\. |, (?:and|or|if|but|so) ", description)[0].strip(" .")
    tokens = clause.split()
    if not 2 <= len(tokens) <= 22:
        return description
    first = tokens[0].lower()
    if first in ("whether", "if", "true", "false", "this", "these", "when"):
        return description
    if BASE.match(first):
        verb = THIRD.get(first, first[:-1] if first.endswith("s") and not first.endswith("ss") else first)
        template = rng.choice(VERB)
        if "{}s" in template:
            return template.replace("{}s", " ".join([first if first != verb else verb + "s", *tokens[1:]]))
        return template.format(" ".join([verb, *tokens[1:]]))
    return rng.choice(NOUN).format(clause[0].lower() + clause[1:] if not clause[:2].isupper() else clause)


def keywords(description, rng):
    """Two to four content words, in their order; "" where there are not as many."""
    content = [w for w in dict.fromkeys(words(description)) if w not in STOP and len(w) > 2]
    if len(content) < 2:
        return ""
    kept = sorted(rng.sample(range(len(content)), min(len(content), rng.choice([2, 3, 3, 4]))))
    return " ".join(content[i] for i in kept)
