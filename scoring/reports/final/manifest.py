"""``manifest.json``: everything an edition follows from and all it consists of, each with its hash."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version

from scoring.criteria.units import Unit
from scoring.json_text import as_json, json_line
from scoring.register import Action, Ledger, Record
from scoring.standing.approvals import approval_states
from scoring.standing.run import Consolidation

FORMAT = "danvan-manifest-1"
LIBRARIES = ("xlsxwriter", "docxtpl", "python-docx", "Jinja2", "lxml")
"""The libraries that shape the bytes of an edition; zlib packs them."""


@dataclass(frozen=True, slots=True)
class RegisterState:
    """The register when the year was frozen: its last line, that line's digest, all lines of the year."""

    last: int
    digest: str
    decisions: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One edition. Paths are relative to the workspace, those of ``outputs`` to the edition's folder.

    ``inputs``: every file of every period that was there to be read. ``earlier``: the results of earlier
    years that it is compared with. ``reason`` says why there is another edition. ``approvals``: who approved
    which block in which step, and when; a set without steps has none.
    """

    year: int
    edition: int
    reason: str
    tool: str
    libraries: Mapping[str, str]
    set_id: str
    set_hash: str
    units: str
    register: RegisterState
    inputs: Mapping[str, str]
    earlier: Mapping[str, str]
    templates: Mapping[str, str]
    outputs: Mapping[str, str]
    format: str = FORMAT
    approvals: Sequence[Mapping[str, str]] = ()


def manifest_bytes(manifest: Manifest) -> bytes:
    """The same manifest, the same bytes. A file name that is not UTF-8 survives."""
    content = asdict(manifest)
    if not manifest.approvals:  # a set without steps keeps the manifest that it always had
        del content["approvals"]
    return as_json(content, sort_keys=True).encode("utf-8", "surrogatepass")


def read_manifest(data: bytes) -> Manifest | None:
    """The manifest, None where these bytes are none of this format."""
    try:
        found = json.loads(data.decode("utf-8", "surrogatepass"))
        if found["format"] != FORMAT:
            return None
        return Manifest(**{**found, "register": RegisterState(**found["register"])})
    except (ValueError, KeyError, TypeError):
        return None


def sha256(content: bytes) -> str:
    """The hex digest."""
    return hashlib.sha256(content).hexdigest()


def libraries() -> dict[str, str]:
    """The versions at work here."""
    return {**{name: version(name) for name in LIBRARIES}, "zlib": zlib.ZLIB_RUNTIME_VERSION}


def units_hash(units: Iterable[Unit]) -> str:
    """The identity of the list of units: its content, whatever file it comes from."""
    return _hash([unit.model_dump(mode="json") for unit in units])


def register_state(ledger: Ledger) -> RegisterState:
    """The state of a register that ends where the edition was made: see :func:`before_freezing`."""
    return RegisterState(ledger.last, ledger.digest, _hash([_line(record) for record in ledger.records]))


def before_freezing(ledger: Ledger) -> Ledger:
    """The register up to its last line that is not itself a freezing: what an edition made now rests on."""
    lines = [record.seq for record in ledger.records if record.draft.action is not Action.FROZEN]
    return ledger.up_to(max(lines, default=0))


def approved_by(run: Consolidation) -> list[dict[str, str]]:
    """Who approved what, and when, as the manifest says it."""
    return [
        {
            "step": each.step.code,
            "name": each.step.name,
            "block": each.figures.block.code,
            "who": each.approved.who,
            "at": each.approved.at.isoformat(),
            "document": each.approved.draft.document,
            "digest": each.figures.digest,
            "record": str(each.approved.seq),
        }
        for each in approval_states(run)
        if each.approved
    ]


def _line(record: Record) -> list[object]:
    draft = asdict(record.draft)
    draft["values"], draft["action"] = dict(record.draft.values), record.draft.action.name
    return [record.seq, record.at.isoformat(), record.who, draft]


def _hash(content: object) -> str:
    return sha256(json_line(content, sort_keys=True).encode("utf-8", "surrogatepass"))


def differences(held: Manifest, now: Manifest) -> Iterator[str]:
    """What is no longer as it was frozen, a sentence each; outputs are left to the caller."""
    yield from rules_changed(held, now)
    yield from data_changed(held, now)


def rules_changed(held: Manifest, now: Manifest) -> Iterator[str]:
    """The set, the units, the templates: they go on changing, and the edition keeps its own."""
    if (held.set_id, held.set_hash) != (now.set_id, now.set_hash):
        other = f", nay là “{now.set_id}”" if now.set_id != held.set_id else ""
        yield f"Bộ tiêu chí đã đổi: kết quả đã chốt theo nội dung cũ của “{held.set_id}”{other}."
    if held.units != now.units:
        yield "Danh sách đơn vị đã đổi."
    yield from named("Mẫu văn bản", held.templates, now.templates)


def data_changed(held: Manifest, now: Manifest) -> Iterator[str]:
    """The files, the results of earlier years, the register."""
    yield from named("Tệp đầu vào", held.inputs, now.inputs)
    yield from named("Kết quả năm trước", held.earlier, now.earlier)
    if now.register.last > held.register.last:
        yield f"Sổ theo dõi có thêm dòng mới (khi chốt: dòng {held.register.last})."
    elif held.register != now.register:
        yield f"Sổ theo dõi đã bị sửa ở phần đến dòng {held.register.last}."


def versions(held: Manifest, now: Manifest) -> Iterator[str]:
    """The program and the libraries that changed; they may or may not change a byte."""
    if held.tool != now.tool:
        yield f"Phiên bản công cụ đã đổi: khi chốt là {held.tool}, nay là {now.tool}."
    for name in sorted({*held.libraries, *now.libraries}):
        old, new = held.libraries.get(name, "không có"), now.libraries.get(name, "không có")
        if old != new:
            yield f"Thư viện {name} đã đổi: khi chốt là {old}, nay là {new}."


def named(what: str, held: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Files that changed, are missing or are new."""
    for name in sorted({*held, *now}):
        shown = name.encode("utf-8", "replace").decode()
        if name not in now:
            yield f"{what} bị thiếu: {shown}."
        elif name not in held:
            yield f"{what} mới, không có khi chốt: {shown}."
        elif held[name] != now[name]:
            yield f"{what} đã đổi: {shown}."
