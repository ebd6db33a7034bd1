"""Tài liệu kiểm chứng: files that a unit attaches to its criteria; sent out as attachments only."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for

from scoring.errors import UserError
from scoring.periods import ANNUAL
from scoring.pipeline.attach import KINDS, LARGEST, MOST, attach, attached, detach, seems_whole
from scoring.standing.attachments import Attachment, attachments
from scoring.text import clean
from scoring.web.accounts import TEAM
from scoring.web.answers import attachment
from scoring.web.pages.common import own_unit, site, uploads, visitor, who
from scoring.web.roles import EVERYBODY, UNIT, Role, page


@page("/don-vi/tai-lieu", UNIT, "GET", "POST")
def evidence() -> Any:
    """The unit's evidence files by criterion; a POST brings one more."""
    unit, run = own_unit(), site().run(ANNUAL)
    asked = [each for each in run.roster.asked(unit) if each.by_unit]
    if request.method == "POST":
        code = request.form.get("tieu_chi", "")
        if code not in {each.code for each in asked}:
            raise UserError("Chưa chọn tiêu chí của tài liệu. Chọn tiêu chí rồi gửi lại.")
        sent = uploads()
        for file in sent:
            content = file.stream.read(LARGEST + 1)
            attach(site().office(ANNUAL), unit, code, clean(file.filename or ""), content, who())
        return redirect(url_for("evidence", tieu_chi=code, da_gui=len(sent)), 303)
    found = list(attachments(site().ledger(), unit.code))
    return render_template(
        "evidence.html",
        unit=unit,
        asked=asked,
        wanted=next((each.code for each in asked if each.code == request.args.get("tieu_chi")), ""),
        sent=request.args.get("da_gui", type=int),
        removed="da_bo" in request.args,
        annual=ANNUAL,
        files={each.code: [file for file in found if file.criterion == each.code] for each in asked},
        lost={file.seq for file in found if not seems_whole(site().office(ANNUAL), file)},
        kinds=KINDS,
        largest=LARGEST // 2**20,
        most=MOST,
    )


@page("/don-vi/tai-lieu/bo", UNIT, "POST", screen="evidence")
def evidence_removed() -> Any:
    """One of the unit's files stands for nothing more."""
    seq = request.form.get("so", 0, type=int)
    detach(site().office(ANNUAL), own_unit(), seq, who())
    return redirect(url_for("evidence", tieu_chi=request.form.get("tieu_chi", ""), da_bo=1), 303)


@page("/tai-lieu/<int:number>", EVERYBODY)
def evidence_file(number: int) -> Any:
    """An evidence file, to be saved; there is none of another unit, or of one that is not his to verify."""
    each = next((each for each in attachments(site().ledger()) if each.seq == number), None)
    if each is None or not _may_see(each):
        abort(404)
    content = attached(site().office(ANNUAL), each)
    name = each.name if each.name.lower().endswith(each.suffix) else f"{each.name}{each.suffix}"
    return attachment(content, name, "application/octet-stream")


def _may_see(each: Attachment) -> bool:
    mine = visitor()
    if mine.roles & {Role.OFFICE, Role.LEADER}:
        return True
    if Role.VERIFIER in mine.roles:
        roster = site().office().roster
        unit = roster.unit(each.unit)
        verifier = roster.verifier(unit) if unit else None
        return mine.verifies == TEAM or bool(verifier and verifier.code == mine.verifies)
    return bool(mine.unit) and mine.unit == each.unit
