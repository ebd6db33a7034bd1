"""The form on the page: its draft, what the engine says of it, and its way into the inbox.

A draft becomes the unit's Excel form and is read as every form is: reader, checks, receipt, trail and freeze
know one kind of submission.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from filelock import FileLock

from scoring.criteria.units import Unit
from scoring.errors import UserError, WorkspaceError
from scoring.forms import Prefill, write_form
from scoring.forms.draft import FormDraft, draft_of, names, prefill_of
from scoring.intake.entries import files
from scoring.intake.model import FilledForm, Receipt
from scoring.json_text import as_json
from scoring.pipeline.consolidation import check, earlier_offices
from scoring.pipeline.forms import form_name, tasks_reported
from scoring.pipeline.office import Office
from scoring.pipeline.submit import HandedIn, hand_in
from scoring.register import Action
from scoring.register.actions import Received
from scoring.standing.attachments import file_names
from scoring.standing.run import Consolidation
from scoring.standing.submissions import under_decisions
from scoring.text import ascii_slug
from scoring.workspace import write_whole

_FOLDER = "dang-dien"
_LONGEST = 20_000
"""Letters of one field; Excel holds 32,767 in a cell."""


_STALE = "Bản đang điền vừa được lưu ở một cửa sổ khác. Mở lại trang để lấy bản mới nhất rồi điền tiếp."


@dataclass(frozen=True, slots=True)
class SentSoFar:
    """What came from one unit, as one run has it: a folder of thousands of files is not read for one of them.

    ``receipts``: of all that lies there. ``readable``: how many forms the register knows. Both of one moment,
    so that the second of two clicks makes the very form of the first.
    """

    receipts: tuple[Receipt, ...] = ()
    readable: int = 0

    @property
    def counted(self) -> FilledForm | None:
        """The form that counts for the unit."""
        return next((receipt.form for receipt in self.receipts if receipt.counted), None)

    @property
    def next_sending(self) -> int:
        """One more than every sending of the unit, with those written by hand and those nobody recorded."""
        lying = (receipt.form.sign_off.sending for receipt in self.receipts if receipt.form)
        return 1 + max(self.readable, 0, *lying)


def sent_so_far(run: Consolidation, unit: str) -> SentSoFar:
    """What the run has of the unit."""
    lines = map(Received.of, run.ledger.of(Action.RECEIVED, unit=unit, period=run.period))
    return SentSoFar(run.sent(unit), len({line.sha256 for line in lines if line.readable}))


class StaleDraftError(UserError):
    """Another window has saved the draft since it was opened."""


def opened_draft(office: Office, unit: str, sent: SentSoFar) -> FormDraft:
    """What the unit has typed so far; else what it sent last, or its tasks as it reported them earlier."""
    kept = _read(_file(office, unit))
    if kept:
        return kept
    form = sent.counted
    if form:
        return draft_of(Prefill.of(form))
    before = {then.period: _maybe_its(then, unit) for then in earlier_offices(office)}
    return draft_of(Prefill.continuing(tasks_reported(before).get(unit, {})))


def differs_from_sent(office: Office, unit: str, draft: FormDraft, sent: SentSoFar) -> bool:
    """True where the unit has sent a form that says something else than the draft, by page, file or mail."""
    form = sent.counted
    return form is not None and _said(Prefill.of(form)) != _said(_prefill(office, unit, draft, 1))


def _said(filled: Prefill) -> Mapping[str, str]:
    """What a form says, whichever sending it is."""
    return draft_of(filled).texts


def _prefill(office: Office, unit: str, draft: FormDraft, sending: int) -> Prefill:
    ledger = office.register.ledger(office.roster.criteria.year)
    roster = under_decisions(office.roster, ledger)
    filled = prefill_of(draft, roster, _unit(office, unit), office.period, sending)
    return replace(filled, files=file_names(ledger, unit))


def keep_draft(office: Office, unit: str, draft: FormDraft) -> FormDraft:
    """Save the draft; the new one with its version.

    Raises StaleDraftError, and saves nothing, where another window has saved since; WorkspaceError where a
    text is longer than a form holds.
    """
    longest = max(map(len, draft.texts.values()), default=0)
    if longest > _LONGEST:
        raise WorkspaceError(
            f"Chưa lưu: có ô dài {longest} ký tự, nhiều nhất là {_LONGEST}. Rút gọn ô đó; phần dài gửi tệp."
        )
    known = set(names(_decided(office).roster, _unit(office, unit), office.period))
    texts = {name: text for name, text in draft.texts.items() if name in known and text}
    file = _file(office, unit)
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(file.with_suffix(".lock")):
        before = _read(file)
        if before and before.version > draft.version and not _same_window(before, draft):
            raise StaleDraftError(_STALE)
        saved = replace(draft, texts=texts, version=max(draft.version, before.version if before else 0) + 1)
        content = {"version": saved.version, "window": saved.window, "texts": dict(sorted(texts.items()))}
        write_whole(file, as_json(content).encode())
    return saved


def _same_window(before: FormDraft, draft: FormDraft) -> bool:
    """True where a window saves before it has heard of its last saving: a button right after a field."""
    return bool(draft.window) and before.window == draft.window


def try_draft(office: Office, unit: str, draft: FormDraft) -> Receipt:
    """What the reader, the checks and the engine say of the draft; nothing is kept."""
    with _as_file(office, unit, draft, 1) as path:
        [receipt] = check(office, [path])
    return receipt


def draft_form(office: Office, unit: str, draft: FormDraft, sent: SentSoFar) -> bytes:
    """The unit's Excel form with what was typed, to go on in Excel: the next that it will send."""
    return _written(office, unit, draft, sent.next_sending)


