"""A workspace for a random set, and forms sent into it as real files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

from scoring.criteria.units import Roster
from scoring.forms import Prefill, write_form
from scoring.intake.layout import REPORT_PARTS
from scoring.intake.model import (
    Evidence,
    Row,
    SignOff,
    TaskProgress,
)
from scoring.pipeline.office import Office, open_office
from tests.oracle.bridge import entry, every_leaf
from tests.oracle.card import Said
from tests.oracle.draw_set import YEAR, written
from tests.oracle.plain import Data, decimals, half_up, number
from tests.oracle.points import YES, did_not_arise, points

PAPER = Evidence("12/KH-UBND", date(2026, 3, 5), "Kế hoạch năm 2026")
WHY = "Theo hồ sơ lưu tại đơn vị."


@dataclass(frozen=True)
class Ward:
    """A random ward: its set and units as plain data, and its workspace."""

    criteria: Data
    units: dict[str, Data]
    office: Office

    @property
    def roster(self) -> Roster:
        return self.office.roster


def ward(root: Path, criteria: Data, units: Data) -> Ward:
    written(root / "criteria" / criteria["id"], criteria, units)
    office = open_office(root)
    office.inbox.mkdir(parents=True, exist_ok=True)
    return Ward(criteria, {unit["code"]: unit for unit in units["units"]}, replace(office, processes=1))


def complete(here: Ward, unit: str, said: Mapping[str, Said], number_: int = 1) -> Prefill:
    """A form with papers and reasons in every row."""
    leaves = every_leaf(here.criteria)
    rows = {
        code: Row(code, entry(leaves[code], row), PAPER if not row.void else Evidence(), WHY)
        for code, row in said.items()
        if code in leaves
    }
    declared = {code: row.answers == (YES,) for code, row in said.items() if code not in leaves}
    rows |= {
        code: Row(code, entry({"rule": {"kind": "yes_no"}}, said[code]), explanation=WHY) for code in declared
    }
    found = here.roster.unit(unit)
    assert found
    return Prefill(
        rows=rows,
        declared=declared,
        sign_off=SignOff("Nguyễn Thị An", "Trần Văn Bình", date(2026, 11, 5), number_),
        tasks=tuple(TaskProgress(task.code, "Hoàn thành", "Đã xong") for task, _ in here.roster.tasks(found)),
        report=dict.fromkeys(REPORT_PARTS, "Đã thực hiện theo kế hoạch."),
    )


def send(here: Ward, unit: str, filled: Prefill, name: str) -> Path:
    """The form of the unit, filled, lies in the inbox."""
    found = here.roster.unit(unit)
    assert found
    path = here.office.inbox / f"{name}.xlsx"
    write_form(path, here.roster, found, filled=filled)
    return path


WHOLE_FORM = "form"


def spoilt(chance: Random, here: Ward, filled: Prefill) -> tuple[Prefill, str]:
    """The same form with one thing in it that the documents call an error, and the row where it stands."""
    found = [(broken, code) for code in filled.rows for broken in _faults(here, filled, code)]
    signed = filled.sign_off
    found += [(replace(filled, sign_off=replace(signed, preparer="")), WHOLE_FORM)]
    found += [(replace(filled, sign_off=replace(signed, day=None)), WHOLE_FORM)]
    return chance.choice(found)


def _faults(here: Ward, filled: Prefill, code: str) -> list[Prefill]:
    leaf, row = every_leaf(here.criteria).get(code), filled.rows[code]
    if leaf is None:
        declared = {key: said for key, said in filled.declared.items() if key != code}
        rows = {key: each for key, each in filled.rows.items() if key != code}
        return [replace(filled, declared=declared, rows=rows)]

    def with_row(**changes: object) -> Prefill:
        return replace(filled, rows=filled.rows | {code: replace(row, **changes)})  # type: ignore[arg-type]

    if row.entry.not_applicable:
        return [with_row(explanation="")]
    answers = dict(row.entry.answers)
    found = [with_row(entry=replace(row.entry, answers={}))]
    if leaf.get("not_applicable", "refused") == "refused":
        found.append(with_row(entry=replace(row.entry, not_applicable=True)))
    kind = leaf["rule"]["kind"]
    if kind == "ratio" and leaf["rule"].get("over") != "capped":
        found.append(with_row(entry=replace(row.entry, answers=answers | {"1": answers["2"] + 1})))
    if kind == "direct":
        found.append(
            with_row(entry=replace(row.entry, answers={"1": here.roster.criteria.criteria[code].max + 1}))
        )
    worth = points(leaf, [str(answer) for answer in answers.values()])
    if worth is None or did_not_arise(leaf, [str(answer) for answer in answers.values()]):
        return found
    worth = half_up(worth, decimals(here.criteria))
    if leaf.get("evidence") == "required" and worth > 0:
        found.append(with_row(evidence=Evidence()))
        found.append(with_row(evidence=replace(PAPER, number="")))
    short = leaf.get("explanation") == "below_max" and worth < number(leaf["max"])
    if (
        short
        or leaf.get("explanation") == "always"
        or (leaf.get("explanation") == "above_zero" and worth > 0)
    ):
        found.append(with_row(explanation=""))
    return found


__all__ = ["YEAR", "Ward", "complete", "send", "spoilt", "ward"]
