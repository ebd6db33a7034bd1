"""The catalogue: its page is current, every code is tested, every sentence is fit for a user."""

import re
import unicodedata

import pytest

from scoring.catalogue import CATALOGUE, Check
from tools.checks_page import CHAPTERS
from tools.checks_page import test_of as the_test_of

CHECKS = CATALOGUE.values()


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_has_a_test_that_names_it(code: str) -> None:
    assert the_test_of(code)
    assert code[0] in CHAPTERS


@pytest.mark.parametrize("check", CHECKS, ids=CATALOGUE)
def test_every_sentence_says_what_and_how(check: Check) -> None:
    for text in (check.title, check.says, check.remedy):
        assert text == unicodedata.normalize("NFC", text)
        assert text.strip() == text
    assert check.says.endswith(".")
    assert check.remedy.endswith((".", "…", "}"))
    assert not re.search(r"\b(error|cell|sheet|row|file)\b", check.says.lower())
