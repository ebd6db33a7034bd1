"""The set of phường Việt Hoà says what the plan says, and asks each unit what the plan gives it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from scoring.criteria.loader import load_roster
from scoring.criteria.schema import Criterion
from scoring.criteria.tasks import Parties, Task
from scoring.criteria.units import Roster, Unit
from scoring.engine.points import points
from scoring.rules import Entry
from scoring.rules.punctuality import Punctuality
from scoring.text import fold

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "criteria" / "viet-hoa-2026"
PLAN = (FOLDER / "ke-hoach.txt").read_text(encoding="utf-8")
RECORD = ROOT / "docs" / "decisions" / "0001-criteria-set-viet-hoa.md"

# The plan's collective names, longest first, and the kinds they mean.
COLLECTIVE = {
    "các cơ quan, đơn vị, tổ chức, doanh nghiệp": {"hanh-chinh", "su-nghiep", "llvt"},
    "cơ quan, tổ chức có liên quan": {"hanh-chinh", "su-nghiep", "llvt"},
    "cơ quan đơn vị trực thuộc": {"hanh-chinh", "su-nghiep"},
    "các phòng chuyên môn": {"phong"},
    "các tổ dân phố": {"tdp"},
}
# What else stands in the columns "chủ trì" and "phối hợp": words, not names.
FILLER = ("tổng hợp, theo dõi chung", "đề nghị", "phối hợp thực hiện", "và", ";")

NAMED = ("vhxh", "ktht", "vp", "tt-hcc", "tt-dvsnc", "ca", "bchqs")
OUTSIDE = ("mttq", "bxdd", "ubkt", "ubbc")
TASKS_OF_TDP = {"1.1", "1.2", "3.1", "3.3c", "4.3"}


@pytest.fixture(scope="module")
def roster() -> Roster:
    return load_roster(FOLDER)


def danh_muc() -> dict[str, tuple[str, str, str, str]]:
    """The appendix as the plan has it: code -> task, lead, coordinating units, time."""
    rows = [[cell.strip() for cell in line.split("\t")] for line in PLAN.splitlines()]
    numbered = [row for row in rows if len(row) == 5 and re.fullmatch(r"\d\.\d|[a-d]", row[0])]
    return {(r[0] if "." in r[0] else f"3.3{r[0]}"): (r[1], r[2], r[3], r[4]) for r in numbered}


def parties_of_section_two() -> list[str]:
    """What follows "Cơ quan chủ trì ...:" and "Cơ quan phối hợp:" in section II."""
    return re.findall(r"^Cơ quan (?:chủ trì tham mưu(?: thực hiện)?|phối hợp): (.+)$", PLAN, re.MULTILINE)


def resolve(roster: Roster, text: str) -> tuple[set[str], set[str], str]:
    """Units and kinds that a phrase of the plan names, and what is left unexplained."""
    rest = fold(text.rstrip("."))
    units, kinds = set(), set()
    for name in sorted(roster.names, key=len, reverse=True):
        if len(name) > 4 and name in rest:  # unit codes and short forms do not stand in the plan
            rest = rest.replace(name, " ")
            units.add(roster.names[name].code)
    for name, meant in COLLECTIVE.items():
        if fold(name) in rest:
            rest = rest.replace(fold(name), " ")
            kinds |= meant
    for word in FILLER:
        rest = rest.replace(fold(word), " ")
    return units, kinds, rest.strip()


def cited(criterion: Criterion) -> set[str]:
    """The numbers of the Danh mục that a criterion refers to."""
    found = re.search(r"Danh mục ([^;]+)", criterion.reference)
    return set(found[1].split(", ")) if found else set()


def main_criteria(roster: Roster, unit: Unit) -> list[Criterion]:
    extras = {c.code for c in roster.criteria.extras}
    return [c for c in roster.asked(unit) if c.code not in extras]


def texts(value: object) -> Iterator[str]:
    """Every text below a dumped model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part)


# The plan


def test_all_numbered_tasks_stand_word_for_word(roster: Roster) -> None:
    """But for one slip of the typist, in what the appendix of a report prints."""
    plan = danh_muc()
    *words, time = plan["5.3"]
    assert "về Cán bộ," in time
    plan["5.3"] = (*words, time.replace("về Cán bộ,", "về cán bộ,"))
    assert len(plan) == 21  # 17 numbered tasks, 4 sub-tasks
    mine = {t.code: (t.text, t.lead.text, t.coordinate.text, t.time) for t in roster.criteria.tasks}
    assert {code: mine[code] for code in plan} == plan


def test_tasks_of_sections_two_and_three_stand_word_for_word(roster: Roster) -> None:
    extra = [t for t in roster.criteria.tasks if t.code not in danh_muc()]
    assert {t.code for t in extra} == {
        "II.1a", "II.1b", "II.2", "II.3", "II.5.3", "II.5.4", "II.7", "III.1", "III.3",
    }  # fmt: skip
    for task in extra:
        assert task.text in PLAN, task.code
        assert task.lead.text in PLAN, task.code


