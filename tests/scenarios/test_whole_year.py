"""The office's year, run by the very commands of the guide: from blank forms to a decision ready to sign.

Between the commands a person acts: units send forms and mend them, verifiers type points. ``ACTS`` says before
which command what happens. Every command runs twice: the second run changes nothing.
"""

import hashlib
import re
import shlex
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from docx import Document
from docx.table import Table
from openpyxl import load_workbook

from scoring import pipeline
from scoring.cli import main
from scoring.outputs.final.frozen import read_frozen
from scoring.register import Action
from scoring.text import show_number
from tests.inputs.verification.books import Cells, filled
from tests.test_cli import ENGLISH, ROOT

GUIDE = (ROOT / "docs" / "huong-dan-su-dung.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
OFFICE = GUIDE.partition("\n## A. ")[2].partition("\n## B. ")[0]
SHELL = {r"py -m venv .venv", r".venv\Scripts\pip install .", r".venv\Scripts\Activate.ps1"}
"""Lines of the guide that set the machine up and are no commands of the tool."""

KEPT = ("vhxh", "ktht", "vp", "tt-hcc", "tt-dvsnc", "ca", "bchqs", "tdp-01", "tdp-08", "tdp-14")
"""Units that stay in the list: those that the plan names, and three tổ dân phố. tdp-14 never sends a form."""
MADE_ONCE = ("danvan init", "danvan criteria new-year")
"""Commands that refuse to make again what is there."""
YEAR = Path("outputs", "2026", "nam")
EXAMPLE = ROOT / "inputs" / "2026"


def commands(text: str) -> tuple[str, ...]:
    """The lines of the fenced blocks, in order."""
    blocks = re.findall(r"^```\w+\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return tuple(line for block in blocks for line in block.splitlines() if line not in SHELL)


def inline(text: str) -> Iterator[str]:
    """Whole commands within sentences and tables; those that end in … or name only a group are no examples."""
    for found in re.findall(r"`(danvan [^`]+)`", text):
        if "…" not in found:
            yield found


# What persons do in between


class Today(datetime):
    """The clock of the register: the day on which the guide has arrived."""

    day = datetime(2026, 1, 5, 2, tzinfo=UTC)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Today":
        return cls.fromtimestamp(cls.day.timestamp(), tz)


def on(day: int, month: int) -> None:
    Today.day = datetime(2026, month, day, 2, tzinfo=UTC)


def cut_units() -> None:
    """The official keeps the units of a small ward."""
    path = Path("criteria/viet-hoa-2026/units.yaml")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    sample = re.compile(r"  - \{code: ([\w-]+),.*sample: true")
    kept = (line for line in lines if not (m := sample.match(line)) or m.group(1) in KEPT)
    path.write_text("".join(kept), encoding="utf-8")


def arrive(period: str) -> None:
    """The example's forms of the kept units are copied into the inbox."""
    inbox = Path("inputs/2026", period)
    inbox.mkdir(parents=True, exist_ok=True)
    for form in (EXAMPLE / period).glob("*.xlsx"):
        if re.search(rf"-2026-({'|'.join(KEPT[:-1])})-[a-z]", form.name):
            shutil.copy(form, inbox)


def half_year(period: str, day: int, month: int) -> None:
    on(day, month)
    arrive(period)


def forms_arrive() -> None:
    on(12, 11)
    arrive("nam")


def mended() -> None:
    """tdp-08 gets its feedback form, has its head sign, and sends it again."""
    on(19, 11)
    [form] = (YEAR / "phan-hoi").glob("*-tdp-08-*.xlsx")
    book = load_workbook(form)
    listed = [row[0] for row in book["Cần sửa"].iter_rows(min_row=6, max_col=1, values_only=True) if row[0]]
    assert listed == ["STT", 1, 2]  # and nothing of the unit's own report stands there as left over
    info = book["Thông tin đơn vị"]
    info["B12"].value, info["B13"].value = "Nguyễn Văn Nam", "09/11/2026"
    book.save(Path("inputs/2026/nam", f"{form.stem} (sửa).xlsx"))


def verified(verifier: str, cells: Cells) -> None:
    path = YEAR / "tham-dinh" / f"tham-dinh-2026-{verifier}.xlsx"
    path.write_bytes(filled(path.read_bytes(), cells))


def first_round() -> None:
    on(25, 11)
    cut = {"points1": 1, "reason1": "Chưa có quyết định công nhận"}
    verified("vhxh", {("tdp-01", "3.1.1", key): value for key, value in cut.items()})
    verified("vp", {("vhxh", "3.1.1", key): value for key, value in cut.items()})


def second_round() -> None:
    on(30, 11)
    again = {"reply": "Đã bổ sung quyết định", "points2": 6, "reason2": "Đã có quyết định"}
    verified("vhxh", {("tdp-01", "3.1.1", key): value for key, value in again.items()})


IMPORT = "danvan verify import " + " ".join(
    (YEAR / "tham-dinh" / f"tham-dinh-2026-{code}.xlsx").as_posix() for code in ("vhxh", "vp")
)
ACTS: dict[tuple[str, int], Callable[[], None]] = {
    ("danvan criteria check", 1): cut_units,
    ("danvan check -k 6-thang inputs/2026/6-thang", 1): lambda: half_year("6-thang", 8, 6),
    ("danvan check -k 9-thang inputs/2026/9-thang", 1): lambda: half_year("9-thang", 12, 9),
    ("danvan check inputs/2026/nam", 1): forms_arrive,
    ("danvan consolidate", 1): mended,
    (IMPORT, 1): first_round,
    (IMPORT, 2): second_round,
    ("danvan finalize", 1): lambda: on(20, 12),
}
"""A command and the how-manieth time it stands in the guide -> what happens before."""


# The year


@dataclass(frozen=True)
class Step:
    """A command of the guide, how both runs ended and what each said, and what the second run changed."""

    command: str
    codes: tuple[int, int]
    said: tuple[str, str]
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Year:
    root: Path
    steps: tuple[Step, ...]

    def last(self, command: str) -> Step:
        return [step for step in self.steps if step.command.startswith(command)][-1]


def run(command: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, shlex.split(command)[1:])
    assert result.exception is None or isinstance(result.exception, SystemExit), (command, result.exception)
    return result.exit_code, result.output


def left_behind() -> dict[str, str]:
    """Everything but what was read and is kept for speed, by content."""
    files = (path for path in Path().rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    home = tmp_path_factory.mktemp("nam")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scoring.register.store.datetime", Today)
        patch.chdir(home)
        steps, seen = [], Counter[str]()
        for command in commands(OFFICE):
            if command.startswith("cd "):
                patch.chdir(command.removeprefix("cd "))
                continue
            seen[command] += 1
            if act := ACTS.get((command, seen[command])):
                act()
            first = run(command)
            before = left_behind()
            second = run(command)
            after = left_behind()
            changed = tuple(sorted(name for name in before | after if before.get(name) != after.get(name)))
            steps.append(Step(command, (first[0], second[0]), (first[1], second[1]), changed))
        assert all(seen[command] >= nth for command, nth in ACTS), "an act whose command the guide lost"
        yield Year(home / "dan-van-2026", tuple(steps))


def test_every_command_of_the_guide_is_done_as_written(year: Year) -> None:
    assert len(year.steps) > 25
    for step in year.steps:
        assert step.codes[0] in (0, 1), (step.command, step.said[0])
        assert not ENGLISH.search(step.said[0]), (step.command, step.said[0])


def test_a_second_run_changes_nothing(year: Year) -> None:
    for step in year.steps:
        assert step.changed == (), step.command
        again = 2 if step.command.startswith(MADE_ONCE) else step.codes[0]
        assert step.codes[1] == again, (step.command, step.said[1])


def test_the_year_ends_clean(year: Year) -> None:
    """Nobody has to mend anything, everything is decided, the edition can be made again to the byte."""
    for command in ("danvan consolidate", "danvan finalize", "danvan verify-freeze", "danvan register check"):
        assert year.last(command).codes[0] == 0, year.last(command).said[0]
    assert "Khớp từng byte: lần chốt 1 của năm 2026" in year.last("danvan verify-freeze").said[0]
    assert "Đã chốt năm 2026, lần 1: 9 đơn vị được xếp loại" in year.last("danvan finalize").said[0]


def test_the_edition_is_complete(year: Year) -> None:
    folder = year.root / YEAR / "chinh-thuc" / "lan-1"
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == {
        "xep-loai.xlsx",
        "tong-hop.xlsx",
        "ket-qua.json",
        "manifest.json",
        "quyet-dinh.docx",
        "bao-cao-ubnd-phuong.docx",
        "bao-cao-ubnd-thanh-pho.docx",
        "danh-sach-nop-muon-chua-nop.docx",
        *(f"thong-bao/{code}.docx" for code in KEPT if code != "tdp-14"),
    }


def rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text.strip() for cell in row.cells) for row in table.rows]


def test_the_decision_says_of_every_unit_what_the_ranking_workbook_says(year: Year) -> None:
    folder = year.root / YEAR / "chinh-thuc" / "lan-1"
    frozen = read_frozen(folder)
    ranked = {unit.name: unit for unit in frozen.units if unit.overall}
    [appendix] = [
        table
        for table in Document(str(folder / "quyet-dinh.docx")).tables
        if ranked.keys() <= {cell for row in rows(table) for cell in row}
    ]
    decided = {name: row for row in rows(appendix) for name in row if name in ranked}
    sheet = load_workbook(folder / "xep-loai.xlsx").worksheets[0]
    listed = {
        name: [show_number(v) if isinstance(v, int | float) else str(v) for v in values if v is not None]
        for values in sheet.iter_rows(values_only=True)
        for name in values
        if name in ranked
    }
    assert len(ranked) == 9 and decided.keys() == listed.keys() == ranked.keys()
    for name, unit in ranked.items():
        assert unit.overall and unit.class_ and unit.final is not None
        wanted = {show_number(unit.final), unit.class_.name, str(unit.overall)}
        assert wanted <= set(decided[name]), decided[name]
        assert wanted <= set(listed[name]), listed[name]


def test_what_the_verifiers_typed_stands_in_the_register_once(year: Year) -> None:
    """Both rounds of tdp-01, and one of the office that consolidates, by another verifier than itself."""
    ledger = pipeline.open_office(year.root, "viet-hoa-2026").register.ledger(2026)
    typed = [record.draft for record in ledger.of(Action.VERIFIED)]
    assert [(d.unit, d.values["points"], d.values["verifier"]) for d in typed] == [
        ("tdp-01", "1", "vhxh"),
        ("vhxh", "1", "vp"),
        ("tdp-01", "6", "vhxh"),
    ]
    assert [record.draft.unit for record in ledger.of(Action.LEFT_OUT)] == ["tdp-14"]


# What is written of the commands


def every_command(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        here = (*path, name)
        if isinstance(command, click.Group):
            yield from every_command(command, here)
        else:
            yield " ".join(here), command


COMMANDS = dict(every_command(main))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_explained_and_has_an_example(name: str) -> None:
    assert f"danvan {name}" in GUIDE, "the guide"
    assert f"`danvan {name}" in README, "the table of commands"
    shown = CliRunner().invoke(main, [*name.split(), "--help"]).output
    assert f"Ví dụ: danvan {name}" in shown
    assert not ENGLISH.search(shown)


@pytest.mark.parametrize("written", sorted({*inline(GUIDE), *commands(GUIDE.partition("## B. ")[2])}))
def test_commands_within_sentences_can_be_typed(written: str) -> None:
    """They name a command that there is and options that it takes; files they name may be missing."""
    words = shlex.split(written)[1:]
    command: click.Command = main
    while words and isinstance(command, click.Group) and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    if isinstance(command, click.Group):
        assert words in ([], ["--help"])
        return
    if not words:
        return
    try:
        command.make_context("danvan", words)
    except click.exceptions.Exit:
        pass
    except click.BadParameter as error:
        assert "không tồn tại" in error.message, error.message
