"""What the shipped templates say of a run built by hand."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from scoring.criteria.issued import Decision
from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.engine.model import State
from scoring.engine.results import Results
from scoring.intake.model import TaskProgress
from scoring.register import Action, Draft, Ledger, Record
from scoring.reports.documents import (
    TEMPLATES,
    TemplateError,
    documents,
    fields,
    notice_fields,
)
from scoring.reports.documents.counts import ClassCounts, in_sentence
from scoring.reports.documents.groups import groups
from scoring.reports.documents.ranking import alike
from scoring.reports.letterhead import (
    BLANK,
    full_name,
    heading,
    initials,
    place,
)
from scoring.standing.run import Consolidation
from tests.conftest import SETS
from tests.reports.documents.papers import (
    SHIPPED,
    everything,
    lines,
    opened,
    rows,
    shipped,
)
from tests.reports.runs import consolidate, form, receipt, verified

DECISION, WARD, CITY, LATE, _ = TEMPLATES
HOSTILE = "{{ 7*7 }} <w:p>khó khăn</w:p> {% for %}"
WORDS = {
    "vhxh": {"difficulties": "Kinh phí còn hạn chế", "proposals": "Không", "models": HOSTILE},
    "vp": {"difficulties": "kinh phí còn  hạn chế.", "proposals": "Tăng kinh phí\ncho tổ dân phố"},
    "p0": {"difficulties": "Không có", "next": "Nhân rộng mô hình"},
}


def line(seq: int, day: tuple[int, int], draft: Draft) -> Record:
    return Record(seq, datetime(2026, *day, 3, tzinfo=UTC), "Văn thư", draft)


def received(unit: str, period: str) -> Draft:
    values = {"file": f"{unit}.xlsx", "sha256": f"{unit}-{period}", "readable": "1"}
    return Draft(Action.RECEIVED, 2026, period, unit, values=values)


def ledger(run: Consolidation) -> Ledger:
    """Six months: vp on the due day, which is late; p0 missing. The year: all on time but what is missing."""
    units = [unit.code for unit in run.roster.evaluated]
    drafts = [((6, 10 if u == "vp" else 9), received(u, "6-thang")) for u in units if u != "p0"]
    drafts += [((11, 9), received(u, "nam")) for u in units if run.form(u)]
    told = Draft(
        Action.VERIFIED,
        2026,
        "nam",
        "vhxh",
        "2.6",
        {"points": "1", "self": "1.5"},
        "Chưa có văn bản kiểm chứng",
    )
    return Ledger(tuple(line(n, day, draft) for n, (day, draft) in enumerate([*drafts, ((12, 1), told)], 1)))


def with_words(run: Consolidation) -> Consolidation:
    tasks = (TaskProgress("1.1", "Hoàn thành"),)
    receipts = tuple(
        replace(r, form=replace(r.form, report=WORDS[r.unit], tasks=tasks))
        if r.form and r.unit in WORDS
        else r
        for r in run.receipts
    )
    return replace(run, receipts=receipts)


@pytest.fixture(scope="module")
def final(run: Consolidation) -> Consolidation:
    done = verified(with_words(run), frozenset(unit.code for unit in run.roster.evaluated))
    return replace(done, ledger=ledger(done))


@pytest.fixture(scope="module")
def made(final: Consolidation) -> dict[str, bytes]:
    return documents(final, shipped())


def issued(run: Consolidation) -> Consolidation:
    decision = Decision(number="12/QĐ-UBND", date=datetime(2026, 1, 5, tzinfo=UTC).date())
    criteria = run.criteria.model_copy(update={"status": "issued", "decision": decision})
    return replace(run, roster=Roster(criteria, run.roster.units))


def test_the_documents_asked_for_and_a_notice_for_every_unit_placed(
    made: dict[str, bytes], final: Consolidation
) -> None:
    notices = {f"thong-bao/{r.unit}.docx" for _, placed in final.by_block for r in placed}
    assert len(notices) > 10
    assert set(made) == {DECISION, WARD, CITY, LATE, *notices}


def test_the_same_run_gives_the_same_bytes(made: dict[str, bytes], final: Consolidation) -> None:
    assert documents(final, shipped()) == made


def test_a_missing_template_is_named(final: Consolidation) -> None:
    some = {name: content for name, content in shipped().items() if name != WARD}
    with pytest.raises(TemplateError, match=f"Thiếu mẫu văn bản {re.escape(WARD)}"):
        documents(final, some)


def _said(sentence: str) -> dict[str, tuple[int, str]]:
    """``: Tốt 3 đơn vị (25,00%); không có đơn vị xếp loại Yếu`` -> {"Tốt": (3, "25,00%"), "Yếu": …}."""
    held = re.findall(r"(?:: |, )([^:;,()]+?) (\d+) đơn vị \(([\d,]+%)\)", sentence)
    empty = re.search(r"; không có đơn vị xếp loại ([^;.]+)", sentence)
    nobody = dict.fromkeys(empty[1].split(", ") if empty else (), (0, "0,00%"))
    return {name: (int(number), share) for name, number, share in held} | nobody


@pytest.mark.parametrize("name", [WARD, CITY])
def test_sentence_and_table_of_classes_agree(made: dict[str, bytes], final: Consolidation, name: str) -> None:
    sentence = next(text for text in lines(made[name]) if "được xếp loại, trong đó" in text)
    head, *blocks, total, shares = rows(made[name], first="Khối")
    classes = head[2:-2]
    said = _said(sentence)
    assert classes == list(final.criteria.class_names.values())
    assert sorted(classes) == sorted(said)
    assert [said[each] for each in classes] == [
        (int(n), s) for n, s in zip(total[2:], shares[2:], strict=True)
    ][:5]
    for column in range(1, len(head)):
        assert sum(int(row[column]) for row in blocks) == int(total[column])
    for row in (*blocks, total):
        assert int(row[1]) == sum(map(int, row[2:]))
    evaluated, classed = (int(n) for n in re.findall(r"(\d+) đơn vị (?:thuộc diện|được xếp loại)", sentence))
    assert (evaluated, classed) == (int(total[1]), sum(map(int, total[2:-2])))


def test_the_sentence_of_the_decision_agrees_with_its_appendix(made: dict[str, bytes]) -> None:
    sentence = next(text for text in lines(made[DECISION]) if text.startswith("Điều 1"))
    head, *table = rows(made[DECISION], first="STT")
    at, place = head.index("Xếp loại"), head.index("Hạng chung")
    units = [row for row in table if row[0].isdigit()]
    classed = [row[at] for row in units if row[place] != "-"]
    counted = re.search(r"(\d+) đơn vị được xếp loại \((.+?)\)", sentence)
    assert counted and int(counted[1]) == len(classed)
    for number, name in (each.split(" ", 1) for each in counted[2].split(", ")):
        assert classed.count(name) == int(number)
    refused = int(re.findall(r"(\d+) đơn vị không đủ điều kiện", sentence)[0])
    assert sum(row[at] == "Không đủ điều kiện xếp loại" for row in units) == refused == 1


def test_shares_are_half_up_and_say_so(final: Consolidation, made: dict[str, bytes]) -> None:
    counts = ClassCounts(final)
    classed = counts.classed()
    said = _said(counts.sentence())
    for code, name in final.criteria.class_names.items():
        number, share = said[name]
        exact = Decimal(counts.of(code)) * 100 / classed
        assert abs(Decimal(share.rstrip("%").replace(",", ".")) - exact) <= Decimal("0.005"), name
        assert number == counts.of(code)
    assert "từ 5 trở lên làm tròn lên" in everything(made[WARD])


def test_sentences_say_whole_percents_without_decimals(made: dict[str, bytes]) -> None:
    assert [in_sentence(each) for each in ("100,00%", "33,30%", "0,50%")] == ["100%", "33,30%", "0,50%"]
    for name in (WARD, CITY):
        assert ",00%)" not in everything(made[name])


def test_who_has_no_place_is_listed_with_the_reason(made: dict[str, bytes], final: Consolidation) -> None:
    text = lines(made[DECISION])
    listed = text[text.index("Đơn vị không xếp loại, không xếp hạng (không tính là 0 điểm):") + 1 :]
    missing = [r for r in final.results.units if r.state.value in ("chưa nộp", "cần sửa")]
    assert len(listed) == len(missing) >= 2
    assert any(item.endswith("(Khối tổ dân phố): Chưa nộp.") for item in listed)


def test_the_best_and_the_weakest_criteria_are_those_of_the_table(final: Consolidation) -> None:
    for group in groups(final):
        levels = {row["ma"]: Decimal(row["ty_le"].rstrip("%").replace(",", ".")) for row in group["tieu_chi"]}  # type: ignore[attr-defined]
        for word, level in (("cao nhất", max(levels.values())), ("thấp nhất", min(levels.values()))):
            found = re.search(rf"{word} là tiêu chí (\S+) “(.+?)”.*? \(([\d,]+)%\)", str(group["cau"]))
            if found:
                assert Decimal(found[3].replace(",", ".")) == level == levels[found[1]]
                assert found[2] in final.criteria.criteria[found[1]].text
            else:
                assert len(set(levels.values())) == 1


def test_a_criterion_without_points_is_neither_best_nor_weakest() -> None:
    """Of F1 and F2 a class needs the figures only: they have no share, and no row."""
    roster = load_roster(SETS / "so-lieu")
    run = consolidate(roster, tuple(receipt(form(roster, unit, 3)) for unit in roster.evaluated))
    [told] = [group for group in groups(run) if group["ma"] == "B"]
    assert [row["ma"] for row in told["tieu_chi"]] == ["B1", "B2"]  # type: ignore[attr-defined]
    assert "F1" not in str(told["cau"])


def test_the_same_words_are_told_once_with_all_who_said_them(made: dict[str, bytes]) -> None:
    text = lines(made[CITY])
    assert "- Kinh phí còn hạn chế (Phòng Văn hóa - Xã hội, Văn phòng HĐND và UBND phường)." in text
    assert not any("Không có (Nguồn" in each or "Không (Nguồn" in each for each in text)
    assert "- Tăng kinh phí\ncho tổ dân phố (Văn phòng HĐND và UBND phường)." in text


def test_the_words_of_a_unit_are_no_code(made: dict[str, bytes]) -> None:
    assert any(HOSTILE in each for each in lines(made[WARD]))


def test_tasks_show_how_many_units_say_how_far(made: dict[str, bytes]) -> None:
    table = next(t for t in opened(made[WARD]).tables if t.rows[0].cells[1].text == "Nhiệm vụ")
    row = [cell.text for cell in table.rows[1].cells]
    assert (row[0], row[4:]) == ("1", ["18", "0", "0", "3", "0", "0", "15"])


def test_late_and_missing_units_by_period(made: dict[str, bytes]) -> None:
    text = lines(made[LATE])
    start = text.index("1. Báo cáo 6 tháng (trước ngày 10 tháng 6 năm 2026)")
    sentence = text[start + 1]
    total, on_time, late, missing = map(int, re.findall(r"(\d+) đơn vị", sentence))
    assert (late, missing, total) == (1, 1, on_time + 2)
    assert "18 đơn vị phải báo cáo: 16 đơn vị nộp đúng hạn, 2 đơn vị chưa nộp." in text
    tables = [[[c.text for c in r.cells] for r in t.rows] for t in opened(made[LATE]).tables]
    named = [row[1:] for t in tables for row in t[1:] if row[0] == "1"]
    assert named[0] == ["Văn phòng HĐND và UBND phường", "Khối phòng chuyên môn", "10/06/2026", "1"]
    assert named[1] == ["Phòng Tư pháp", "Khối phòng chuyên môn", ""]
    assert "Sổ theo dõi chưa ghi nhận báo cáo nào của kỳ này." in text


def test_a_file_that_cannot_be_used_is_said_beside_the_missing_unit(final: Consolidation) -> None:
    values = {"file": "bieu-2025.xlsx", "sha256": "x", "readable": ""}
    sent = Draft(Action.RECEIVED, 2026, "6-thang", "p0", values=values)
    known = (*final.ledger.records, line(len(final.ledger.records) + 1, (6, 5), sent))
    made = documents(replace(final, ledger=Ledger(known)), shipped())
    rows_of = [[c.text for c in r.cells] for t in opened(made[LATE]).tables for r in t.rows]
    unit = ["1", "Phòng Tư pháp", "Khối phòng chuyên môn", "Có gửi tệp nhưng không dùng được"]
    assert unit in rows_of


def test_a_frozen_year_has_nobody_who_is_not_yet_classed(final: Consolidation) -> None:
    """The sentence and the head of the column say what they came to: open or closed without a class."""
    told = fields(final)["ket_qua"]
    assert told["ten_chua_xep"] == "Chưa xếp loại" and "3 đơn vị chưa xếp loại" in told["cau"]
    closed = replace(final, results=_left_out(final))
    told = fields(closed)["ket_qua"]
    assert told["ten_chua_xep"] == "Không xếp loại" and "3 đơn vị không xếp loại" in told["cau"]
    assert rows(documents(closed, shipped())[WARD], first="Khối")[0][-1] == "Không xếp loại"


def _left_out(run: Consolidation) -> Results:
    still_open = (State.NOT_SUBMITTED, State.TO_MEND, State.VALID)
    units = (replace(r, state=State.LEFT_OUT) if r.state in still_open else r for r in run.results.units)
    return replace(run.results, units=tuple(units))


def test_figures_of_a_column_have_equal_decimals_and_a_footnote(made: dict[str, bytes]) -> None:
    head, *table = rows(made[DECISION], first="STT")
    units = [row for row in table if row[0].isdigit()]
    assert {len(row[n].partition(",")[2]) for row in units for n in range(2, 7) if row[n] != "-"} == {2}
    assert alike([Decimal("96.5"), Decimal(132), None, Decimal("96.490")]) == [
        "96,50",
        "132,00",
        "-",
        "96,49",
    ]
    numbers = set(re.findall(r"\(\d\)", " ".join(head)))
    notes = [text for text in lines(made[DECISION]) if text.startswith("(")]
    assert numbers == set(re.findall(r"\(\d\)", " ".join(notes))) == {f"({n})" for n in range(1, 4)}
    assert any("chưa gồm tiêu chí do cơ quan có thẩm quyền chấm" in note for note in notes)


def test_a_notice_tells_what_differs_and_why(made: dict[str, bytes], final: Consolidation) -> None:
    document = made["thong-bao/vhxh.docx"]
    result = final.results["vhxh"]
    assert result.card and result.in_block and result.overall
    table = dict(row for row in rows(document, first="Nội dung")[1:])
    ranked = sum(r.ranked for r in final.results.units)
    assert table["Hạng chung"] == f"{result.overall.place}/{ranked}"
    assert table["Xếp loại"] == (result.standing.name if result.standing else "")
    mark = result.card.marks["2.6"]
    assert mark.points is not None and mark.points != mark.verified
    code, _, _, own, checked, why = rows(document, first="Mã")[1]
    assert (code, why) == ("2.6", "Chưa có văn bản kiểm chứng")
    assert (Decimal(own.replace(",", ".")), Decimal(checked.replace(",", "."))) == (
        mark.points,
        mark.verified,
    )
    assert "Phòng Văn hóa - Xã hội" in everything(document)


def test_a_notice_to_a_unit_without_a_class_says_why(made: dict[str, bytes], final: Consolidation) -> None:
    unit = next(
        r for r in final.results.units if r.standing and r.standing.code is None and final.is_placed(r)
    )
    text = everything(made[f"thong-bao/{unit.unit}.docx"])
    assert "Lý do: " in text and "Lý do: Không đủ điều kiện" not in text  # the class says that
    assert "phát huy" not in text and "thông báo để đơn vị biết, thực hiện./." in text
    assert "Hạng chung" not in text


def test_a_sample_is_shown_as_one_everywhere(made: dict[str, bytes]) -> None:
    for name, document in made.items():
        text = everything(document)
        assert text.count("MẪU - chưa ban hành") >= 2, name  # the first page and those after it
        assert "không có giá trị thi hành" in text, name
    assert "DỰ THẢO QUYẾT ĐỊNH" in lines(made[DECISION])
    assert "có hiệu lực kể từ ngày ký" not in everything(made[DECISION])


def test_an_issued_set_makes_the_papers_official(final: Consolidation) -> None:
    made = documents(issued(final), shipped())
    for document in made.values():
        assert "MẪU" not in everything(document)
        assert "không có giá trị thi hành" not in everything(document)
    text = lines(made[DECISION])
    assert "QUYẾT ĐỊNH" in text
    assert any("Quyết định này có hiệu lực kể từ ngày ký." in each for each in text)
    grounds = [each for each in text if each.startswith("Căn cứ")]
    assert "Căn cứ Kế hoạch thử nghiệm;" in grounds
    assert any("Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2026" in each for each in grounds)


def test_names_come_from_the_set_and_number_and_day_are_left_blank(made: dict[str, bytes]) -> None:
    text = everything(made[DECISION])
    assert "ỦY BAN NHÂN DÂN\nPHƯỜNG THỬ NGHIỆM" in text
    assert "Số:        /QĐ-UBND" in text
    assert "Thử Nghiệm, ngày      tháng      năm 2026" in text
    assert "TM. ỦY BAN NHÂN DÂN" in text
    assert not re.search("Vi[eệ]t Ho", "".join(map(everything, made.values())))


def test_no_template_names_a_ward() -> None:
    for content in shipped().values():
        assert not re.search("Việt Ho|Hải Phòng|Văn hóa - Xã hội", everything(content))


@pytest.mark.parametrize("name", TEMPLATES)
def test_pages_are_those_of_the_decree(name: str) -> None:
    word = opened(shipped()[name])
    font = word.styles["Normal"].font  # type: ignore[attr-defined]
    assert (font.name, font.size.pt) == ("Times New Roman", 14)
    for section in word.sections:
        assert sorted(round(side.mm) for side in (section.page_width, section.page_height)) == [210, 297]
        assert all(20 <= round(margin.mm) <= 25 for margin in (section.top_margin, section.bottom_margin))
    upright = word.sections[0]
    assert 30 <= round(upright.left_margin.mm) <= 35
    assert 15 <= round(upright.right_margin.mm) <= 20
    assert upright.different_first_page_header_footer
    assert "PAGE" in upright.header.paragraphs[0]._p.xml
    assert "PAGE" not in upright.first_page_header._element.xml


def test_every_table_with_a_head_repeats_it() -> None:
    for name, content in shipped().items():
        for table in opened(content).tables:
            ruled = table.style is not None and table.style.name == "Table Grid"
            assert ruled == ("w:tblHeader" in table.rows[0]._tr.xml), name


@pytest.mark.parametrize(
    ("name", "full", "head", "where", "sign"),
    [
        ("UBND phường An", "Ủy ban nhân dân phường An", "ỦY BAN NHÂN DÂN\nPHƯỜNG AN", "An", "UBND"),
        ("Uỷ ban nhân dân xã Đông", "Ủy ban nhân dân xã Đông", "ỦY BAN NHÂN DÂN\nXÃ ĐÔNG", "Đông", "UBND"),
        ("Sở Nội vụ", "Sở Nội vụ", "SỞ NỘI VỤ", BLANK, "SNV"),
        ("Phòng Văn hóa - Xã hội", "Phòng Văn hóa - Xã hội", "PHÒNG VĂN HÓA - XÃ HỘI", BLANK, "VHXH"),
    ],
)  # fmt: skip
def test_how_names_are_written(name: str, full: str, head: str, where: str, sign: str) -> None:
    assert (full_name(name), heading(name), place(name), initials(name)) == (full, head, where, sign)


def _names(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_names, value.values()))
    return set().union(*map(_names, value)) if isinstance(value, list) else set()


def test_the_guide_names_every_field(final: Consolidation) -> None:
    shown = _names(fields(final)).union(*map(_names, notice_fields(final).values()))
    told = set(re.findall(r"`([\w.]+)`", (SHIPPED / "README.md").read_text(encoding="utf-8")))
    assert {name for name in shown if name not in {each.split(".")[-1] for each in told}} == set()
