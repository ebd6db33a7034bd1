"""Random years on the page: after every act what was kept gives what is worked out from scratch."""

import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random

from scoring.errors import UserError
from scoring.pipeline.attach import attach, attachment_files
from scoring.pipeline.consolidation import Stages, standing
from scoring.pipeline.kept_runs import KeptRuns, read_files
from scoring.pipeline.office import Office, open_office
from scoring.pipeline.records import Voice, adopt, exempt, leave_out, reopen
from scoring.pipeline.whatif import Trial, what_if
from scoring.reports.final.still_open import still_open
from scoring.standing.approvals import approval_states
from scoring.standing.run import Consolidation
from scoring.standing.unverified import why_self_scores
from scoring.verification.contents import tallies
from scoring.whatif.scenario import Scenario
from tests.oracle.acts import BEGINS, Play
from tests.oracle.draw_set import drawn, written
from tests.oracle.files import ward
from tests.oracle.scale import times
from tests.oracle.test_years import ACTS, UNITS
from tests.oracle.year import Holding

YEARS, LENGTH = 2, 20
WAYS = ("gone", "named", "twice", "zipped", "cut", "touched")


def meddling(play: Play) -> None:
    """Somebody changes the folder of the office by hand."""
    found = sorted(play.ward.office.inbox.glob("*.xlsx"))
    if not found:
        return
    file, way = (
        play.chance.choice(found),
        play.chance.choice(["gone", "named", "twice", "zipped", "cut", "touched"]),
    )
    other = file.with_name(f"{play.some()} {len(play.told)}.xlsx")
    match way:
        case "gone":
            file.unlink()
        case "named":
            file.rename(other)
        case "twice":
            other.write_bytes(file.read_bytes())
        case "zipped":
            with zipfile.ZipFile(file.with_suffix(".zip"), "w") as packed:
                packed.write(file, file.name)
        case "cut":
            file.write_bytes(file.read_bytes()[:-40])
        case "touched":
            file.touch()
    play.told.append(f"{file.name} {way}")


def attaching(play: Play) -> None:
    """A unit attaches evidence, or a file of evidence is changed where it lies."""
    office = play.ward.office
    lying = attachment_files(office, office.register.ledger(office.roster.criteria.year))
    if lying and play.chance.random() < 0.5:
        play.chance.choice(lying).write_bytes(b"%PDF-other")
    unit = office.roster.unit(play.some())
    assert unit
    code, content = office.roster.asked(unit)[0].code, f"%PDF-{len(play.told)}".encode()
    attach(office, unit, code, "tài liệu.pdf", content, "An", play.now)
    play.told.append(f"{unit.code} attaches to {code}")


def editing(play: Play) -> None:
    """The office changes the list of units, or what the classes ask."""
    criteria, units = play.ward.criteria, list(play.ward.units.values())
    if play.chance.random() < 0.5:
        unit = play.chance.choice(units)
        unit["name"] = f"{unit['name']} mới"
    else:
        criteria["name"] = f"{criteria['name']} sửa"
    root = play.ward.office.workspace.root
    written(root / "criteria" / criteria["id"], criteria, {"units": units})
    play.ward = replace(play.ward, office=replace(open_office(root), processes=1))
    play.told.append("set or list edited")


def told(run: Consolidation) -> tuple[object, ...]:
    """What pages are made of, whatever of it is kept."""
    return run, tuple(still_open(run)), approval_states(run), why_self_scores(run), tallies(run)


class Page:
    """The page as it has been open all year."""

    def __init__(self) -> None:
        self.office: Office
        self.kept = KeptRuns(lambda items, decided: read_files(self.office, items, decided))

    def agrees(self, office: Office) -> bool:
        """True where its runs are those of somebody who opens it only now."""
        self.office = office
        year = office.roster.criteria.year
        run = standing(office, stage="self")
        fresh, mine = Stages(office, run), self.kept.runs(office, office.register.ledger(year))
        return {stage: told(each) for stage, each in mine.items()} == {
            stage: told(each) for stage, each in fresh.items()
        }


def imagined(office: Office, unit: str, criterion: str, at: datetime) -> list[object]:
    """What decisions and a scenario would change, as the page shows it before anything is written."""
    voice = Voice("Thử", "Số 1", "An", at, asks=True)
    asked: tuple[Callable[[], object], ...] = (
        lambda: exempt(office, [unit], criterion, voice),
        lambda: adopt(office, [], [], voice, everybody=True),
        lambda: reopen(office, unit, voice),
        lambda: leave_out(office, [unit], voice),
        lambda: what_if(office, Trial([Scenario(name="Thử", without=(criterion,))])).comparisons,
    )
    return [said(each) for each in asked]


def said(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except UserError as refused:
        return refused.messages


def lived(seed: int, root: Path, relative: bool) -> None:
    criteria, units = drawn(seed + 9000, units=UNITS, sure=True, relative=relative)
    here = ward(root, criteria, units)
    play = Play(Random(seed), here, BEGINS[-1], {unit["code"]: Holding() for unit in units["units"]})
    acts: tuple[Callable[[Play], None], ...] = (*ACTS, *(meddling,) * 3, attaching, editing)
    page = Page()
    for _ in range(LENGTH):
        play.later()
        with suppress(UserError):  # what the folder and the oracle's view of it no longer allow
            play.chance.choice(acts)(play)
        office = play.ward.office
        assert page.agrees(office), "\n".join(play.told)
        unit = play.chance.choice(office.roster.evaluated)
        about = unit.code, play.chance.choice(office.roster.asked(unit)).code, play.now
        mine = imagined(replace(office, kept=page.kept.runs), *about)
        assert mine == imagined(office, *about), "\n".join(play.told)
        assert page.agrees(office), "what was only imagined left something behind"


def test_what_is_kept_is_what_would_be_worked_out(tmp_path: Path) -> None:
    for seed in range(times(YEARS)):
        lived(seed, tmp_path / str(seed), relative=bool(seed % 2))