@pytest.mark.parametrize("side", ["lead", "coordinate"])
def test_parties_of_tasks_are_resolved_as_the_plan_names_them(roster: Roster, side: str) -> None:
    for task in roster.criteria.tasks:
        parties: Parties = getattr(task, side)
        if parties.text not in PLAN:
            assert (side, task.code) in {("coordinate", "III.1"), ("coordinate", "III.3")}
            continue
        units, kinds, rest = resolve(roster, parties.text)
        assert not rest, f"{task.code}: {rest}"
        assert (units, kinds) == (set(parties.units), set(parties.kinds)), task.code


def test_every_spelling_of_section_two_is_known(roster: Roster) -> None:
    phrases = parties_of_section_two()
    assert len(phrases) == 22  # eleven paragraphs, each with both
    assert [(p, resolve(roster, p)[2]) for p in phrases if resolve(roster, p)[2]] == []


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("phòng Văn hóa - Xã hội phường", "vhxh"),
        ("VHXXH", "vhxh"),
        ("Trung tâm Phục vụ HCC phường", "tt-hcc"),
        ("Trung tâm Dịch vụ sự nghiệp công", "tt-dvsnc"),
        ("Ủy ban MTTQ phường", "mttq"),
        ("UBKT Đảng ủy", "ubkt"),
    ],
)
def test_spellings_elsewhere_in_the_plan_are_known(roster: Roster, spelling: str, code: str) -> None:
    assert spelling in PLAN
    assert roster.names[fold(spelling)].code == code


def test_five_groups_have_the_titles_of_the_plan(roster: Roster) -> None:
    slips = {"CHỦ TRƯỞNG": "CHỦ TRƯƠNG", "ĐẦY MẠNH": "ĐẨY MẠNH", "TỈNH GỌN": "TINH GỌN"}
    for group in roster.criteria.groups[:5]:
        title = re.search(rf"^{group.code}\t([^\t]+)", PLAN, re.MULTILINE)
        assert title
        wanted = title[1].strip()
        for wrong, right in slips.items():
            wanted = wanted.replace(wrong, right)
        assert group.text == wanted


def test_reports_fall_due_before_the_days_of_the_plan(roster: Roster) -> None:
    due = {r.code: (f"{r.due.day}/{r.due.month}", r.before) for r in roster.criteria.reports}
    assert due == {"6-thang": ("10/6", True), "9-thang": ("15/9", True), "nam": ("15/11", True)}
    assert all(f"trước {day}" in PLAN or f"trước ngày {day}" in PLAN for day, _ in due.values())
    rule = roster.criteria.criteria["BC.1"].rule
    assert isinstance(rule, Punctuality)
    assert {share.report for share in rule.shares} == due.keys()


# Who is asked what


def test_leaders_are_asked_about_every_task_they_lead(roster: Roster) -> None:
    for unit in roster.evaluated:
        asked = {code for c in main_criteria(roster, unit) for code in cited(c)}
        led = {t.code for t, leads in roster.tasks(unit) if leads and t.code in danh_muc()}
        assert led <= asked, unit.code


def test_coordinators_are_asked_about_every_task_they_coordinate(roster: Roster) -> None:
    for unit in roster.evaluated:
        asked = {code for c in main_criteria(roster, unit) for code in cited(c)}
        helped = {t.code for t, leads in roster.tasks(unit) if not leads and t.code in danh_muc()}
        assert helped <= asked, unit.code


def test_lead_and_coordinating_criteria_are_never_asked_together(roster: Roster) -> None:
    for unit in roster.evaluated:
        mine = main_criteria(roster, unit)
        led = {code for c in mine for code in c.applies.leads}
        assert not led & {code for c in mine for code in c.applies.coordinates}, unit.code


def test_a_to_dan_pho_is_asked_only_what_the_plan_gives_it(roster: Roster) -> None:
    unit = roster.unit("tdp-01")
    assert unit
    assert {t.code for t, _ in roster.tasks(unit)} == TASKS_OF_TDP
    tasks = [code for c in main_criteria(roster, unit) for code in cited(c)]
    assert set(tasks) == TASKS_OF_TDP
    assert {c.code for c in main_criteria(roster, unit) if not cited(c)} == {"BC.1"}


def test_forms_are_neither_thin_nor_endless(roster: Roster) -> None:
    for unit in roster.evaluated:
        asked = main_criteria(roster, unit)
        assert 6 <= len(asked) <= 30, (unit.code, len(asked))
        assert sum(c.max for c in asked) >= 50, unit.code


def test_every_criterion_is_asked_of_somebody(roster: Roster) -> None:
    asked = {c.code for unit in roster.evaluated for c in roster.asked(unit)}
    assert asked == roster.criteria.criteria.keys()


def test_ties_can_be_broken_in_every_block(roster: Roster) -> None:
    below = roster.criteria.leaves_below
    for unit in roster.evaluated:
        mine = {c.code for c in main_criteria(roster, unit)}
        assert all(mine & set(below[code]) for code in roster.criteria.ranking.break_by), unit.code


