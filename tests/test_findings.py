import re
import string

from scoring.catalogue import CATALOGUE, Severity
from scoring.findings import Place, finding, weigh


def test_every_code_says_what_and_how_to_mend_in_one_breath() -> None:
    for check in CATALOGUE.values():
        assert re.fullmatch(r"[A-Z]\d\d", check.code)
        assert check.says.endswith("."), check.code
        assert check.remedy.endswith((".", "}", "…")), check.code
        assert len(check.says) <= 120, check.code
        assert check.title, check.code


def test_codes_are_in_order_and_unique() -> None:
    letters = [code[0] for code in CATALOGUE]
    assert len(CATALOGUE) == len(set(CATALOGUE))
    for letter in set(letters):
        numbers = [int(code[1:]) for code in CATALOGUE if code[0] == letter]
        assert numbers == sorted(numbers)


def test_templates_fill_from_their_slots() -> None:
    for check in CATALOGUE.values():
        names = {name for _, name, _, _ in string.Formatter().parse(check.says + check.remedy) if name}
        made = finding(check.code, Place("Tự chấm điểm", "E12"), **{name: f"<{name}>" for name in names})
        assert all(f"<{name}>" in made.message + made.remedy for name in names), check.code
        assert str(made.place) == "trang “Tự chấm điểm” ô E12", check.code


def test_a_set_may_change_the_weight_of_a_code() -> None:
    evidence = finding("M03")
    assert evidence.is_error
    assert not weigh([evidence], {"M03": Severity.WARNING})[0].is_error
    assert weigh([evidence], {})[0] == evidence
