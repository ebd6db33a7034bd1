"""Truy cập: links of units, people with passwords, taking both back."""

from typing import Any

from flask import abort, redirect, render_template, request, send_file, url_for

from scoring.errors import UserError
from scoring.periods import ANNUAL
from scoring.pipeline.restore import register_restore
from scoring.pipeline.upkeep import is_register_lost, register_trouble
from scoring.pipeline.whole_copy import copy_place
from scoring.text import clean
from scoring.web.accounts import TEAM
from scoring.web.pages.common import current_period, site, visitor, who
from scoring.web.pages.downloads import made_file
from scoring.web.pages.sending import letter_about
from scoring.web.roles import ADMIN, Role, page

GIVEN = (Role.OFFICE, Role.VERIFIER, Role.LEADER, Role.ADMIN)
"""The roles of people; a unit comes by its link."""
_OF_THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")
"""Hosts that another machine cannot open."""


@page("/truy-cap", ADMIN)
def access() -> Any:
    """Who may come in."""
    return _shown()


def _shown(made: dict[str, str] | None = None) -> Any:
    """``made``: links by unit that are shown this once."""
    return render_template(
        "access.html",
        made=made or {},
        letter=letter_about(current_period(site().office().roster.criteria, site().today)),
        units=site().office().roster.evaluated,
        links=site().accounts.links(),
        people=site().accounts.people(),
        roles=GIVEN,
        scopes=_scopes(),
        addresses=sorted(f"{site().served.scheme}://{host}" for host in site().served.hosts),
        only_here=all(host.rpartition(":")[0] in _OF_THIS_MACHINE for host in site().served.hosts),
        trouble=register_trouble(site().office()),
        lost=is_register_lost(site().office()),
        copied=made_file(copy_place(site().root)),
        jobs=site().jobs.of("save_whole_copy", period=ANNUAL)[:1],
        restored=request.args.get("da_khoi_phuc", type=int),
        saved=request.args.get("da_luu", type=int),
        revoked=request.args.get("da_thu_hoi", type=int),
    )


def _scopes() -> dict[str, str]:
    """As whom somebody may verify: a verifier of the set, or the whole team."""
    named = {each.code: each.name for each in site().office().roster.criteria.verifiers}
    return named | {TEAM: "Cả tổ thẩm định (mọi đơn vị)"}


@page("/truy-cap/lien-ket", ADMIN, "POST", screen="access")
def make_links() -> Any:
    """New links: of one unit, or of every unit that has none."""
    units = [each.code for each in site().office().roster.evaluated]
    wanted = request.form.get("don_vi", "")
    if wanted and wanted not in units:
        abort(404)
    standing = site().accounts.links()
    chosen = [wanted] if wanted else [code for code in units if code not in standing]
    if not chosen:
        raise UserError(
            "Đơn vị nào cũng đã có đường dẫn. Cần đường dẫn mới thì bấm “Cấp lại” ở dòng của đơn vị."
        )
    made = {code: site().accounts.make_link(code) for code in chosen}
    return _shown({code: f"{request.host_url}l/{token}" for code, token in made.items()})


@page("/truy-cap/thu-hoi", ADMIN, "POST", screen="access")
def revoke_access() -> Any:
    """A link or a person comes in no more, and who is in is out."""
    if unit := request.form.get("don_vi", ""):
        site().accounts.revoke_link(unit)
    if (person := request.form.get("nguoi", "")).isdecimal():
        _revoke_person(int(person))
    return redirect(url_for("access", da_thu_hoi=1), 303)


def _revoke_person(person: int) -> None:
    """Raises UserError for the visitor: an office without an administrator could not open its page again."""
    if any(each.id == person and each.name == visitor().who for each in site().accounts.people()):
        raise UserError(
            "Chưa thu hồi: đây là người đang dùng trang. Thêm người quản trị khác rồi để người ấy thu hồi."
        )
    site().accounts.revoke_person(person)


@page("/truy-cap/tai-khoan", ADMIN, "POST", screen="access")
def set_password() -> Any:
    """A new person, or another password."""
    wanted = {role.name: role for role in GIVEN}
    roles = frozenset(wanted[name] for name in request.form.getlist("vai") if name in wanted)
    if not roles:
        raise UserError("Chưa chọn vai trò. Chọn ít nhất một vai trò cho tài khoản.")
    scope = request.form.get("pham_vi", "")
    if scope and scope not in _scopes():
        abort(404)
    name, password = clean(request.form.get("ten", "")), request.form.get("mat_khau", "")
    site().accounts.set_password(name, roles, password, scope)
    return redirect(url_for("access", da_luu=1), 303)


@page("/truy-cap/khoi-phuc", ADMIN, "POST", screen="access")
def register_restored() -> Any:
    """The last sound backup in the place of a register that is broken or lost."""
    if not register_trouble(site().office()):
        raise UserError("Sổ theo dõi đang nguyên vẹn, không cần khôi phục.")
    return redirect(url_for("access", da_khoi_phuc=register_restore(site().office()).lines), 303)


@page("/truy-cap/tai-ve", ADMIN, "POST", screen="access")
def everything() -> Any:
    """All data of the office in one archive, to be kept on another disk: made by a job."""
    job = site().jobs.start(site().where(ANNUAL), "save_whole_copy", "Lập bản sao toàn bộ dữ liệu", who(), {})
    return redirect(url_for("job", number=job.id), 303)


@page("/truy-cap/ban-sao", ADMIN)
def everything_saved() -> Any:
    """The archive that was made last."""
    made = made_file(copy_place(site().root))
    if made is None:
        abort(404)
    name = f"danvan-{made.at:%Y-%m-%d}.zip"
    return send_file(made.path.resolve(), "application/zip", as_attachment=True, download_name=name)
