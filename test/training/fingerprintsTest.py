"""Are copies known by their content, and only copies? Runs training/fingerprints.py on programs made here. usage: fingerprintsTest.py TRAINING_DIR"""
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, sys.argv.pop(1))
import fingerprints


def program(seed, functions=12):
    """Functions of some eight lines, of which no two with different seeds share a line that says something."""
    return "\n\n".join(
        f"def compute_{seed}_{i}(first_{seed}, second_{i}):\n"
        f"    # weighs {seed} against {i} before it is summed\n"
        f"    weighted_{seed} = first_{seed} * {i + 3} + second_{i} - {len(seed) + i}\n"
        f"    for position_{i} in range(weighted_{seed}):\n"
        f"        if position_{i} % {i + 2} == {i % 2}:\n"
        f"            weighted_{seed} += lookup_{seed}[position_{i}]\n"
        f"    return normalise_{seed}(weighted_{seed}, scale={i}.5)" for i in range(functions))


def share(text, reserved):
    part, whole = fingerprints.copied(text, reserved)
    return part / whole


def chunk(path, text, kind="func"):
    return {"p": path, "k": kind, "c": text}


LICENCE = "\n".join(f"// {line}" for line in (
    "Copyright (c) 2020 The Authors. All rights reserved.", "Licensed under the Apache License, Version 2.0 (the License);",
    "you may not use this file except in compliance with the License.", "Software distributed under the License is distributed on an AS IS BASIS,",
    "WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied; see the License for what it permits."))
IMPORTS = "\n".join(f"from collections.abc import Iterable{i}, Mapping{i}, Sequence{i}" for i in range(8))


class Copies(unittest.TestCase):
    reserved = fingerprints.fingerprints([program("reserved") + "\n" + LICENCE + "\n" + IMPORTS])

    def test_a_verbatim_copy_is_a_copy_through_and_through(self):
        self.assertEqual(share(program("reserved"), self.reserved), 1)

    def test_one_function_out_of_a_reserved_file_is_a_copy(self):
        self.assertGreaterEqual(share(program("reserved").split("\n\n")[5], self.reserved), 0.99)

    def test_other_indentation_blanks_and_line_ends_do_not_hide_a_copy(self):
        text = program("reserved").replace("    ", "\t").replace("\n", "  \r\n\r\n").replace(" = ", "=")
        self.assertEqual(share(text, self.reserved), 1)

    def test_a_copy_with_an_edit_in_every_third_function_is_still_mostly_a_copy(self):
        functions = program("reserved").split("\n\n")
        for i in range(0, len(functions), 3):
            functions[i] = functions[i].replace("for position", "for changed_position")
        self.assertGreater(share("\n\n".join(functions), self.reserved), 0.7)

    def test_other_code_in_the_same_style_is_no_copy(self):
        self.assertEqual(share(program("other"), self.reserved), 0)

    def test_licences_imports_and_braces_give_no_shingle(self):
        self.assertEqual(fingerprints.fingerprints([LICENCE, IMPORTS, "}\n)\n];\n" * 200, "end\n" * 5]), set())

    def test_a_text_too_short_to_be_recognised_gives_no_shingle(self):
        self.assertEqual(fingerprints.fingerprints(["return self.value"]), set())

    def test_a_copied_chunk_goes_and_its_neighbours_stay(self):
        copy, own = chunk("a.py", program("reserved", 1)), [chunk("a.py", text) for text in program("own").split("\n\n")]
        self.assertEqual(fingerprints.without_copies([copy, *own], self.reserved), (own, [copy]))

    def test_a_file_that_is_mostly_copied_goes_whole_with_its_outline(self):
        copies = [chunk("vendored.py", text) for text in program("reserved").split("\n\n")]
        rest = [chunk("vendored.py", "def tiny(): pass"), chunk("vendored.py", "def a\ndef b", "file"), chunk("vendored.py", program("edited", 1))]
        own = [chunk("b.py", program("own")), chunk("b.py", "def a\ndef b", "file")]
        self.assertEqual(fingerprints.without_copies(own + copies + rest, self.reserved), (own, copies + rest))

    def test_a_repository_and_a_folder_give_the_same_and_a_file_keeps_it(self):
        with tempfile.TemporaryDirectory() as folder:
            os.makedirs(os.path.join(folder, "work", "vendor"))
            with open(os.path.join(folder, "work", "vendor", "kept.py"), "w", encoding="utf-8") as file:
                file.write(program("reserved"))
            git = ["git", "-C", os.path.join(folder, "work"), "-c", "user.name=a", "-c", "user.email=a@example.org"]
            for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"]):
                subprocess.run([*git, *arguments], check=True)
            expected = fingerprints.fingerprints([program("reserved")])
            places = [os.path.join(folder, "work"), os.path.join(folder, "work", ".git")]
            for place in places:
                self.assertEqual(fingerprints.fingerprints(fingerprints.texts_of(place, {"py"})), expected)
            stored = os.path.join(folder, "fingerprints.bin")
            fingerprints.make(stored, places)
            self.assertEqual(fingerprints.load(stored), expected)


unittest.main()
