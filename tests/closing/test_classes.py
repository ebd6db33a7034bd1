"""A class that a person decides and a quota that is exceeded, from the command to the frozen papers."""

import json
import shutil
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from scoring.pipeline.consolidation import consolidate
from scoring.pipeline.office import open_office
from scoring.register import Action
from scoring.register.actions import Classed
from scoring.reports.final.frozen import read_frozen
from scoring.reports.rollup.plausible import contradiction
from tests.closing.acts import editions, finalize, ledger
from tests.support.commands import ENGLISH, danvan
from tests.support.office_year import SET, adopted, arrivals, say, superior, with_forms

WHY = ("--reason", "Hạ một mức", "--document", "QĐ 90/QĐ-UBND")
OVER = ("--reason", "Tỷ lệ được nâng", "--document", "TB 9/TB-UBND")


def of_set(root: Path, old: str, new: str) -> None:
    file = root / "criteria" / SET / "criteria.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def exceeded(tied: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tied, tmp_path / "phuong")


@pytest.fixture(scope="module")
def tied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three units are classed "Tốt", of which the quota allows one; the first two are tied."""
    root = with_forms(tmp_path_factory.mktemp("tied") / "phuong")
    of_set(root, "{code: xuat-sac, percent: 20, of: [tot]}", "{code: tot, percent: 50}")
    of_set(root, "ranking: {ties", "ranking: {by: class, ties")
    say(root, *adopted(open_office(root)), *arrivals(), *superior())
    return root


def decided(root: Path, *words: str) -> str:
    result = danvan("decide", *words, "-w", root)
    assert result.exit_code == 0, result.output
    assert not ENGLISH.search(result.output), result.output
    return result.output


def refused(root: Path, *words: str) -> str:
    result = danvan("decide", *words, "-w", root)
    assert result.exit_code == 2
    assert not ENGLISH.search(result.output), result.output
    return " ".join(result.output.split())


def words_of(path: Path) -> str:
    document = Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def edition(root: Path) -> Path:
    code, output = finalize(root)
    assert code == 0, output
    return editions(root) / "lan-1"


def test_an_exceeded_quota_keeps_the_year_open_and_names_the_cut(exceeded: Path) -> None:
    code, output = finalize(exceeded)
    assert code == 2
    assert "quá mức cho phép là 1" in output
    assert "bằng nhau ở mức cắt, cần chọn: Phòng Văn hóa - Xã hội, Phòng Kinh tế" in output
    assert "không giữ loại: Tổ dân phố số 1" in output
    assert "danvan decide class tdp-1" in output
    assert "danvan decide quota tot --accept" in output
    assert not editions(exceeded).exists()


def test_lowered_units_stand_below_in_papers_workbook_and_freeze(exceeded: Path) -> None:
    decided(exceeded, "class", "tdp-1", "kha", *WHY)
    decided(exceeded, "class", "vhxh", "Khá", *WHY)
    folder = edition(exceeded)
    found = read_frozen(folder).by_code["vhxh"]
    assert found.class_ and found.class_.computed
    assert (found.class_.code, found.class_.computed.code) == ("kha", "tot")
    assert found.overall == 2  # by class: below the other office, with whom it has equal points
    assert contradiction(read_frozen(folder)) == ""
    said = "Quyết định xếp loại “Khá” (theo điểm, điều kiện: “Tốt”): Hạ một mức, QĐ 90/QĐ-UBND"
    assert said in words_of(folder / "thong-bao" / "vhxh.docx")
    for paper in ("quyet-dinh.docx", "bao-cao-ubnd-phuong.docx", "bao-cao-ubnd-thanh-pho.docx"):
        told = "Phòng Văn hóa - Xã hội: xếp loại “Khá” (theo điểm và điều kiện là “Tốt”); lý do: Hạ một mức"
        assert told in words_of(folder / paper)
    sheet = load_workbook(folder / "xep-loai.xlsx")["Xếp loại chung"]
    assert any(said in str(cell.value) for row in sheet.iter_rows() for cell in row)
    result = danvan("verify-freeze", "-w", exceeded)
    assert (result.exit_code, "Khớp" in result.output) == (0, True), result.output


def test_a_class_above_the_points_is_believed_by_a_city(exceeded: Path) -> None:
    """A person may fill a gap of the rules upwards: the roll-up takes it where the ward says so."""
    decided(exceeded, "class", "vhxh", "xuat-sac", *WHY)
    decided(exceeded, "class", "tdp-1", "kha", *WHY)
    results = read_frozen(edition(exceeded))
    held = results.by_code["vhxh"]
    assert held.class_ and (held.class_.code, held.overall) == ("xuat-sac", 1)
    assert contradiction(results) == ""
    silent = held.model_copy(update={"class_": held.class_.model_copy(update={"computed": None})})
    units = tuple(silent if unit.code == "vhxh" else unit for unit in results.units)
    assert "cao hơn mức điểm" in contradiction(results.model_copy(update={"units": units}))


def test_an_accepted_excess_is_said_in_the_decision_and_the_report(exceeded: Path) -> None:
    decided(exceeded, "quota", "tot", "--accept", *OVER)
    assert "đã có trong sổ đúng như vậy" in decided(exceeded, "quota", "tot", "--accept", *OVER)
    folder = edition(exceeded)
    for paper in ("quyet-dinh.docx", "bao-cao-ubnd-phuong.docx"):
        assert "đã được chấp nhận: Tỷ lệ được nâng, TB 9/TB-UBND" in words_of(folder / paper)


def test_revoking_either_decision_opens_the_year_again(exceeded: Path) -> None:
    decided(exceeded, "quota", "tot", "--accept", *OVER)
    line = ledger(exceeded).last
    decided(exceeded, "revoke", str(line), "--reason", "Ghi nhầm")
    assert "Vượt hạn mức" in finalize(exceeded)[1]


def test_json_trail_and_log_tell_the_decided_class(exceeded: Path) -> None:
    decided(exceeded, "class", "tdp-1", "kha", *WHY)
    done = consolidate(open_office(exceeded))
    units = {each["code"]: each for each in json.loads(done.data.read_text(encoding="utf-8"))["units"]}
    told = units["tdp-1"]["class"]
    assert (told["code"], told["computed"]["code"], units["vhxh"]["class"]["computed"]) == (
        "kha",
        "tot",
        None,
    )
    result = danvan("trail", "tdp-1", "1.2", "-w", exceeded)
    assert "Quyết định xếp loại: loại Khá: Hạ một mức, QĐ 90/QĐ-UBND" in result.output
    assert "quyết định xếp loại" in danvan("register", "log", "tdp-1", "-w", exceeded).output


def test_dry_run_of_a_class_shows_it_and_writes_nothing(exceeded: Path) -> None:
    before = ledger(exceeded).last
    assert "Tốt → Khá" in decided(exceeded, "class", "tdp-1", "kha", *WHY, "--dry-run")
    assert ledger(exceeded).last == before


def test_a_class_decided_on_other_results_has_to_be_decided_again(exceeded: Path) -> None:
    decided(exceeded, "class", "tdp-1", "kha", *WHY)
    decided(exceeded, "class", "vhxh", "kha", *WHY)
    say(exceeded, Classed("xuat-sac", "kha").draft(2026, unit="tdp-1", reason="Hạ hai mức"))
    (*_, line) = ledger(exceeded).of(Action.CLASSED, unit="tdp-1")
    said = " ".join(finalize(exceeded)[1].split())
    assert f"Tổ dân phố số 1 (tdp-1), dòng {line.seq}" in said
    assert "theo điểm và điều kiện là “Xuất sắc”, nay là “Tốt”" in said
    decided(exceeded, "class", "tdp-1", "kha", "--reason", "Vẫn giữ", "--document", "QĐ 90/QĐ-UBND")
    assert edition(exceeded).is_dir()


def test_a_unit_that_cannot_be_classed_keeps_its_decision_open(exceeded: Path) -> None:
    decided(exceeded, "class", "tdp-1", "kha", *WHY)
    decided(exceeded, "disqualify", "tdp-1", *WHY)
    assert "không còn tác dụng vì đơn vị không đủ điều kiện" in finalize(exceeded)[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("class", "tdp-1", "gioi", *WHY), "Không có loại “gioi”"),
        (("class", "mttq", "tot", *WHY), "không thuộc diện"),
        (("quota", "tot", *OVER), "Thêm --accept"),
        (("quota", "kha", "--accept", *OVER), "không có hạn mức"),
        (("quota", "tot", "--accept", "--block", "xyz", *OVER), "Không có khối “xyz”"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_words(
    exceeded: Path, words: tuple[str, ...], says: str
) -> None:
    before = ledger(exceeded).last
    assert says in refused(exceeded, *words)
    assert ledger(exceeded).last == before


def test_a_disqualified_unit_gets_no_class_before_that_is_revoked(exceeded: Path) -> None:
    decided(exceeded, "disqualify", "tdp-1", *WHY)
    assert "danvan decide revoke SỐ_DÒNG" in refused(exceeded, "class", "tdp-1", "kha", *WHY)
