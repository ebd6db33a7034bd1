"""What holds of the lines: pure, whatever order they are asked in."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.criteria.reports import Report
from scoring.register import Action, Arrival, Draft, Ledger, Record
from scoring.register.actions import SetUsed
from tests.register.lines import YEAR, arrived, draft, ledger, received

UNITS = ["ca", "vp", "tdp-01"]
SEEN = date(2026, 11, 10)
words = st.sampled_from(["một", "hai", "ba"])


@st.composite
def drafts(choose: st.DrawFn) -> Draft:
    """Any decision that speaks for itself."""
    action = choose(
        st.sampled_from(
            [
                Action.RECEIVED,
                Action.ARRIVED,
                Action.VERIFIED,
                Action.ADOPTED,
                Action.DISQUALIFIED,
                Action.REOPENED,
            ]
        )
    )
    unit = choose(st.sampled_from(UNITS))
    sha = f"{unit}-{choose(st.sampled_from(['s1', 's2']))}"  # a file comes from one unit
    values = {
        Action.RECEIVED: {"file": "a.xlsx", "sha256": sha, "readable": choose(st.sampled_from(["", "1"]))},
        Action.ARRIVED: {"day": f"2026-11-{choose(st.integers(1, 28)):02}"},
        Action.VERIFIED: {"points": str(choose(st.integers(0, 10)))},
    }.get(action, {"sha256": sha})
    criterion = choose(st.sampled_from(["1.1", "1.2"])) if action is Action.VERIFIED else ""
    return Draft(action, YEAR, "nam", unit, criterion, values, reason=choose(words))


@st.composite
def histories(choose: st.DrawFn) -> Ledger:
    """Lines of a year, some of them taken back later on."""
    lines: list[Draft] = []
    for wanted in choose(st.lists(drafts(), max_size=12)):
        lines.append(wanted)
        if choose(st.booleans()):
            seq = choose(st.integers(1, len(lines)))
            if lines[seq - 1].action is not Action.REVOKED:
                lines.append(Draft(Action.REVOKED, YEAR, values={"seq": str(seq)}, reason="nhầm"))
    return ledger(*((line, number) for number, line in enumerate(lines)))


def answers(of: Ledger) -> object:
    return [
        (
            of.arrival(unit, "nam"),
            of.reopened(unit, "nam"),
            of.barred(unit),
            {code: record.draft for code, record in of.adopted(unit, f"{unit}-s1").items()},
            {key: (v.points, v.reason) for key, v in of.verdicts().items() if key[0] == unit},
        )
        for unit in UNITS
    ]


@given(histories())
def test_what_was_revoked_holds_as_little_as_what_was_never_said(history: Ledger) -> None:
    gone = {r.draft.values["seq"] for r in history.records if r.draft.action is Action.REVOKED}
    never = Ledger(
        tuple(r for r in history.records if str(r.seq) not in gone and r.draft.action is not Action.REVOKED)
    )
    assert answers(history) == answers(never)
    assert len(history.records) >= len(never.records), "the lines themselves stay listed"


@given(histories())
def test_asking_changes_nothing(history: Ledger) -> None:
    forward = answers(history)
    for unit in reversed(UNITS):
        history.arrival(unit, "nam")
    history.verdicts()
    assert answers(history) == forward
    assert answers(Ledger(history.records)) == forward


@given(histories(), st.integers(0, 12))
def test_the_register_as_it_stood_does_not_know_what_came_later(history: Ledger, seq: int) -> None:
    earlier = history.up_to(seq)
    assert earlier.last <= seq
    assert answers(earlier) == answers(Ledger(history.records[: len(earlier.records)]))


def all_that_is_asked(of: Ledger) -> object:
    """Also files that came from two units, and what the memory of the page rests on."""
    about = [tuple(map(sorted_lines, of.about(unit)[:2])) for unit in (*UNITS, "")]
    arrivals = [of.arrival(unit, period) for unit in UNITS for period in ("nam", "6-thang")]
    lines = list(of.of(Action.RECEIVED)), list(of.of(Action.VERIFIED, unit="ca"))
    several = list(of.of(Action.VERIFIED, Action.RECEIVED)), of.about_file("s1", "nam")
    return answers(of), about, of.about("ca")[2], arrivals, of.first_seen, of.standing, lines, several


def sorted_lines(lines: object) -> list[int]:
    return sorted(line.seq for line in lines)  # type: ignore[attr-defined]


@given(histories(), st.lists(st.sampled_from(UNITS), max_size=3), st.integers(0, 24))
def test_lines_that_follow_give_the_register_that_has_them(
    history: Ledger, senders: list[str], first: int
) -> None:
    days = range(100, 100 + len(senders))
    shared = [(received("s1", unit, "6-thang"), day) for unit, day in zip(senders, days, strict=True)]
    mixed = ledger(*((record.draft, number) for number, record in enumerate(history.records)), *shared)
    so_far = Ledger(mixed.records[:first])
    all_that_is_asked(so_far)
    followed = so_far.followed_by(mixed.records[first:])
    assert followed == mixed
    assert all_that_is_asked(followed) == all_that_is_asked(mixed)
    assert all_that_is_asked(so_far) == all_that_is_asked(Ledger(mixed.records[:first])), "it stays as it was"


def test_what_was_found_of_other_units_is_not_looked_for_again() -> None:
    history = ledger((received("s1"), 0), (received("s2", "vp"), 1))
    before = history.about("vp"), history.arrival("vp", "nam")
    after = history.followed_by([Record(3, history.records[0].at, "Lan", received("s3"))])
    assert after.about("vp")[0] is before[0][0]
    assert after.arrival("vp", "nam") is before[1]
    assert [line.seq for line in after.of(Action.RECEIVED, unit="ca")] == [1, 3]


@given(histories())
def test_what_is_said_of_one_unit_touches_no_other(history: Ledger) -> None:
    only = Ledger(
        tuple(r for r in history.records if r.draft.unit == "ca" or r.draft.action is Action.REVOKED)
    )
    assert only.arrival("ca", "nam") == history.arrival("ca", "nam")
    assert only.barred("ca") == history.barred("ca")


@given(st.lists(st.tuples(st.sampled_from(["s1", "s2", "s3"]), st.booleans()), min_size=1, max_size=8))
def test_a_report_arrives_with_the_earliest_file_that_could_be_read_sooner_or_later(
    seen: list[tuple[str, bool]],
) -> None:
    """A file that was there on day 1 and could be read on day 5 only arrived on day 1."""
    history = ledger(*((received(sha, readable=good), day) for day, (sha, good) in enumerate(seen)))
    readable = {sha for sha, good in seen if good}
    first = next((day for day, (sha, _) in enumerate(seen) if sha in readable), None)
    found = history.arrival("ca", "nam")
    assert (found and found.day) == (None if first is None else SEEN + timedelta(days=first))


def test_a_file_whose_unit_is_told_later_arrived_when_it_was_first_seen() -> None:
    history = ledger((received("s1", unit="", readable=False), 0), (received("s1"), 6))
    assert history.arrival("ca", "nam") == Arrival(SEEN, "s1.xlsx")
    assert history.arrival("", "nam") is None


def test_the_official_s_word_outweighs_the_file_and_the_last_word_counts() -> None:
    history = ledger(
        (received("s1"), 0), (arrived("2026-11-20"), 1), (arrived("2026-11-08", reason="nhầm"), 2)
    )
    assert history.arrival("ca", "nam") == Arrival(date(2026, 11, 8), reason="nhầm")
    taken_back = ledger(
        (received("s1"), 0),
        (arrived("2026-11-20"), 1),
        (arrived("2026-11-08"), 2),
        (draft(Action.REVOKED, unit="", values={"seq": "3"}), 3),
    )
    found = taken_back.arrival("ca", "nam")
    assert found and found.day == date(2026, 11, 20)


def test_a_day_is_that_of_viet_nam() -> None:
    evening = datetime(2026, 11, 14, 17, 30, tzinfo=UTC)
    assert Record(1, evening, "", draft()).day == date(2026, 11, 15)


DUE = date(2026, 11, 15)
TRUTH = [
    # before, days after the due day, on time
    (True, -1, True),
    (True, 0, False),
    (True, 1, False),
    (False, -1, True),
    (False, 0, True),
    (False, 1, False),
]


@pytest.mark.parametrize("told", [True, False], ids=["told", "seen"])
@pytest.mark.parametrize(("before", "days", "expected"), TRUTH)
def test_on_time(before: bool, days: int, expected: bool, told: bool) -> None:
    report = Report(code="nam", name="Báo cáo năm", due=DUE, before=before)
    day = DUE + timedelta(days=days)
    line = arrived(day.isoformat()) if told else received("s1")
    history = ledger((line, 0 if told else (day - SEEN).days))
    assert history.punctual("ca", [report]) == {"nam": expected}


def test_a_report_of_which_nobody_s_arrival_is_known_is_left_out_a_missing_one_is_late() -> None:
    reports = [
        Report(code=code, name=code, due=due)
        for code, due in (("6-thang", date(2026, 6, 10)), ("9-thang", date(2026, 9, 15)), ("nam", DUE))
    ]
    assert Ledger().punctual("ca", reports) == {}
    history = ledger((arrived("2026-06-05", "vp", "6-thang"), 0), (received("s1"), 0))
    assert history.punctual("ca", reports) == {"6-thang": False, "nam": True}
    assert history.punctual("vp", reports) == {"6-thang": True, "nam": False}


@pytest.mark.parametrize(
    ("before", "days", "late"), [(True, 0, 1), (True, 4, 5), (False, 0, 0), (False, 4, 4)]
)
def test_days_late_count_from_the_last_day_in_time(before: bool, days: int, late: int) -> None:
    report = Report(code="nam", name="Báo cáo năm", due=DUE, before=before)
    history = ledger((arrived((DUE + timedelta(days=days)).isoformat()), 0))
    assert history.days_late("ca", [report]) == ({"nam": late} if late else {})
    assert history.days_late("vp", [report]) == {}


def test_a_later_verdict_replaces_an_earlier_one() -> None:
    first = draft(Action.VERIFIED, criterion="1.1", values={"points": "4", "self": "5", "round": "1"})
    second = draft(Action.VERIFIED, criterion="1.1", values={"points": "4.5", "round": "2", "verifier": "to"})
    found = ledger((first, 0), (second, 1)).verdicts()[("ca", "1.1")]
    assert (found.points, found.round, found.verifier, found.own) == (Decimal("4.5"), 2, "to", None)
    assert found.record.seq == 2


def test_the_set_in_use_is_the_last_of_that_name_and_period() -> None:
    def used(period: str, name: str, digest: str) -> Draft:
        return Draft(Action.SET_USED, YEAR, period, values={"set": name, "hash": digest})

    history = ledger((used("nam", "a", "1"), 0), (used("nam", "a", "2"), 1), (used("6-thang", "a", "3"), 2))
    assert history.set_in_use("nam", "a") == SetUsed("a", "2")
    assert history.set_in_use("6-thang", "a") == SetUsed("a", "3")
    assert history.set_in_use("nam", "b") is None
