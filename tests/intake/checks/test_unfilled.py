"""B10: one sentence for a form into which nobody has written."""

from dataclasses import replace

import pytest

from scoring.intake.checks import unfilled
from scoring.intake.model import Evidence, FilledForm, Row, SignOff, TaskProgress
from scoring.rules import Entry

BLANK = FilledForm("ktht", None, {"2.5": Row("2.5", Entry())}, {}, SignOff(), report={"a": ""})


TASK = TaskProgress("1.1", "Hoàn thành")


def test_a_blank_form__one_error() -> None:
    assert [found.code for found in unfilled.check(BLANK)] == ["B10"]


def test_tasks_as_they_were_reported_earlier_answer_no_score__one_error() -> None:
    assert [found.code for found in unfilled.check(replace(BLANK, tasks=(TASK,)))] == ["B10"]


@pytest.mark.parametrize(
    "form",
    [
        replace(BLANK, rows={"2.5": Row("2.5", Entry(not_applicable=True))}),
        replace(BLANK, rows={"2.5": Row("2.5", Entry(), Evidence("12/KH-UBND"))}),
        replace(BLANK, rows={"2.5": Row("2.5", Entry(), unreadable=frozenset({"1"}))}),
        replace(BLANK, rows={}, tasks=(TASK,)),
        replace(BLANK, report={"a": "Kết quả"}),
    ],
)
def test_a_word_in_the_form__ok(form: FilledForm) -> None:
    assert not list(unfilled.check(form))
