"""A patched form equals a freshly written one part by part, whatever the unit is called."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster, Unit
from scoring.forms import FormMaker, patch, write_form

ROOT = Path(__file__).parents[2]
SETS = sorted(
    path.parent for where in ("tests/sets", "criteria") for path in ROOT.glob(f"{where}/*/criteria.yaml")
)

ODD_NAMES = (
    "Tổ dân phố <số 1> & “số 2” 'ba'",
    "TỔ DÂN PHỐ SỐ 1",
    "Báo cáo",
    "Chưa thực hiện",
    " Tổ dân phố có khoảng trắng ",
    "Tổ\ndân phố",
    "Tổ _x000A_ dân phố",
    "=1+1",
    "http://vi.du/to-dan-pho",
    "Tổ dân phố " + "rất dài " * 12,
    "Tổ dân phố " + "rất dài " * 40,
    "ß",
    "\ue000ten\ue001",
    "&amp;",
    "<r>x</r>",
    "tdp-x",
    "x",
)


def parts(form: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(form)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def fresh(roster: Roster, unit: Unit) -> dict[str, str]:
    buffer = BytesIO()
    write_form(buffer, roster, unit)
    return parts(buffer.getvalue())


def called(unit: Unit, name: str, code: str = "tdp-x") -> Unit:
    return unit.model_copy(update={"name": name, "code": code})


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_every_unit_of_every_set(folder: Path) -> None:
    roster = load_roster(folder)
    maker = FormMaker(roster)
    for unit in roster.evaluated:
        assert parts(maker.form(unit)) == fresh(roster, unit), unit.code


@pytest.fixture(scope="module")
def viet_hoa() -> Roster:
    return load_roster(ROOT / "criteria" / "viet-hoa-2026")


@pytest.fixture(scope="module")
def maker(viet_hoa: Roster) -> FormMaker:
    return FormMaker(viet_hoa)


@pytest.fixture(scope="module")
def neighbourhood(viet_hoa: Roster) -> Unit:
    return next(unit for unit in viet_hoa.evaluated if unit.kind == "tdp")


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names(name: str, viet_hoa: Roster, maker: FormMaker, neighbourhood: Unit) -> None:
    unit = called(neighbourhood, name)
    assert parts(maker.form(unit)) == fresh(viet_hoa, unit)


@pytest.mark.parametrize("code", ["1.1", "x", "a&b", "TDP-01 ", "3", "Đạt", "m" * 120])
def test_odd_codes(code: str, viet_hoa: Roster, maker: FormMaker, neighbourhood: Unit) -> None:
    unit = called(neighbourhood, "Tổ dân phố số 99", code)
    assert parts(maker.form(unit)) == fresh(viet_hoa, unit)


@settings(max_examples=25, deadline=None)
@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120))
def test_any_name(name: str, viet_hoa: Roster, maker: FormMaker, neighbourhood: Unit) -> None:
    unit = called(neighbourhood, name)
    assert parts(maker.form(unit)) == fresh(viet_hoa, unit)


def test_a_shape_is_written_once(
    viet_hoa: Roster, neighbourhood: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[Unit] = []

    def counted(target: BytesIO, roster: Roster, unit: Unit, **rest: str) -> None:
        times.append(unit)
        write_form(target, roster, unit, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(patch, "write_form", counted)
    maker = FormMaker(viet_hoa)
    for number in range(40):
        maker.form(called(neighbourhood, f"Tổ dân phố số {number:02}", f"tdp-x-{number}"))
    assert len(times) == 2  # the shape, and the words with marks


def test_the_same_unit_gives_the_same_bytes(viet_hoa: Roster, neighbourhood: Unit) -> None:
    one, other = (FormMaker(viet_hoa) for _ in range(2))
    other.form(called(neighbourhood, "Tổ dân phố khác", "khac"))
    assert one.form(neighbourhood) == other.form(neighbourhood)
