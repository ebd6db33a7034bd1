"""A template and its fields become a document: no code of the template runs, no byte depends on the time."""

import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from types import TracebackType
from typing import Any

from docxtpl.template import DocxTemplate
from jinja2 import TemplateRuntimeError, TemplateSyntaxError
from lxml import etree

from scoring.reports.documents.errors import TemplateError, at_line
from scoring.reports.documents.guard import guard
from scoring.reports.documents.language import Language, RefusedError, UnknownFieldError
from scoring.sheets.safe import safe
from scoring.text import nearest

_NEAR = 60
_KEPT = 16
"""Templates, and parts of them: ours are five, of three parts each."""
_FIXED = (1980, 1, 1, 0, 0, 0)
_INNERMOST = re.compile(r"innermost block that needs to be closed is '(\w+)'")
_UNKNOWN_TAG = re.compile(r"unknown tag '(\w+)'")
_ROW_TAGS = frozenset({"tr", "tc", "p", "r"})


def render(name: str, template: bytes, fields: Mapping[str, Any]) -> bytes:
    """The document. ``fields``: texts, whole numbers, yes or no, lists and groups of these.

    Raises TemplateError that names the template, the place in it and the remedy.
    """
    _guarded(name, template)
    language = Language()
    document = _Strict(BytesIO(template))
    try:
        document.render(_safe(fields), language, autoescape=True)
    except TemplateSyntaxError as error:
        raise at_line(name, language.source, error.lineno, _syntax(error)) from None
    except UnknownFieldError as error:
        what = _unknown(error, {*fields, *language.names})
        raise at_line(name, language.source, _line(error.__traceback__), what) from None
    except (TemplateRuntimeError, TypeError) as error:
        what = (
            str(error)
            if isinstance(error, RefusedError)
            else "giá trị không hợp với phép so sánh hoặc bộ lọc ở đây"
        )
        raise at_line(name, language.source, _line(error.__traceback__), f"{what}.") from None
    except etree.XMLSyntaxError:
        raise TemplateError(
            f"Mẫu {name}: lệnh {{% for %}}, {{% if %}} và lệnh đóng của nó không nằm cùng một cấp. "
            "Lệnh lặp dòng bảng ({%tr … %}) phải mở và đóng trong cùng một bảng, lệnh lặp đoạn ({%p … %}) "
            "phải đứng ngoài bảng."
        ) from None
    written = BytesIO()
    document.save(written)
    guard(name, written.getvalue(), made=True)
    return steady(written.getvalue())


_guarded = lru_cache(maxsize=_KEPT)(guard)
"""A template is looked at once, and not for each notice."""


class _Strict(DocxTemplate):
    """docxtpl repairs what is not XML by dropping text; here that is an error."""

    def patch_xml(self, src_xml: str) -> str:
        return _patched(src_xml)

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
        return super().fix_tables(xml)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=_KEPT)
def _patched(xml: str) -> str:
    """A template's part with the fields of docxtpl made plain: the same for each notice."""
    nobody: Any = None  # it asks nothing of the document
    patched: str = DocxTemplate.patch_xml(nobody, xml)  # type: ignore[no-untyped-call]
    return patched


def steady(archive: bytes) -> bytes:
    """The same zip with one fixed date for every member, in the same order."""
    into = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            entry = zipfile.ZipInfo(member, _FIXED)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(entry, old.read(member))
    return into.getvalue()


def _safe(value: Any) -> Any:
    """The fields with every text fit for XML, and plain containers only."""
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, Mapping):
        return {key: _safe(each) for key, each in value.items()}
    return [_safe(each) for each in value] if isinstance(value, list | tuple) else value


def _line(trace: TracebackType | None) -> int | None:
    """The template's line: Jinja gives its frames the file name ``<template>``."""
    found = None
    while trace:
        if trace.tb_frame.f_code.co_filename in ("<template>", "<unknown>"):
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def _unknown(error: UnknownFieldError, top: set[str]) -> str:
    known = sorted(top if error.beside is None else error.beside)
    near = nearest(error.name, known, _NEAR)
    hint = f" Có phải “{near}”?" if near else ""
    return f"không có trường “{error.name}”.{hint} Các trường dùng được: criteria/mau-van-ban/README.md."


def _syntax(error: TemplateSyntaxError) -> str:
    said = error.message or ""
    if error.name:
        return f"{said}."
    if open_block := _INNERMOST.search(said):
        return f"lệnh {{% {open_block[1]} %}} chưa được đóng bằng {{% end{open_block[1]} %}}."
    if tag := _UNKNOWN_TAG.search(said):
        if tag[1] in _ROW_TAGS:
            return f"{{%{tag[1]} … %}} đặt sai chỗ: tr, tc phải nằm trong bảng, p đứng riêng một đoạn."
        return f"không có lệnh “{tag[1]}” ở chỗ này."
    return "viết sai cú pháp. Dấu {{ }}, {% %} phải đủ cặp; bên trong chỉ ghi tên trường đúng như hướng dẫn."
