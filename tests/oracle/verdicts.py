"""The verifiers' part of a played year: a book goes out, some rows are filled, and it comes in again."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from scoring.pipeline.verify import verify_export, verify_import
from tests.oracle.acts import Play
from tests.oracle.bridge import decimal
from tests.oracle.card import EXCLUDED, EXEMPT, Mark, Said
from tests.oracle.draw_answers import points_given
from tests.oracle.plain import Data, decimals
from tests.oracle.points import NO, YES
from tests.oracle.year import BARRED, TO_MEND, VALID, VERIFIED, Given, whole
from tests.verification.books import filled

Typed = dict[str, Any]
"""Column of the book -> what is typed there."""


def verifying(play: Play, share: float = 0.5) -> None:
    """``share``: of the rows of all units whose form counts."""
    here = [code for code in play.in_state(VALID, VERIFIED, TO_MEND, BARRED) if play.holdings[code].counts]
    if not here:
        return
    for old in (play.ward.office.out / "tham-dinh").glob("*.xlsx"):
        old.unlink()
    made = verify_export(play.ward.office, now=play.now)
    cells: dict[tuple[str, str, str], Any] = {}
    for code in here:
        for key, given, typed in (*_rows(play, code, share), *_conditions(play, code, share)):
            cells |= {(code, key, column): value for column, value in typed.items()}
            play.holdings[code].given[key] = given
    [book] = made.files
    book.write_bytes(filled(book.read_bytes(), cells))
    taken = verify_import(play.ward.office, [book], now=play.now)
    play.told.append(f"verified {sorted(cells.items())}")
    wrong = [found.message for each in taken.books for found in each.findings if found.is_error]
    assert not wrong, "\n".join([*wrong, *play.told])
    play.undo.clear()


def _rows(play: Play, code: str, share: float) -> Iterator[tuple[str, Given, Typed]]:
    """Each criterion that somebody looks at, what holds then, and what is typed."""
    mine, own, form = play.holdings[code], play.year.own(code), play.holdings[code].counts
    assert own
    assert form
    for leaf in whole(play.ward.criteria, play.ward.units[code]):
        key, stale = leaf["code"], mine.stale(leaf["code"])
        chosen = play.chance.random() < share or (stale and play.chance.random() < 0.5)
        if own.marks[key].state == EXEMPT or leaf["rule"]["kind"] == "punctuality" or not chosen:
            continue
        seen, held = form.said.get(key, Said()), mine.given.get(key)
        if held is None:
            if own.marks[key].state != EXCLUDED or play.chance.random() < 0.2:
                yield key, *_first(play, leaf, own.marks[key], seen)
        else:
            yield key, *_again(play, leaf, held, seen, stale=stale)


def _conditions(play: Play, code: str, share: float) -> Iterator[tuple[str, Given, Typed]]:
    """The same of the conditions: Có or Không, 1 or 0."""
    mine, form = play.holdings[code], play.holdings[code].counts
    assert form
    for key in play.year.open_conditions(code):
        if key in mine.ruled or play.chance.random() >= share:
            continue
        seen, held, stale = form.said.get(key, Said()), mine.given.get(key), mine.stale(key)
        if stale and held and play.chance.random() < 0.5:
            yield key, Given(seen, held.points, held.round), {"reviewed": "x"}
            continue
        holds = (seen.answers == (YES,)) is (play.chance.random() < 0.8)
        turn = 2 if held and held.round == 2 else 1
        typed = {f"points{turn}": YES if holds else NO, f"reason{turn}": "Theo hồ sơ"}
        yield key, Given(seen, Fraction(holds), turn), typed | ({"reviewed": "x"} if stale else {})


def _first(play: Play, leaf: Data, mark: Mark, seen: Said) -> tuple[Given, Typed]:
    points = points_given(play.chance, leaf, decimals(play.ward.criteria))
    if mark.points is not None and mark.state != EXCLUDED and play.chance.random() < 0.6:
        points = mark.points
    return Given(seen, points), {"points1": decimal(points), "reason1": "Theo hồ sơ"}


def _again(play: Play, leaf: Data, held: Given, seen: Said, *, stale: bool) -> tuple[Given, Typed]:
    """Looked at again: the points stay, a second round, or other points in the round that there is."""
    if stale and play.chance.random() < 0.5:
        return Given(seen, held.points, held.round), {"reviewed": "x"}
    turn = 2 if held.round == 2 or play.chance.random() < 0.5 else 1
    points = points_given(play.chance, leaf, decimals(play.ward.criteria))
    typed = {f"points{turn}": decimal(points), f"reason{turn}": "Sau khi xem lại"}
    return Given(seen, points, turn), typed | ({"reviewed": "x"} if stale else {})
