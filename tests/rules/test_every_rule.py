"""What holds for each rule of the list, whoever adds one."""

from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

from scoring.criteria.excel import tree
from scoring.rules import RULES, Rule
from tests.oracle.draw_rule import OFFICE, OWN

FILES = {path.stem for path in (Path(__file__).parents[2] / "scoring" / "rules").glob("*.py")}
NO_RULES = {"__init__", "base", "in_excel", "values"}


def test_every_file_of_a_rule_is_on_the_list() -> None:
    assert set(RULES) == FILES - NO_RULES


@pytest.mark.parametrize(("kind", "rule"), RULES.items())
def test_a_rule_is_called_as_its_file(kind: str, rule: type[Rule]) -> None:
    assert rule.model_fields["kind"].annotation.__args__ == (kind,)  # type: ignore[union-attr]
    assert rule.model_fields["kind"].default is PydanticUndefined


def test_the_oracle_draws_every_rule() -> None:
    assert {*OWN, *OFFICE} == set(RULES)


def test_no_two_rules_have_one_name_in_excel() -> None:
    words = [each.in_excel.name for each in RULES.values()]
    assert len(set(words)) == len(words)
    assert not set(tree.DETAILS) & {"Nhóm", "Tiêu chí", *tree.EXTRAS.values()}


def test_rules_that_share_a_column_mean_the_same_by_it() -> None:
    columns = [
        column for group in (tree.PARAMETERS, tree.DETAIL) for each in group.values() for column in each
    ]
    on_sheet = {column.title: column for column in tree.COLUMNS}
    for column in columns:
        assert column.kind == on_sheet[column.title].kind, column.title
