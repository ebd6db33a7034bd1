"""No text that comes in holds what no XML can hold, or what a screen would obey."""

import pytest

from scoring.xlsx import sweep
from scoring.xlsx.formats import kind_of
from scoring.xlsx.strings import printable, unescape


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Hồ sơ", "Hồ sơ"),
        ("a_x000A_b\tc", "a\nb\tc"),
        ("_x005F_x0041_", "_x0041_"),
        ("a_x0000_b_x0007_c", "abc"),
        ("a_x007F_b_x009B_31mc", "ab31mc"),
        ("a\x7fb\x80c\x9fd", "abcd"),
        ("a_xFFFE_b_xFFFF_c", "abc"),
        ("a_xD83D__xDE00_b", "a😀b"),
        ("a_xD800_b", "a\ufffdb"),
        ("a\u00a0b", "a\u00a0b"),
    ],
)
def test_unescape(text: str, meant: str) -> None:
    assert unescape(text) == meant


@pytest.mark.parametrize("code", [*range(32), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF])
def test_controls_never_come_in(code: int) -> None:
    kept = chr(code) if chr(code) in "\t\n\r" else ""
    assert printable(f"a{chr(code)}b") == f"a{kept}b"
    assert unescape(f"a_x{code:04X}_b") == f"a{kept}b"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("dd/mm/yyyy", "moment"),
        ("[$-42A]dd/mm", "moment"),
        ("[h]:mm", "span"),
        ('0.00" d"', "number"),
        ("[Red]0", "number"),
        ("[" * 255, "number"),
        ("d" * 255, "moment"),
        ("d" * 256, "unknown"),
    ],
)
def test_kind_of(code: str, kind: str) -> None:
    assert kind_of(code) == kind


def test_what_is_printable_holds_nothing_to_drop_or_to_refuse() -> None:
    letters = [chr(code) for code in range(0x110000) if chr(code).isprintable()]
    together = "".join(letters)
    assert printable(together) == together
    assert not sweep._NOT_PLAIN.search(together.replace("&", ""))
