"""The list of all that a user can read (docs/sentences.md): one way to write it, nothing of the inside."""

import re
import unicodedata
from collections.abc import Iterator

import click
import pytest

from scoring.cli import main
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Unit
from scoring.rules import RULES
from tests.criteria.test_criteria_readme import keys
from tools.sentences import HEAD, sentences, shown, spoken, written

TYPED = re.compile(
    r"Ví dụ: danvan .*|\bdanvan [a-z][\w -]*|\bpip install \S+|--?[a-z][\w-]*(?:=\S+)?|\b[a-z_]+: [a-z_]+\b"
)
"""Commands, and keys of a criteria set with their value."""
MADE = re.compile(r"\{[^}]*\}+|%\(\w+\)s|\S*[./\\=&:@]\S*|\w*_\w*|[A-ZĐ]{2,}\S*")
"""Fields of a template, names of files, formulas, abbreviations."""
SYLLABLE = re.compile(
    r"(?:[bcdghklmnpqrstvx]|ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?", re.I
)
"""A Vietnamese syllable that has no marks."""
PROGRAMS = """
Excel Word LibreOffice Notepad Unikey Apple Numbers Pages OpenDocument Windows Linux Python Postgre Dask dask
Parquet Zalo Unicode Times New Roman ActiveX danvan
"""
CAPTIONS = """
Alt Ctrl Enter Tab Merge Center Number Text Save Workbook Read Install More info Run anyway Terminate batch
job your protected installer launcher
"""
"""What an office reads on its own screen: buttons, keys and formats of Excel and Windows."""
TRADE = "byte http macro virus web schema scheduler worker Dirichlet criteria inputs else endif"
KEYS = {*keys(CriteriaSet, set()), *keys(Unit, set()), *RULES, "excluded", "full", "issued", "draft", "false"}


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [text for _, text in written()]


def commands(group: click.Group) -> Iterator[str]:
    for name in group.list_commands(click.Context(group)):
        yield name
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from commands(command)


KNOWN = (
    {*PROGRAMS.split(), *CAPTIONS.split(), *TRADE.split()}
    | KEYS
    | {part for name in commands(main) for part in name.split("-")}
)


def foreign(text: str) -> list[str]:
    """Words that are neither Vietnamese nor known by this name to whoever reads them."""
    plain = " ".join(text.split())
    words = re.findall(r"(?<!\w)[A-Za-z]{3,}(?!\w)", MADE.sub(" ", TYPED.sub(" ", plain)))
    return [word for word in words if not SYLLABLE.fullmatch(word) and word not in KNOWN]


def test_the_whole_program_speaks(texts: list[str]) -> None:
    files = sentences()
    assert len(texts) > 3000
    for room in (
        "catalogue",
        "cli",
        "forms",
        "reports",
        "verification",
        "web/pages",
        "web/templates",
        "locale",
    ):
        assert any(file.startswith(f"scoring/{room}/") for file in files), room


def test_what_is_filled_in_is_a_gap_and_what_users_never_see_is_left_out() -> None:
    source = '"""Đầu tệp."""\nimport re\nSAYS = f"Có {n} lỗi" + "ở ô {cell}"\nre.compile("ạ")\n'
    assert list(spoken(source)) == ["Có … lỗi", "ở ô …"]
    command = '@main.command()\ndef check():\n    """Kiểm tra biểu."""\n\n\ndef told():\n    """Ở đây."""\n'
    assert list(spoken(command)) == ["Kiểm tra biểu."]


def test_a_page_speaks_by_its_texts_its_labels_and_its_expressions() -> None:
    page = '{# Ẩn #}<p title="Gợi ý">Còn {{ n }} lỗi{% if a %}, sửa{% endif %}.</p>{{ "Đủ" if ok }}'
    assert list(shown(page)) == ["Gợi ý", "Còn … lỗi, sửa.", "Đủ"]


def test_every_sentence_is_written_in_one_form_of_unicode(texts: list[str]) -> None:
    assert not [text for text in texts if text != unicodedata.normalize("NFC", text)]


def test_no_sentence_has_two_spaces_in_a_row() -> None:
    """But for the gaps of papers in which a number is written by hand."""
    said = [text for file, text in written() if not file.startswith("tools/word_") and "\n" not in text]
    assert not [text for text in said if re.search(r"\S {2,}\S", text)]


def test_a_percent_sign_stands_at_its_number(texts: list[str]) -> None:
    assert not [text for text in texts if re.search(r"\d %(?!\d)|… %(?![}\d])", text)]


def test_points_and_shares_have_a_decimal_comma(texts: list[str]) -> None:
    assert not [text for text in texts if re.search(r"\d\.\d+ ?(?:điểm|%)", text)]


def test_no_sentence_speaks_of_the_inside(texts: list[str]) -> None:
    assert not {text: words for text in texts if (words := foreign(text))}


def test_no_sentence_has_a_machine_s_path_or_a_digest(texts: list[str]) -> None:
    assert not [text for text in texts if re.search(r"/(?:home|work|tmp|root)/|\b[0-9a-f]{12,}\b", text)]


def test_each_thing_has_one_word(texts: list[str]) -> None:
    rows = re.findall(r"^\| (.+) \| (.*) \| (.+) \|$", HEAD, re.MULTILINE)[1:]
    banned = {word for _, _, words in rows for word in words.split(", ")}
    assert len(banned) > 12
    word = re.compile(rf"(?<!\w)(?:{'|'.join(banned)})(?!\w)", re.IGNORECASE)
    assert not [text for text in texts if word.search(MADE.sub(" ", TYPED.sub(" ", text)))]
