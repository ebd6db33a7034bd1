"""What libyaml reads ruamel reads alike: values, lines, and what a set must not contain."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.criteria.yaml_source import _by_libyaml, _by_ruamel
from scoring.errors import SetError

ROOT = Path(__file__).parents[2]
FILES = sorted((*ROOT.glob("criteria/*/*.yaml"), *ROOT.glob("tests/sets/**/*.yaml")))
PIECES = (
    "a", "b: ", "c: 1", "- ", "- x", ": ", ":", ",", ", ", "{", "}", "[", "]", "\n", "\n  ", "\n    ", "'",
    '"', "#", " # ghi chú", "|", ">", "|-", "? ", "&x ", "*x", "!t ", "%", "@", "---", "...", "\\", "~", "đ",
    "…", "=", "<<", "0x1", "null", "1:2", " ", "  ", "''", '""', "\\u00e0", "\\/", "a:b", "c #d", "-",
    "--- |",
)  # fmt: skip


def seen(build: Callable[[str, str], object], text: str) -> object:
    try:
        builder = build("f", text)
    except SetError as error:
        return error.messages
    return builder and (builder.root, builder.places, builder.repeated)


def agree(text: str) -> bool:
    """True where libyaml had a say."""
    quick = seen(_by_libyaml, text)
    if quick is None:
        return False
    assert quick == seen(_by_ruamel, text), text
    return True


@pytest.mark.parametrize("file", FILES, ids=[file.parent.name + "/" + file.name for file in FILES])
def test_every_set_is_read_by_both_alike(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert agree(text) or "\t" in text


@pytest.mark.parametrize("text", ["a: 1\n...\n...\n", '["a":b]', "['a':b]", '{"a":b}', "a: b\n--- \n"])
def test_what_the_two_take_differently_is_read_by_ruamel(text: str) -> None:
    assert not agree(text)


@settings(max_examples=3000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_libyaml_takes_ruamel_takes_alike(text: str) -> None:
    agree(text)


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=0))
def test_a_set_in_which_something_slipped_is_read_alike(seed: int) -> None:
    chance = Random(seed)
    lines = (ROOT / "tests" / "sets" / "mini" / "criteria.yaml").read_text(encoding="utf-8").split("\n")
    at = chance.randrange(len(lines))
    where = chance.randrange(len(lines[at]) + 1)
    cut = chance.choice((0, 0, 1, 3))
    lines[at] = lines[at][:where] + chance.choice(PIECES) + lines[at][where + cut :]
    agree("\n".join(lines))
