"""Quyết định: what is still open, decisions seen before they are taken, approvals, taking back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request, url_for

from scoring.errors import UserError
from scoring.periods import ANNUAL
from scoring.pipeline.approvals import AGREED, approve, send_back
from scoring.pipeline.classes import accept_quota, decide_class
from scoring.pipeline.conditions import decide_condition
from scoring.pipeline.records import (
    REVOCABLE,
    Voice,
    adopt,
    disqualify,
    exempt,
    leave_out,
    reopen,
    revoke,
)
from scoring.pipeline.register_book import register_lines
from scoring.reports.final.still_open import Matter, OpenMatter
from scoring.text import clean, equal_decimals
from scoring.web.pages.common import site, typed_words, who
from scoring.web.roles import OFFICE, READERS, page

if TYPE_CHECKING:
    from scoring.pipeline.records import Recorded

SETTLED_AT: Mapping[Matter, tuple[str, str]] = {
    Matter.FILE: ("receiving", "Nhận biểu"),
    Matter.MISSING: ("receiving", "Nhận biểu"),
    Matter.TO_MEND: ("answering", "Phản hồi"),
    Matter.NEWER: ("answering", "Phản hồi"),
    Matter.UNVERIFIED: ("verifying_unit", "Thẩm định"),
    Matter.CONDITION: ("verifying_unit", "Thẩm định"),
    Matter.POINTS: ("verifying_unit", "Thẩm định"),
    Matter.ARRIVAL: ("receiving", "Ghi ngày nhận"),
}
"""The page where a matter is settled."""
DECIDED_AS: Mapping[Matter, tuple[str, str]] = {
    Matter.MISSING: ("de-ngoai", "Không xếp loại"),
    Matter.TO_MEND: ("de-ngoai", "Không xếp loại"),
    Matter.NEWER: ("cong-nhan", "Giữ bản trước"),
    Matter.BACK: ("de-ngoai", "Vẫn không xếp loại"),
    Matter.UNVERIFIED: ("cong-nhan", "Công nhận điểm tự chấm"),
    Matter.CONDITION: ("dieu-kien-co", "Quyết định điều kiện"),
    Matter.CLASS: ("xep-loai", "Quyết định xếp loại"),
    Matter.QUOTA: ("vuot-han-muc", "Chấp nhận vượt hạn mức"),
}
"""The decision that settles a matter as well: it is begun from the line of the unit."""


@dataclass(frozen=True, slots=True)
class DecisionKind:
    """A kind of decision: what it is called, and which fields it needs besides units, reason and document."""

    name: str
    words: str
    needs: tuple[str, ...] = ()


KINDS = (
    DecisionKind("cong-nhan", "Công nhận điểm tự chấm"),
    DecisionKind("mien-tieu-chi", "Miễn tiêu chí", ("tieu_chi", "van_ban")),
    DecisionKind("xep-loai", "Quyết định xếp loại", ("loai", "van_ban")),
    DecisionKind("vuot-han-muc", "Chấp nhận vượt hạn mức", ("loai", "van_ban")),
    DecisionKind("dieu-kien-co", "Điều kiện xếp loại: có", ("dieu_kien", "van_ban")),
    DecisionKind("dieu-kien-khong", "Điều kiện xếp loại: không", ("dieu_kien", "van_ban")),
    DecisionKind("khong-du-dieu-kien", "Không đủ điều kiện xếp loại", ("van_ban",)),
    DecisionKind("de-ngoai", "Không xếp loại (để ngoài)"),
    DecisionKind("tra-bieu", "Trả biểu để đơn vị làm lại"),
)
_ELSEWHERE = ("VERIFIED", "ARRIVED", "FORM_SENT")
"""Taken back on the pages where they are recorded."""
_LABEL = {"tieu_chi": "tiêu chí", "loai": "loại", "dieu_kien": "điều kiện", "van_ban": "số, ngày văn bản"}


@page("/quyet-dinh", READERS)
def deciding() -> Any:
    """What is open, and a form for decisions; its button on a line of what is open begins one."""
    return _shown({"viec": request.args.get("viec", ""), "don_vi": request.args.getlist("don_vi")})


def _shown(typed: Mapping[str, Any], recorded: "Recorded | None" = None, *, anew: bool = False) -> Any:
    run = site().verified_run()
    office = site().office(ANNUAL)
    standing = [
        (line, words)
        for line, holds, words in reversed(register_lines(office))
        if holds and line.draft.action in REVOCABLE and line.draft.action.name not in _ELSEWHERE
    ]
    return render_template(
        "deciding.html",
        matters=shown_matters(),
        kinds=KINDS,
        units=run.roster.evaluated,
        codes=[
            *run.criteria.group_texts.items(),
            *((c.code, c.text) for c in run.criteria.criteria.values()),
        ],
        classes=run.criteria.classes,
        conditions=run.criteria.conditions,
        blocks=run.blocks,
        steps=site().steps(),
        agreed=AGREED,
        standing=standing,
        names={unit.code: unit.name for unit in run.roster.units},
        typed=typed,
        recorded=recorded,
        scores=_with_equal_decimals(recorded),
        anew=anew,
    )


def _with_equal_decimals(recorded: "Recorded | None") -> dict[str, str]:
    """The scores of the preview as they are shown."""
    effects = recorded.preview.effects if recorded and recorded.preview else ()
    scores = [stand.score for effect in effects for stand in (effect.before, effect.after)]
    return dict(zip(scores, equal_decimals(scores), strict=True))


@dataclass(frozen=True, slots=True)
class ShownMatter:
    """An open matter on the page: ``place`` and ``decision`` are the address and the words of its buttons.

    The words are blank where there is no such button.
    """

    matter: OpenMatter
    place: str
    decision: str

    @property
    def head(self) -> str:
        """What is open."""
        return self.matter.head or self.matter.what.rstrip(".")

    def address(self, unit: str = "") -> str:
        """The page where it is settled for the unit."""
        endpoint, _ = SETTLED_AT[self.matter.matter]
        if endpoint == "verifying_unit":
            return url_for(endpoint, unit=unit)
        return url_for(endpoint, ky=self.matter.period or ANNUAL)

    def decided(self, unit: str = "") -> str:
        """The form of decisions, begun for the unit."""
        kind, _ = DECIDED_AS[self.matter.matter]
        return url_for("deciding", viec=kind, don_vi=unit or None, _anchor="ghi-quyet-dinh")


def shown_matters() -> list[ShownMatter]:
    """What keeps the year open, each with its buttons."""
    return [
        ShownMatter(each, SETTLED_AT.get(each.matter, ("", ""))[1], DECIDED_AS.get(each.matter, ("", ""))[1])
        for each in site().matters()
    ]


@page("/quyet-dinh/ghi", OFFICE, "POST", screen="deciding")
def decided() -> Any:
    """A decision: shown first with what it changes, recorded once just that is confirmed.

    Between the two a form may come, somebody else decide, or the fields be changed: then it is shown again.
    """
    form = request.form
    typed = {
        key: clean(form.get(key, ""))
        for key in ("viec", "tieu_chi", "loai", "dieu_kien", "khoi", "ly_do", "van_ban")
    }
    typed["ca_da_tham_dinh"] = form.get("ca_da_tham_dinh", "")
    units = _in_order(form.getlist("don_vi"))
    asks, seen = form.get("ghi") != "1", form.get("da_xem", "")
    voice = Voice(typed["ly_do"], typed["van_ban"], who())
    kind = _kind(typed, units).name
    if asks or seen:
        would = _recorded(kind, typed, units, replace(voice, asks=True))
        if asks or would.preview is None or would.preview.fingerprint != seen:
            return _shown({**typed, "don_vi": units}, would, anew=not asks)
    recorded = _recorded(kind, typed, units, voice)
    return _written(len(recorded.records))


def _in_order(codes: list[str]) -> list[str]:
    """The units in the order of the set: the page shows chosen ones first, so it sends them otherwise."""
    place = {unit.code: number for number, unit in enumerate(site().office(ANNUAL).roster.units)}
    return sorted(codes, key=lambda code: place.get(code, len(place)))


def _written(count: int) -> Any:
    """Back to the top of the page, where it says so: a browser keeps the anchor of the form otherwise."""
    return redirect(url_for("deciding", da_ghi=count, _anchor="noi-dung"), 303)


def _kind(typed: Mapping[str, str], units: list[str]) -> DecisionKind:
    """The kind that was chosen. Raises UserError where there is none or a field of it is blank."""
    kind = next((each for each in KINDS if each.name == typed["viec"]), None)
    if kind is None:
        raise UserError("Chưa chọn loại quyết định. Chọn việc cần quyết định rồi bấm Xem trước.")
    _refuse_blank(kind, typed, units)
    return kind


def _refuse_blank(kind: DecisionKind, typed: Mapping[str, str], units: list[str]) -> None:
    if not units and kind.name != "vuot-han-muc":
        raise UserError("Chưa chọn đơn vị. Chọn một hoặc nhiều đơn vị rồi bấm Xem trước.")
    if len(units) > 1 and kind.name in ("xep-loai", "khong-du-dieu-kien", "tra-bieu"):
        raise UserError(f"“{kind.words}” ghi cho từng đơn vị. Chọn một đơn vị.")
    missing = [_LABEL[key] for key in kind.needs if not typed[key]]
    if missing:
        raise UserError(f"“{kind.words}” cần ghi {', '.join(missing)}.")
    if not typed["ly_do"]:
        raise UserError("Chưa ghi lý do. Quyết định nào cũng có lý do.")


def _recorded(name: str, typed: Mapping[str, str], units: list[str], voice: Voice) -> "Recorded":
    taken = site().on_kept
    match name:
        case "cong-nhan":
            return taken(adopt, units, [typed["tieu_chi"]] if typed["tieu_chi"] else [], voice)
        case "mien-tieu-chi":
            return taken(exempt, units, typed["tieu_chi"], voice)
        case "xep-loai":
            return taken(decide_class, units[0], typed["loai"], voice)
        case "vuot-han-muc":
            return taken(accept_quota, typed["loai"], typed["khoi"], voice)
        case "dieu-kien-co" | "dieu-kien-khong":
            holds = name == "dieu-kien-co"
            return taken(decide_condition, units, typed["dieu_kien"], voice, holds=holds)
        case "de-ngoai":
            meant = bool(typed["ca_da_tham_dinh"])
            return taken(leave_out, units, voice, although_verified=meant)
        case "tra-bieu":
            return taken(reopen, units[0], voice)
        case _:
            return taken(disqualify, units[0], voice)


@page("/quyet-dinh/huy", OFFICE, "POST", screen="deciding")
def taken_back() -> Any:
    """A decision no longer holds; its line stays."""
    voice = Voice(clean(request.form.get("ly_do", "")), who=who())
    if not voice.reason:
        raise UserError("Chưa ghi lý do hủy. Ghi lý do ở dòng của quyết định rồi bấm Hủy.")
    site().on_kept(revoke, request.form.get("so", 0, type=int), voice)
    return _written(1)


@page("/phe-duyet", READERS, "POST", screen="deciding")
def approving() -> Any:
    """A step approves a block, or sends it back with a reason."""
    step, block = request.form.get("buoc", ""), request.form.get("khoi", "")
    back = request.form.get("tra") == "1"
    said = typed_words("ly_do", "lý do trả lại để bước trước biết xem lại gì" if back else "ý kiến phê duyệt")
    voice = Voice(said, clean(request.form.get("van_ban", "")), who())
    if back:
        site().on_kept(send_back, step, [block], voice)
    else:
        site().on_kept(approve, step, [block], voice, seen=request.form.get("so_lieu", ""))
    return _written(1)
