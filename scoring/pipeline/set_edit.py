"""The set edited on the page: a draft of the workbook's cells, what is wrong with it, what it would change.

The draft is kept with its mistakes, so that points can be moved from one group to another in two steps and
nothing typed is lost. Only a draft without a mistake becomes the set.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from filelock import FileLock

from scoring.criteria.diff import Comparison, compare
from scoring.criteria.diff_words import most
from scoring.criteria.excel.check import unfaithful
from scoring.criteria.excel.layout import GENERAL, GENERAL_SHEET, TREE_SHEET
from scoring.criteria.excel.proposed import by_code
from scoring.criteria.excel.reader import read_set_book, try_set_book
from scoring.criteria.excel.texts import TextMistake, Texts, book_of, mistakes_in, texts_of
from scoring.criteria.excel.writer import write_set_book
from scoring.criteria.loader import set_hash
from scoring.criteria.units import Roster, Unit
from scoring.errors import UserError, WorkspaceError
from scoring.exchange import in_memory
from scoring.intake.criteria_book import open_set_and_doubts, read_criteria_book
from scoring.json_text import as_json
from scoring.pipeline.criteria import SetTaken, take_set
from scoring.pipeline.forms import form_name, shortened
from scoring.pipeline.intake import is_frozen
from scoring.pipeline.office import Office
from scoring.register import Action
from scoring.register.actions import Received
from scoring.reports.final.manifest import units_hash
from scoring.text import show_date, show_number
from scoring.workspace import SET_FILE, write_whole

_FOLDER = "dang-sua"
_FILE = "Bản đang sửa"
"""What messages call the draft; it is taken off before they are shown at their cells."""
_LONGEST = 20_000
_ID, _STATUS, _NUMBER, _DAY = ("Mã bộ tiêu chí", "Trạng thái", "Số quyết định", "Ngày quyết định")


class StaleSetError(UserError):
    """Somebody else has edited the draft, or replaced the set, since the page was opened."""


@dataclass(frozen=True, slots=True)
class SetDraft:
    """The sheets as they were typed.

    ``version``: 0 where nothing is kept; ``base``: the set that it began from. ``left``: rows in doubt of a
    paper that nobody has picked or edited since it was read, each with the code that it became.
    """

    texts: Texts
    version: int = 0
    who: str = ""
    base: str = ""
    left: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class KindMaximum:
    """What the units of a kind can reach at most: the least and the greatest of them."""

    name: str
    units: int
    least: str
    greatest: str


@dataclass(frozen=True, slots=True)
class SetEdit:
    """A draft with what is wrong with it and what it would change.

    ``outdated``: the units whose form is out and asks or scores otherwise than the draft does. ``locked``:
    why the set may not change at all any more. ``moved``: the set itself was replaced after the draft began.
    """

    draft: SetDraft
    mistakes: tuple[TextMistake, ...] = ()
    changes: tuple[str, ...] = ()
    maxima: tuple[KindMaximum, ...] = ()
    outdated: tuple[str, ...] = ()
    locked: str = ""
    moved: bool = False
    roster: Roster | None = field(default=None, repr=False)


def criteria_workbook(office: Office) -> bytes:
    """The set and its units as a workbook. Raises WorkspaceError where Excel cannot hold a value."""
    content = in_memory(write_set_book, office.roster)
    lost = unfaithful(office.roster, lambda: read_criteria_book(f"{office.roster.criteria.id}.xlsx", content))
    if lost:
        raise WorkspaceError(*lost)
    return content


def opened_set_edit(office: Office) -> SetEdit:
    """The draft that somebody began, else the set as it is."""
    return tried_set(office, _kept(office) or _fresh(office))


def begun_set_edit(office: Office) -> SetEdit | None:
    """The draft that somebody began, None where nobody has."""
    kept = _kept(office)
    return tried_set(office, kept) if kept else None


def try_set_rows(office: Office, rows: Texts) -> SetEdit:
    """What the draft would be with these sheets; nothing is kept."""
    draft = _kept(office) or _fresh(office)
    return tried_set(office, replace(draft, texts={**draft.texts, **rows}))


def keep_set_rows(office: Office, rows: Texts, version: int, who: str) -> SetEdit:
    """Put these sheets into the draft and save it.

    Raises StaleSetError, and saves nothing, where somebody else saved since ``version``; WorkspaceError where
    a cell holds more than Excel does.
    """
    longest = max((len(cell) for sheet in rows.values() for row in sheet for cell in row), default=0)
    if longest > _LONGEST:
        raise WorkspaceError(f"Chưa lưu: có ô dài {longest} ký tự, nhiều nhất là {_LONGEST}. Rút gọn ô đó.")
    with _lock(office):
        draft = _kept(office) or _fresh(office)
        if draft.version != version:
            raise StaleSetError(
                f"{draft.who or 'Người khác'} vừa lưu bản đang sửa này. Nội dung vừa nhập còn ở dưới: "
                "đối chiếu rồi bấm Lưu lần nữa để thay."
            )
        texts = {**draft.texts, **rows}
        edited = _edited(draft.texts[TREE_SHEET], texts[TREE_SHEET])
        left = tuple(each for each in draft.left if each[0] not in edited)
        return tried_set(office, _saved(office, replace(draft, texts=texts, left=left), who))


def _edited(before: Sequence[Sequence[str]], now: Sequence[Sequence[str]]) -> set[str]:
    """The codes of criteria and groups whose rows are not what they were."""
    then, here = (
        by_code([dict(zip(sheet[0], row, strict=False)) for row in sheet[1:]]) for sheet in (before, now)
    )
    return {code for code in {*then, *here} if then.get(code) != here.get(code)}


def set_edit_from_book(office: Office, path: Path, who: str) -> SetEdit:
    """Replace the draft by an edited workbook. Raises SetError with every mistake by sheet and cell."""
    roster, doubts = open_set_and_doubts(path)
    if roster.criteria.id != office.roster.criteria.id:
        raise WorkspaceError(
            f"Bảng Excel này là của bộ “{roster.criteria.id}”, trang đang mở bộ "
            f"“{office.roster.criteria.id}”. Tải bảng của bộ này về, sửa rồi đưa vào; hoặc sửa lại mục "
            f"“{_ID}” ở trang “{GENERAL_SHEET}”."
        )
    with _lock(office):
        before = _kept(office)
        left = tuple((row.code, row.words) for row in doubts)
        fresh = replace(_fresh(office), version=before.version if before else 0)
        return tried_set(office, _saved(office, replace(fresh, texts=texts_of(roster), left=left), who))


def issue_set(office: Office, number: str, day: date, who: str) -> SetEdit:
    """Put into the draft that a decision issues the set. Raises WorkspaceError without a number."""
    if not number:
        raise WorkspaceError("Chưa ghi số quyết định ban hành. Ghi số, ngày quyết định rồi bấm lại.")
    with _lock(office):
        draft = _kept(office) or _fresh(office)
        status = next(column.kind for column in GENERAL if column.title == _STATUS)
        said = {_STATUS: status.show("issued"), _NUMBER: number, _DAY: show_date(day)}
        rows = [[row[0], said.get(row[0], row[1]), *row[2:]] for row in draft.texts[GENERAL_SHEET]]
        texts = {**draft.texts, GENERAL_SHEET: rows}
        return tried_set(office, _saved(office, replace(draft, texts=texts), who))


def drop_set_edit(office: Office) -> None:
    """Throw the draft away; the set is as it was."""
    with _lock(office):
        _file(office).unlink(missing_ok=True)


def take_set_edit(office: Office, version: int, *, again: bool = False) -> SetTaken:
    """Make the draft the set; the old files stay as ``.bak``.

    ``again``: the forms that are out will be made and sent again. Raises StaleSetError where the draft is not
    the one that was shown, WorkspaceError where it has mistakes, where the set may not change, and, unless
    ``again``, where forms that are out would no longer be taken.
    """
    with _lock(office):
        edit = tried_set(office, _kept(office) or _fresh(office))
        if edit.draft.version != version or edit.moved:
            raise StaleSetError("Bản đang sửa hoặc bộ tiêu chí vừa đổi. Xem lại thay đổi rồi bấm Lưu.")
        if edit.mistakes or edit.roster is None:
            raise WorkspaceError(f"Chưa lưu: bản đang sửa còn {len(edit.mistakes)} chỗ sai.")
        if edit.locked:
            raise WorkspaceError(edit.locked)
        if edit.outdated and not again:
            raise WorkspaceError(
                f"Chưa lưu: biểu đã tạo của {len(edit.outdated)} đơn vị sẽ không nhận được nữa "
                f"({shortened(edit.outdated)}). Đánh dấu “Sẽ tạo và gửi lại biểu” rồi bấm Lưu."
            )
        if not (office.workspace.root / "criteria" / edit.roster.criteria.id / SET_FILE).is_file():
            raise WorkspaceError(
                f"Thư mục của bộ mang tên khác mã bộ “{edit.roster.criteria.id}”. Đổi tên thư mục ấy (trong "
                "criteria/) cho giống mã bộ, mở lại trang rồi lưu."
            )
        taken = take_set(office.workspace.root, edit.roster, replace=True)
        _file(office).unlink(missing_ok=True)
        return taken


def tried_set(office: Office, draft: SetDraft) -> SetEdit:
    """What is wrong with a draft, else what it would change."""
    tried = try_set_book(_FILE, book_of(draft.texts))
    mistakes = list(mistakes_in(_FILE, tried.messages))
    roster = tried.roster
    if roster and roster.criteria.id != office.roster.criteria.id:
        mistakes.append(TextMistake(f"“{_ID}” không đổi trên trang này; đổi thì đưa bộ khác vào thư mục"))
    edit = SetEdit(
        draft,
        tuple(mistakes),
        maxima=tuple(_maxima(roster)) if roster else (),
        moved=bool(draft.version) and draft.base != _print(office.roster),
    )
    if mistakes or roster is None:
        return edit
    comparison = compare(office.roster, roster)
    return replace(
        edit,
        roster=roster,
        changes=() if comparison.identical else tuple(comparison.lines()),
        outdated=tuple(unit.name for unit in _outdated(office, roster)),
        locked=_lock_reason(office, comparison),
    )


def units_with_forms(office: Office) -> dict[str, tuple[str, ...]]:
    """Period -> the codes of the units whose form of the period was made, or has come back."""
    ledger = office.register.ledger(office.roster.criteria.year)
    received = {
        (line.draft.period, line.draft.unit)
        for line in ledger.of(Action.RECEIVED)
        if Received.of(line).readable
    }
    found = {}
    for period in office.roster.criteria.periods:
        here = replace(office, period=period)
        folder = here.out / "bieu-mau"
        found[period] = tuple(
            unit.code
            for unit in office.roster.evaluated
            if (period, unit.code) in received or (folder / form_name(here, unit)).is_file()
        )
    return {period: units for period, units in found.items() if units}


def _outdated(office: Office, roster: Roster) -> Iterator[Unit]:
    out = units_with_forms(office)
    for unit in office.roster.evaluated:
        now = roster.unit(unit.code)
        periods = [period for period, units in out.items() if unit.code in units]
        if now and any(
            office.roster.form_hash(unit, period) not in roster.form_hashes(now, period) for period in periods
        ):
            yield unit


def _lock_reason(office: Office, comparison: Comparison) -> str:
    """Why the set may not change any more: it was used for the year, and issued or verified under."""
    criteria = office.roster.criteria
    ledger = office.register.ledger(criteria.year)
    used = ledger.set_in_use(criteria.scored_period, criteria.id)
    was_issued = criteria.status == "issued" and set_hash(comparison.new.criteria) != office.set_hash
    if not used or not (was_issued or is_frozen(comparison.new.criteria, ledger, used)):
        return ""
    return (
        "Bộ tiêu chí đã dùng để tổng hợp điểm năm nay và đã ban hành hoặc đã có điểm thẩm định, nên tiêu chí "
        "không đổi được nữa. Danh sách đơn vị vẫn sửa được. Bấm “Bỏ bản đang sửa” để giữ bộ hiện nay."
    )


def _maxima(roster: Roster) -> Iterator[KindMaximum]:
    for kind in roster.criteria.kinds:
        tops = sorted(most(roster, unit) for unit in roster.evaluated if unit.kind == kind.code)
        if tops:
            yield KindMaximum(kind.name, len(tops), show_number(tops[0]), show_number(tops[-1]))


def _fresh(office: Office) -> SetDraft:
    texts = texts_of(office.roster)
    lost = unfaithful(office.roster, lambda: read_set_book(_FILE, book_of(texts)))
    if lost:
        raise WorkspaceError(*lost)
    return SetDraft(texts, base=_print(office.roster))


def _print(roster: Roster) -> str:
    return f"{set_hash(roster.criteria)} {units_hash(roster.units)}"


def _lock(office: Office) -> FileLock:
    file = _file(office)
    file.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(file.with_suffix(".lock"))


def _file(office: Office) -> Path:
    return office.workspace.root / _FOLDER / f"{office.roster.criteria.id}.json"


def _saved(office: Office, draft: SetDraft, who: str) -> SetDraft:
    saved = replace(draft, version=draft.version + 1, who=who)
    content = {
        "version": saved.version,
        "who": who,
        "base": saved.base,
        "left": saved.left,
        "texts": saved.texts,
    }
    write_whole(_file(office), as_json(content).encode())
    return saved


def _kept(office: Office) -> SetDraft | None:
    try:
        content = json.loads(_file(office).read_text(encoding="utf-8"))
        texts: Mapping[str, Sequence[Sequence[str]]] = content["texts"]
        left = tuple((str(code), str(words)) for code, words in content.get("left", ()))
        return SetDraft(texts, int(content["version"]), str(content["who"]), str(content["base"]), left)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, AttributeError, TypeError):
        raise WorkspaceError(
            f"Bản đang sửa {_file(office).name} bị hỏng. Đổi tên tệp này trong thư mục {_FOLDER} rồi mở lại."
        ) from None
