"""What is typed on the page stands in the Excel form, and comes back from it, as it was typed."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.errors import WorkspaceError
from scoring.forms.draft import FormDraft, answer_name, names, part_name, report_name, signed_name, task_name
from scoring.intake.layout import TASK_PROGRESS
from scoring.intake.model import FilledForm, Receipt
from scoring.pipeline.consolidation import check, standing
from scoring.pipeline.fill import (
    SentSoFar,
    StaleDraftError,
    draft_form,
    draft_from_file,
    hand_in_draft,
    keep_draft,
    opened_draft,
    sent_so_far,
    try_draft,
)
from scoring.pipeline.office import Office
from tests.support.offices import example_office

ROOT = Path(__file__).parents[2]
FORMS = sorted((ROOT / "inputs" / "2026" / "nam").glob("tu-cham-2026-*.xlsx"))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return example_office(tmp_path)


def read(office: Office, path: Path) -> Receipt:
    [receipt] = check(office, [path])
    return receipt


def sent(office: Office, unit: str = "ca") -> SentSoFar:
    return sent_so_far(standing(office), unit)


def said(form: FilledForm | None) -> object:
    """All that a unit says in a form."""
    assert form
    rows = {code: (row.entry, row.evidence, row.explanation) for code, row in form.rows.items()}
    signed = form.sign_off
    return (
        rows,
        form.declared,
        form.tasks,
        form.report,
        (signed.preparer, signed.head, signed.day, signed.phone),
    )


WHOLE = [path for path in FORMS if re.search("-(ca|vhxh|thcs|tdp-01|ktht|tt-hcc)-", path.name)]


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_a_form_taken_over_says_the_same_again(office: Office, path: Path) -> None:
    sent = read(office, path)
    draft = draft_from_file(office, sent.unit, path, 0)
    again = try_draft(office, sent.unit, draft)
    assert said(again.form) == said(sent.form)
    assert again.card and sent.card
    assert again.card.result == sent.card.result


def test_a_form_of_another_unit_is_not_taken_over(office: Office) -> None:
    with pytest.raises(WorkspaceError, match="không phải biểu của đơn vị"):
        draft_from_file(office, "tdp-01", next(path for path in FORMS if "-ca-" in path.name), 0)


TYPED = [
    (answer_name("3.1.1", "1"), "Có lẽ", "3.1.1"),
    (part_name("3.1.1", "day"), "12/2026", "3.1.1"),
    (part_name("3.1.1", "day"), "31/02/2026", "3.1.1"),
    (signed_name("day"), "hôm qua", ""),
]


@pytest.mark.parametrize(("name", "typed", "criterion"), TYPED)
def test_what_cannot_be_read_is_told_at_its_place(
    office: Office, name: str, typed: str, criterion: str
) -> None:
    receipt = try_draft(office, "ca", FormDraft({name: typed}))
    told = [each for each in receipt.findings if each.criterion == criterion and typed in each.found]
    assert told, [each.message for each in receipt.findings]


def test_numbers_count_as_they_are_written(office: Office) -> None:
    path = next(path for path in FORMS if "-vhxh-" in path.name)
    draft = draft_from_file(office, "vhxh", path, 0)
    criteria = office.roster.criteria.criteria
    name = next(
        name
        for name in draft.texts
        if name.startswith("tra-loi:")
        and (code := name.split(":")[1]) in criteria
        and criteria[code].fields[0].kind == "number"
    )
    for typed in (draft.texts[name], f" {draft.texts[name]} ", f"{draft.texts[name]},0"):
        receipt = try_draft(office, "vhxh", FormDraft({**draft.texts, name: typed}))
        assert receipt.form
        code, key = name.split(":")[1:]
        assert receipt.form.rows[code].entry.number(key) == Decimal(draft.texts[name].replace(",", "."))


def test_the_draft_is_kept_and_taken_up_again(office: Office) -> None:
    first = keep_draft(office, "ca", FormDraft({report_name("results"): "Dòng 1\nDòng 2", "la": "x"}))
    assert first.version == 1
    assert opened_draft(office, "ca", SentSoFar()) == first
    assert "la" not in first.texts
    assert opened_draft(office, "tdp-01", SentSoFar()) == FormDraft()


def test_who_saves_an_older_draft_is_told_and_loses_nothing(office: Office) -> None:
    first = keep_draft(office, "ca", FormDraft({signed_name("head"): "An"}))
    keep_draft(office, "ca", FormDraft({signed_name("head"): "Bình"}, first.version))
    with pytest.raises(StaleDraftError, match="cửa sổ khác"):
        keep_draft(office, "ca", FormDraft({signed_name("head"): "Cường"}, first.version))
    assert opened_draft(office, "ca", SentSoFar()).text(signed_name("head")) == "Bình"


def test_a_page_and_an_excel_form_may_take_turns(office: Office, tmp_path: Path) -> None:
    path = next(path for path in FORMS if "-ca-" in path.name)
    draft = keep_draft(office, "ca", draft_from_file(office, "ca", path, 0))
    made = tmp_path / "ca.xlsx"
    made.write_bytes(draft_form(office, "ca", draft, SentSoFar()))
    assert draft_from_file(office, "ca", made, draft.version) == draft


def test_what_is_handed_in_from_the_page_is_a_form_like_any(office: Office) -> None:
    path = next(path for path in FORMS if "-ca-" in path.name)
    draft = draft_from_file(office, "ca", path, 0)
    done = hand_in_draft(office, "ca", draft, "Công an phường", sent(office))
    assert done.record and done.is_new
    [file] = office.inbox.glob("*.xlsx")
    assert said(read(office, file).form) == said(read(office, path).form)
    task = next(name for name in draft.texts if name.startswith("nhiem-vu:") and name.endswith("result"))
    changed = FormDraft({**draft.texts, task: "Kết quả khác"})
    assert task == task_name(task.split(":")[1], "result")
    again = hand_in_draft(office, "ca", changed, "Công an phường", sent(office))
    assert again.record and again.record.seq != done.record.seq
    counted = next(receipt for receipt in check(office, [office.inbox]) if receipt.counted)
    assert counted.form and counted.form.sign_off.sending == 2


def test_the_second_of_two_clicks_hands_in_the_very_form_of_the_first(office: Office) -> None:
    draft = FormDraft({report_name("results"): "Kết quả"})
    seen = sent(office)
    first, second = (hand_in_draft(office, "ca", draft, "Công an phường", seen) for _ in range(2))
    assert first.record and second.record
    assert (first.record.seq, first.is_new, second.is_new) == (second.record.seq, True, False)


def test_who_has_reported_earlier_begins_with_its_tasks_of_then(office: Office) -> None:
    then = replace(office, period="6-thang")
    unit = office.roster.unit("ca")
    assert unit
    task = next(each for each in names(office.roster, unit, "6-thang") if each.endswith(":result"))
    reported = FormDraft({task: "Xong tháng 3", task.replace(":result", ":progress"): TASK_PROGRESS[0]})
    assert hand_in_draft(then, "ca", reported, "Công an phường", SentSoFar()).record
    assert opened_draft(office, "ca", SentSoFar()).texts == reported.texts
    assert opened_draft(office, "vhxh", SentSoFar()).texts == {}
