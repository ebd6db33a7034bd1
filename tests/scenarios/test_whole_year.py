"""What the year of the guide leaves (:mod:`tests.scenarios.the_year`); what is written of the commands."""

import re
import shlex
from collections.abc import Iterator
from decimal import Decimal

import click
import pytest
from click.testing import CliRunner
from docx import Document
from docx.table import Table
from openpyxl import load_workbook

from scoring.cli import main
from scoring.pipeline.office import open_office
from scoring.register import Action
from scoring.reports.documents import TEMPLATES
from scoring.reports.final.frozen import read_frozen
from scoring.text import show_number
from tests.scenarios.the_year import GUIDE, KEPT, MADE_ONCE, OTHERS, YEAR, Year, commands
from tests.support.commands import ENGLISH, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
SERVER = (ROOT / "docs" / "may-chu.md").read_text(encoding="utf-8")


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
    assert "Khớp: lần chốt 1 của năm 2026" in year.last("danvan verify-freeze").said[0]
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
        *(f"thong-bao/{code}.docx" for code in KEPT),
        "nguon/criteria.yaml",
        "nguon/units.yaml",
        *(f"nguon/{name}" for name in TEMPLATES),
    }


def rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text.strip() for cell in row.cells) for row in table.rows]


def shown(value: object) -> str:
    return show_number(Decimal(str(value))) if isinstance(value, int | float) else str(value)


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
        name: [shown(value) for value in values if value is not None]
        for values in sheet.iter_rows(values_only=True)
        for name in values
        if name in ranked and values[-1] is not None  # not the remarks below the table
    }
    assert len(ranked) == 9 and decided.keys() == listed.keys() == ranked.keys()
    for name, unit in ranked.items():
        assert unit.overall and unit.class_ and unit.final is not None
        wanted = {show_number(unit.final), unit.class_.name, str(unit.overall)}
        cells = {cell.rstrip("0").rstrip(",") if "," in cell else cell for cell in decided[name]}
        assert wanted <= cells, decided[name]
        assert wanted <= set(listed[name]), listed[name]


def test_what_the_verifiers_typed_stands_in_the_register_once(year: Year) -> None:
    """Both rounds of tdp-01, and one of the office that consolidates, by another verifier than itself."""
    ledger = open_office(year.root, "viet-hoa-2026").register.ledger(2026)
    typed = [record.draft for record in ledger.of(Action.VERIFIED)]
    assert [(d.unit, d.values["points"], d.values["verifier"]) for d in typed] == [
        ("tdp-01", "1", "vhxh"),
        ("vhxh", "1", "vp"),
        ("tdp-01", "6", "vhxh"),
    ]
    assert [record.draft.unit for record in ledger.of(Action.LEFT_OUT)] == ["tdp-14"]


# What is written of the commands


def inline(text: str) -> Iterator[str]:
    """Whole commands within sentences and tables; those that end in … are no examples."""
    for found in re.findall(r"`(danvan [^`]+)`", text):
        if "…" not in found:
            yield found


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


@pytest.mark.parametrize("written", sorted({*inline(GUIDE), *inline(SERVER), *commands(OTHERS)}))
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
        assert error.message.startswith("không có "), error.message
