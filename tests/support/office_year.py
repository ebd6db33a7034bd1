"""A small office with three units at the end of its year: forms in, points settled, ready to be frozen."""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from scoring.pipeline.consolidation import gather
from scoring.pipeline.office import Office, open_office
from scoring.register import Action, Draft
from tests.intake.forms import SETS, written
from tests.reports.documents.papers import compile_papers
from tests.support.made import made_once

SET = "mini-2026"
UNITS = """units:
  - {code: vhxh, name: Phòng Văn hóa - Xã hội, kind: phong}
  - {code: ktht, name: "Phòng Kinh tế, Hạ tầng và Đô thị", kind: phong}
  - {code: tdp-1, name: Tổ dân phố số 1, kind: tdp, sample: true}
  - {code: mttq, name: Ủy ban MTTQ phường, kind: phong, outside: Cơ quan phối hợp}
"""
CODES = ("vhxh", "ktht", "tdp-1")
NOW = datetime(2026, 11, 12, 2, tzinfo=UTC)
LATER = datetime(2026, 12, 20, 2, tzinfo=UTC)


def with_forms(root: Path) -> Path:
    """A workspace with the forms of all units, nothing recorded yet."""
    folder = root / "criteria" / SET
    folder.mkdir(parents=True)
    (folder / "criteria.yaml").write_bytes((SETS / "mini" / "criteria.yaml").read_bytes())
    (folder / "units.yaml").write_text(UNITS, encoding="utf-8")
    for code in CODES:
        put_form(root, code, written(code=code))
    return root


def put_form(root: Path, code: str, content: bytes) -> Path:
    path = root / "inputs" / "2026" / "nam" / f"tu-cham-{code}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def say(root: Path, *drafts: Draft) -> None:
    """Write lines into the register as a command of another day would."""
    office = open_office(root)
    office.register.append(2026, lambda _: drafts, "Nguyễn Thị An", NOW)


def arrivals(codes: Sequence[str] = CODES, periods: Sequence[str] = ("6-thang", "9-thang")) -> list[Draft]:
    days = {"6-thang": "2026-06-08", "9-thang": "2026-09-10"}
    return [
        Draft(Action.ARRIVED, 2026, period, code, values={"day": days[period]}, reason="Theo sổ công văn")
        for code in codes
        for period in periods
    ]


def superior(codes: Sequence[str] = CODES) -> list[Draft]:
    values = {"points": "3", "self": "", "answer": "", "verifier": "", "round": "1", "book": ""}
    return [Draft(Action.VERIFIED, 2026, "nam", code, "3.2", values) for code in codes]


def adopted(office: Office, codes: Sequence[str] = CODES) -> list[Draft]:
    run = gather(office, who="An", now=NOW)
    found = []
    for code in codes:
        receipt = run.receipt(code)
        assert receipt
        found.append(
            Draft(Action.ADOPTED, 2026, "nam", code, values={"sha256": receipt.sha256}, reason="Đúng")
        )
    return found


def settled(root: Path, more: str = "") -> Path:
    """The same with every point settled: :func:`pipeline.finalize` has nothing to ask.

    ``more``: what the set says beside. Each is a copy of the first that was made in the run.
    """
    compile_papers()
    made = made_once(f"settled-{sha256(more.encode()).hexdigest()[:8]}", partial(_settle, more))
    return shutil.copytree(made, root, dirs_exist_ok=True)


def _settle(more: str, root: Path) -> None:
    with_forms(root)
    with (root / "criteria" / SET / "criteria.yaml").open("a", encoding="utf-8") as file:
        file.write(more)
    say(root, *adopted(open_office(root)), *arrivals(), *superior())
