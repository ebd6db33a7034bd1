"""The catalogue: its page is current, every code is tested, every sentence is fit for a user."""

import re
import unicodedata

from scoring.catalogue import CATALOGUE
from tools.checks_page import CHAPTERS
from tools.checks_page import test_of as the_test_of


def test_every_code_has_a_test_that_names_it() -> None:
    assert not [code for code in CATALOGUE if not the_test_of(code)]
    assert {code[0] for code in CATALOGUE} <= CHAPTERS.keys()


def test_every_sentence_says_what_and_how() -> None:
    for code, check in CATALOGUE.items():
        for text in (check.title, check.says, check.remedy):
            assert text == unicodedata.normalize("NFC", text), code
            assert text.strip() == text, code
        assert check.says.endswith("."), code
        assert check.remedy.endswith((".", "…", "}")), code
        assert not re.search(r"\b(error|cell|sheet|row|file)\b", check.says.lower()), code
