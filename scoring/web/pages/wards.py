"""Cấp tỉnh: results of wards in, rolled up, the workbook out."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for

from scoring.periods import ANNUAL
from scoring.pipeline.wards import rolled_up, wards_expected, wards_held
from scoring.web.answers import attachment
from scoring.web.pages.common import on_disk, site, uploads, who
from scoring.web.pages.downloads import WORKBOOK
from scoring.web.roles import OFFICE, READERS, page


@page("/thanh-pho", READERS)
def wards() -> Any:
    """The wards that sent results, those that are missing, and what was made of them."""
    return _shown()


def _shown(taken: Any = None) -> Any:
    office = site().office(ANNUAL)
    return render_template(
        "wards.html",
        held=wards_held(office),
        expected=wards_expected(office),
        workbook=rolled_up(office),
        taken=taken,
        jobs=site().jobs.of("roll_up_wards", period=ANNUAL)[:1],
    )


@page("/thanh-pho/nhan", OFFICE, "POST", screen="wards")
def wards_taken() -> Any:
    """Archives of frozen results, each as a ward's page of closing gives it."""
    with on_disk(uploads()) as names:
        return _shown(site().ask(ANNUAL, "take_wards", list(names.values())))


@page("/thanh-pho/danh-sach", OFFICE, "POST", screen="wards")
def wards_listed() -> Any:
    """The list of wards that are expected."""
    with on_disk(uploads()[:1]) as names:
        [path] = names.values()
        site().ask(ANNUAL, "expect_wards", path)
    return redirect(url_for("wards"), 303)


@page("/thanh-pho/bo", OFFICE, "POST", screen="wards")
def ward_dropped() -> Any:
    """A ward's results no longer count."""
    site().ask(ANNUAL, "drop_ward", request.form.get("phuong", ""))
    return redirect(url_for("wards"), 303)


@page("/thanh-pho/tong-hop", OFFICE, "POST", screen="wards")
def wards_rolled_up() -> Any:
    """Roll up what lies there."""
    job = site().jobs.start(site().where(ANNUAL), "roll_up_wards", "Tổng hợp các phường, xã", who(), {})
    return redirect(url_for("job", number=job.id), 303)


@page("/thanh-pho/tai", READERS)
def wards_workbook() -> Any:
    """The workbook of the last rolling up."""
    path = rolled_up(site().office(ANNUAL))
    if path is None:
        abort(404)
    return attachment(path.read_bytes(), path.name, WORKBOOK)