def test_the_decision_record_gives_the_sums_of_today(roster: Roster) -> None:
    row = re.compile(r"^\| `([a-z0-9-]+)`[^|]*\| (\d+) \| (\d+) \|", re.MULTILINE)
    table = row.findall(RECORD.read_text(encoding="utf-8"))
    written = {code: (int(leaves), Decimal(top)) for code, leaves, top in table}
    actual = {}
    for unit in roster.evaluated:
        asked = main_criteria(roster, unit)
        actual[unit.code] = (len(asked), sum(c.max for c in asked))
    assert {code: actual[code] for code in written} == written
    # One row speaks for all units that are asked the same, so that no sum is missing.
    assert set(actual.values()) == set(written.values())


# Units


def test_units_that_the_plan_names_are_real_and_the_rest_is_marked_sample(roster: Roster) -> None:
    assert {u.code for u in roster.evaluated if not u.sample} == set(NAMED)
    assert {u.code for u in roster.units if u.outside} == set(OUTSIDE)
    assert all(u.note for u in roster.evaluated if u.sample)


def test_no_name_means_two_units(roster: Roster) -> None:
    names = Counter(
        key for u in roster.units for key in {fold(name) for name in (u.code, u.name, *u.aliases)}
    )
    assert [name for name, times in names.items() if times > 1] == []


# What an official reads


def test_the_set_says_that_it_is_a_sample(roster: Roster) -> None:
    assert roster.criteria.banner == "MẪU - chưa ban hành"
    assert roster.criteria.decision is None
    assert "đề xuất" in roster.criteria.name


def test_references_begin_with_a_listed_document(roster: Roster) -> None:
    known = {r.id for r in roster.criteria.references}
    cite: list[str] = [c.reference for c in roster.criteria.criteria.values()]
    cite += [t.reference for t in roster.criteria.tasks] + [c.reference for c in roster.criteria.conditions]
    used = {re.split(r"[ ,]", part)[0] for reference in cite for part in reference.split("; ")}
    assert used == known


def test_texts_fit_the_form(roster: Roster) -> None:
    for criterion in roster.criteria.criteria.values():
        assert len(criterion.guide) <= 250, criterion.code
        assert criterion.guide.endswith("."), criterion.code
        assert not criterion.text.endswith("."), criterion.code
        for field in criterion.rule.fields(criterion.max):
            assert len(field.label) <= 60, (criterion.code, field.label)
        if criterion.evidence != "none":
            assert criterion.evidence_hint, criterion.code


def test_texts_are_nfc_without_stray_spaces_or_straight_quotes(roster: Roster) -> None:
    found = [*texts(roster.criteria.model_dump()), *(t for u in roster.units for t in texts(u.model_dump()))]
    assert len(found) > 1000
    for text in found:
        assert unicodedata.is_normalized("NFC", text), text
        assert not re.search(r"\s\s|\s[,.;:]|\"|^\s|\s$", text), text


# Points


def entries(criterion: Criterion) -> Iterator[Entry]:
    """Answers that reach from nothing to everything."""
    fields = criterion.rule.fields(criterion.max)
    values = [f.choices or (Decimal(0), Decimal(1), Decimal(100)) for f in fields]
    for answer in product(*values):
        yield Entry({f.key: value for f, value in zip(fields, answer, strict=True)})


def test_every_criterion_can_earn_all_and_nothing(roster: Roster) -> None:
    for criterion in roster.criteria.criteria.values():
        if not criterion.by_unit:
            continue
        earned = {p for e in entries(criterion) if (p := points(criterion, e, 2)) is not None}
        assert min(earned) == 0, criterion.code
        assert max(earned) == criterion.max, criterion.code


def test_parts_add_up_to_the_maximum(roster: Roster) -> None:
    for criterion in roster.criteria.criteria.values():
        if criterion.rule.kind == "parts":
            assert sum(part.points for part in criterion.rule.parts) == criterion.max, criterion.code
        if isinstance(criterion.rule, Punctuality):
            assert sum(share.points for share in criterion.rule.shares) == criterion.max, criterion.code


def tasks_with_target(roster: Roster) -> list[Task]:
    return [t for t in roster.criteria.tasks if "100%" in t.text]


def test_the_target_of_100_percent_is_asked_of_everybody_and_of_the_ward(roster: Roster) -> None:
    assert [t.code for t in tasks_with_target(roster)] == ["3.1"]
    assert all("3.1.1" in {c.code for c in roster.asked(u)} for u in roster.evaluated)
    ward = roster.criteria.criteria["3.1.3"]
    assert [u.code for u in roster.evaluated if ward in roster.asked(u)] == ["vhxh"]
    assert points(ward, Entry({"1": Decimal(14), "2": Decimal(28)}), 2) == Decimal(2)
    best = roster.criteria.classes[0]
    assert [(need.code, need.at_least_percent) for need in best.needs] == [("3.1.1", 100)]
