"""Evidence files of a closed year: named in the manifest by hash, missed and known as changed afterwards."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.pipeline.attach import attach
from scoring.pipeline.finalize import finalize, held_manifest
from scoring.pipeline.foresee import foresee
from scoring.pipeline.office import open_office
from scoring.pipeline.verify_freeze import verify_freeze
from tests.closing.acts import editions
from tests.support.office_year import LATER

PDF = b"%PDF-1.4\n%%EOF\n"
Harm = Callable[[Path], object]


@pytest.fixture
def evidence(workspace: Path) -> Path:
    """A file of tdp-1 in a workspace that is closed with it."""
    office = open_office(workspace)
    unit = office.roster.unit("tdp-1")
    assert unit
    criterion = next(iter(office.roster.criteria.criteria))
    each = attach(office, unit, criterion, "quyết định.pdf", PDF, "An", LATER)
    finalize(office, who="Lê Thị Hoa", now=LATER)
    return workspace / each.place(2026)


def test_the_manifest_names_it_and_the_year_is_made_again(workspace: Path, evidence: Path) -> None:
    held = held_manifest(editions(workspace) / "lan-1")
    assert held and held.inputs[evidence.relative_to(workspace).as_posix()] == evidence.stem
    assert verify_freeze(open_office(workspace)).differences == ()


@pytest.mark.parametrize(
    ("harm", "said"),
    [(Path.unlink, "bị thiếu"), (lambda path: path.write_bytes(b"%PDF-other"), "đã đổi")],
    ids=["gone", "changed"],
)
def test_a_lost_or_changed_file_is_told(workspace: Path, evidence: Path, harm: Harm, said: str) -> None:
    harm(evidence)
    differences = verify_freeze(open_office(workspace)).differences
    assert [line for line in differences if said in line and evidence.name in line]


def test_what_is_lost_is_told_before_and_after_freezing(workspace: Path) -> None:
    office = open_office(workspace)
    unit = office.roster.unit("tdp-1")
    assert unit
    criterion = next(iter(office.roster.criteria.criteria))
    each = attach(office, unit, criterion, "quyết định.pdf", PDF, "An", LATER)
    (workspace / each.place(2026)).unlink()
    said = f"Tổ dân phố số 1, tiêu chí {criterion}: Không còn tệp tài liệu kiểm chứng “quyết định.pdf”"
    [before], [after] = foresee(office).lost, finalize(office, who="Lê Thị Hoa", now=LATER).lost
    assert before == after and before.startswith(said)