def _written(office: Office, unit: str, draft: FormDraft, sending: int) -> bytes:
    decided, buffer = _decided(office), BytesIO()
    prefill = _prefill(office, unit, draft, sending)
    write_form(buffer, decided.roster, _unit(decided, unit), period=office.period, filled=prefill)
    return buffer.getvalue()


def hand_in_draft(office: Office, unit: str, draft: FormDraft, who: str, sent: SentSoFar) -> HandedIn:
    """The draft as the unit's form, the way of every upload."""
    with _as_file(office, unit, draft, _sending(office, unit, draft, sent)) as path:
        [done] = hand_in(office, [path], who, unit=unit, on_page=True)
    return done


def draft_from_file(office: Office, unit: str, path: Path, version: int) -> FormDraft:
    """What stands in the unit's Excel form, to go on with on the page.

    Raises WorkspaceError where the form is another unit's, or none.
    """
    receipts = check(office, [path])
    form = receipts[0].form if receipts else None
    if form is None or receipts[0].unit != unit:
        found = receipts[0].findings if receipts else ()
        why = f" {found[0].message} {found[0].remedy}" if found else ""
        raise WorkspaceError(f"Tệp này không phải biểu của đơn vị, hoặc chưa đọc được.{why}")
    return draft_of(Prefill.of(form), version)


@contextmanager
def _as_file(office: Office, unit: str, draft: FormDraft, sending: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="danvan-") as folder:
        path = Path(folder) / form_name(office, _unit(office, unit))
        path.write_bytes(_written(office, unit, draft, sending))
        yield path


def _decided(office: Office) -> Office:
    """The office under the decisions of the register: an exempt criterion is not asked."""
    ledger = office.register.ledger(office.roster.criteria.year)
    return replace(office, roster=under_decisions(office.roster, ledger))


def _unit(office: Office, code: str) -> Unit:
    unit = office.roster.unit(code)
    if unit is None or not unit.evaluated:
        raise WorkspaceError("Đơn vị không có trong danh sách được đánh giá của năm này.")
    return unit


def _sending(office: Office, unit: str, draft: FormDraft, sent: SentSoFar) -> int:
    """Which sending it is: that of the form that says the very same, so that two clicks hand in one form."""
    form = sent.counted
    if form and _said(Prefill.of(form)) == _said(_prefill(office, unit, draft, 1)):
        return form.sign_off.sending
    return sent.next_sending


def _maybe_its(office: Office, unit: str) -> tuple[Receipt, ...]:
    """What lies in the folder and may be the unit's: what the register knows to be others' is not read."""
    ledger = office.register.ledger(office.roster.criteria.year)
    lines = [
        (line.draft.unit, Received.of(line)) for line in ledger.of(Action.RECEIVED, period=office.period)
    ]
    mine = {file.file for code, file in lines if code == unit}
    others = {file.file for code, file in lines if file.readable} - mine
    return check(office, [path for name, path in files(office.inbox).items() if name not in others])


def _file(office: Office, unit: str) -> Path:
    year = str(office.roster.criteria.year)
    return office.workspace.root / _FOLDER / year / office.period / f"{ascii_slug(unit)}.json"


def _read(file: Path) -> FormDraft | None:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        texts = {str(k): str(v) for k, v in content["texts"].items()}
        return FormDraft(texts, int(content["version"]), str(content.get("window", "")))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, AttributeError, TypeError):
        raise WorkspaceError(
            f"Bản đang điền {file.name} bị hỏng. Đổi tên tệp này rồi mở lại trang để điền từ biểu đã nộp."
        ) from None
