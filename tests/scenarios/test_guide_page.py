"""What the guide shows and names is there: pictures, pages, codes, limits."""

import re

import pytest

from scoring.catalogue import CATALOGUE
from scoring.pipeline.attach import LARGEST, MOST
from tests.example.test_example import EXPECTED
from tests.scenarios.the_year import GUIDE, OTHERS
from tests.support.commands import ROOT

DOCS = ROOT / "docs"
TEMPLATES = ROOT / "scoring" / "web" / "templates"
ERRORS = GUIDE.partition("\n## D. ")[2].partition("\n### D.1")[0]


@pytest.mark.parametrize("page", ["huong-dan-su-dung.md", "may-chu.md"])
def test_every_picture_and_link_leads_to_a_file(page: str) -> None:
    found = re.findall(r"\]\(([^)#:]+)\)", (DOCS / page).read_text(encoding="utf-8"))
    assert found
    assert [each for each in found if not (DOCS / each).exists()] == []


def test_the_pages_come_before_the_commands() -> None:
    assert "```" not in OTHERS.partition("\n## B. ")[0]
    assert [GUIDE.index(f"\n## {part}. ") for part in "ABCDE"] == sorted(
        GUIDE.index(f"\n## {part}. ") for part in "ABCDE"
    )


def test_every_page_of_the_menu_is_explained() -> None:
    """The office's as rows of the table, the units' in part B."""
    menu = (TEMPLATES / "base.html").read_text(encoding="utf-8")
    names = dict(re.findall(r'\("(\w+)", "([^"]+)"\)', menu))
    assert len(names) > 12
    for_units = GUIDE.partition("\n## B. ")[2].partition("\n## C. ")[0]
    own = {"own", "filling", "trying", "submitting", "evidence", "own_result"}
    assert {name for code, name in names.items() if code not in own and f"\n| {name} |" not in GUIDE} == set()
    assert {
        name
        for code, name in names.items()
        if code in own - {"own"} and f"**{name.split()[0]}" not in for_units
    } == set()


def test_common_errors_are_of_the_catalogue() -> None:
    codes = re.findall(r"\b[A-Z]\d\d\b", ERRORS)
    assert len(codes) > 15
    assert [code for code in codes if code not in CATALOGUE] == []


def test_every_typical_mistake_of_the_example_is_explained() -> None:
    spans = re.findall(r"\b([A-Z])(\d\d)(?:–[A-Z](\d\d))?", ERRORS)
    told = {f"{letter}{n:02}" for letter, low, high in spans for n in range(int(low), int(high or low) + 1)}
    assert told <= CATALOGUE.keys()
    assert {code for codes in EXPECTED.values() for code in codes} - told == set()


def test_limits_of_evidence_files_are_those_of_the_program() -> None:
    said = " ".join(GUIDE.split())
    assert f"mỗi tệp không quá {LARGEST // 2**20} MB, mỗi tiêu chí không quá {MOST} tệp" in said
