"""What a template must not hold: fields that run or fetch, relations that lead out, parts of other kinds."""

import time
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

import pytest

from scoring.reports import documents as room
from scoring.reports.documents import (
    TEMPLATES,
    TemplateError,
    documents,
    guard,
)
from scoring.reports.documents.render import render
from scoring.standing.run import Consolidation
from tests.reports.documents.papers import (
    SHIPPED,
    lines,
    shipped,
    template,
)
from tests.reports.runs import verified
from tests.support.at_hand import supervised_again

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_parts(changed: Mapping[str, Callable[[bytes], bytes]], base: bytes | None = None) -> bytes:
    """A sound template with some parts changed, or added where there are none."""
    into = BytesIO()
    with zipfile.ZipFile(BytesIO(base or template("{{ ten }}"))) as old, zipfile.ZipFile(into, "w") as new:
        for member in dict.fromkeys([*old.namelist(), *changed]):
            content = old.read(member) if member in old.namelist() else b""
            new.writestr(member, changed.get(member, lambda same: same)(content))
    return into.getvalue()


def body(xml: str) -> bytes:
    """A paragraph of the document's body."""
    paragraph = f"<w:p>{xml}</w:p>".encode()
    return with_parts(
        {"word/document.xml": lambda old: old.replace(b"<w:sectPr", paragraph + b"<w:sectPr", 1)}
    )


def related(kind: str, target: str, mode: str = "", part: str = "word/_rels/document.xml.rels") -> bytes:
    kind = kind if "://" in kind else f"{RELATION}/{kind}"
    mode = f' TargetMode="{mode}"' if mode else ""
    line = f'<Relationship Id="rIdX" Type="{kind}" Target="{target}"{mode}/>'.encode()
    end = b"</Relationships>"
    return with_parts({part: lambda old: old.replace(end, line + end)})


def simple(instruction: str) -> str:
    return f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>x</w:t></w:r></w:fldSimple>'


def pieces(*instruction: str) -> str:
    """A field as Word writes it: each piece in a run of its own."""
    inner = "".join(
        f'<w:r><w:instrText xml:space="preserve">{each}</w:instrText></w:r>' for each in instruction
    )
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return f"{mark('begin')}{inner}{mark('separate')}<w:r><w:t>x</w:t></w:r>{mark('end')}"


RUNS = (
    "DDEAUTO c:\\\\x cmd",
    "DDE Excel a",
    "INCLUDETEXT a.docx",
    "INCLUDEPICTURE http://x/a.png",
    "LINK Excel.Sheet",
    "IMPORT a",
    "INCLUDE a",
    "EMBED Package",
    "MACROBUTTON x",
    "GOTOBUTTON x",
    "DATABASE \\d",
    "MERGEFIELD x",
    "RD a.docx",
    "AUTOTEXT x",
    "DOCVARIABLE x",
    "IF 1 = 1 x",
    "QUOTE 68",
    "ASK x",
    "FILLIN x",
    "CONTROL x",
    "HTMLCONTROL x",
    "PRINT x",
    "NEXT",
    "SET a b",
    "ddeauto c:\\\\x",
    "  dDe x",
    "",
    "HYPERLINK \\\\evil\\share",
    "HYPERLINK &quot;file:///c:/x.exe&quot;",
    "BARCODE",
    "ADDIN x",
)


@pytest.mark.parametrize("instruction", RUNS)
@pytest.mark.parametrize("written", [simple, pieces])
def test_a_field_that_runs_or_fetches_is_refused(instruction: str, written: Callable[[str], str]) -> None:
    with pytest.raises(TemplateError, match="nên không dùng") as caught:
        render("mau.docx", body(written(instruction)), {"ten": "a"})
    assert caught.value.messages[0].startswith("Mẫu mau.docx ")


@pytest.mark.parametrize(
    "xml",
    [
        pieces("DDE", "AUTO x y"),
        pieces("D", "{# a #}", "DEAUTO x"),
        pieces("{{ ten }}"),
        simple("{{ ten }}"),
        pieces("PAGE {{ ten }}"),
        pieces("PAGE ", f"</w:instrText></w:r>{pieces('DDEAUTO x')}<w:r><w:instrText>"),
        "<w:r><w:instrText>DDEAUTO x</w:instrText></w:r>",
    ],
)  # fmt: skip
def test_a_field_put_together_from_pieces_is_refused(xml: str) -> None:
    with pytest.raises(TemplateError):
        render("mau.docx", body(xml), {"ten": "DDEAUTO x"})


def test_a_field_that_only_the_finished_document_has_is_refused() -> None:
    torn = pieces("PAGE ").replace("PAGE ", "D") + "<w:r><w:t>{#</w:t></w:r>"
    with pytest.raises(TemplateError):
        render("mau.docx", body(torn), {"ten": "a"})


@pytest.mark.parametrize(
    "instruction",
    [
        "PAGE",
        " page \\* MERGEFORMAT ",
        "NUMPAGES",
        "SEQ Bảng \\* ARABIC",
        "=SUM(ABOVE)",
        "HYPERLINK \\l a",
        "HYPERLINK &quot;https://a.vn&quot;",
        "DATE \\@ &quot;dd/MM/yyyy&quot;",
    ],
)
def test_a_field_that_shows_the_document_itself_stays(instruction: str) -> None:
    for written in (simple, pieces):
        assert "a" in lines(render("mau.docx", body(written(instruction)), {"ten": "a"}))


@pytest.mark.parametrize(
    ("kind", "target", "mode"),
    [
        ("attachedTemplate", "http://x/a.dotm", "External"),
        ("image", "http://x/a.png", "External"),
        ("image", "\\\\x\\a.png", "external"),
        ("hyperlink", "file:///c:/a.exe", "External"),
        ("hyperlink", "\\\\x\\a", "External"),
        ("frame", "http://x/", "External"),
        ("oleObject", "embeddings/a.bin", ""),
        ("package", "embeddings/a.xlsx", ""),
        ("aFChunk", "a.html", ""),
        ("subDocument", "a.docx", ""),
        ("control", "activeX1.xml", ""),
        ("mailMergeSource", "file:///c:/a.mdb", "External"),
        ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "a.xml", ""),
        ("http://schemas.microsoft.com/office/2006/relationships/ui/extensibility", "a.xml", ""),
    ],
)
def test_a_relation_that_leads_out_or_takes_in_is_refused(kind: str, target: str, mode: str) -> None:
    for part in ("word/_rels/document.xml.rels", "_rels/.rels"):
        with pytest.raises(TemplateError, match=r"nên không dùng|không phải tệp Word"):
            render("mau.docx", related(kind, target, mode, part), {"ten": "a"})


def test_a_link_that_somebody_clicks_stays() -> None:
    assert render("mau.docx", related("hyperlink", "https://a.vn", "External"), {"ten": "a"})


@pytest.mark.parametrize(
    "xml",
    [
        '<w:altChunk r:id="rId1"/>',
        "<w:r><w:object/></w:r>",
        '<w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://x/a.png"/></w:pict></w:r>',
        '<w:control w:name="x"/>',
        '<w:subDoc r:id="rId1"/>',
    ],
)
def test_an_element_that_takes_something_in_is_refused(xml: str) -> None:
    with pytest.raises(TemplateError, match="nên không dùng"):
        render("mau.docx", body(xml), {"ten": "a"})


def kinds(more: str) -> Callable[[bytes], bytes]:
    return lambda old: old.replace(b"</Types>", more.encode() + b"</Types>")


@pytest.mark.parametrize(
    "changed",
    [
        {"word/embeddings/a.bin": lambda _: b"x"},
        {"word/activeX/a.bin": lambda _: b"x"},
        {"word/vbaProject.bin": lambda _: b"x"},
        {"[Content_Types].xml": kinds('<Override PartName="/word/a.png" ContentType="application/x+xml"/>')},
        {"[Content_Types].xml": kinds('<Default Extension="png" ContentType="application/xml"/>')},
        {"word/settings.xml": lambda old: old.replace(b"</w:settings", b"<w:attachedTemplate/></w:settings")},
        {"word/document.xml": lambda old: old.replace(b"<w:document", b"<!DOCTYPE a><w:document")},
    ],
    ids=["embedding", "activex", "vba", "xml as picture", "pictures as xml", "attached template", "doctype"],
)  # fmt: skip
def test_a_part_of_another_kind_is_refused(changed: Mapping[str, Callable[[bytes], bytes]]) -> None:
    with pytest.raises(TemplateError):
        render("mau.docx", with_parts(changed), {"ten": "a"})


@pytest.mark.parametrize("name", TEMPLATES)
def test_our_own_templates_pass(name: str) -> None:
    guard.guard(name, (SHIPPED / name).read_bytes())


def test_a_template_of_200_000_paragraphs_is_refused_at_once() -> None:
    many = "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 200_000
    long = with_parts(
        {"word/document.xml": lambda old: old.replace(b"<w:sectPr", many.encode() + b"<w:sectPr", 1)}
    )
    before = time.process_time()
    with pytest.raises(TemplateError, match="quá dài để điền"):
        render("mau.docx", long, {"ten": "a"})
    assert time.process_time() - before < 5


DEEP = (
    "{{ " + "(" * 3000 + "ten" + ")" * 3000 + " }}",
    "{{ ten" + ".a" * 3000 + " }}",
    "{{ " + "not " * 3000 + "ten }}",
    "{{ ten" + "|upper" * 3000 + " }}",
    "{% if " + " and ".join(["ten"] * 3000) + " %}x{% endif %}",
    "{% if ten %}" * 300 + "{% endif %}" * 300,
    "{% for a in dong %}" * 30 + "{% endfor %}" * 30,
    "{{ " + "9" * 5000 + " }}",
)


@pytest.mark.parametrize("deep", DEEP, ids=range(len(DEEP)))
def test_what_lies_too_deep_is_said_in_words(deep: str) -> None:
    with pytest.raises(TemplateError, match="quá dài hoặc lồng nhau quá sâu"):
        render("mau.docx", template(deep), {"ten": "a", "dong": [{}]})


def sleeps(*_: object) -> bytes:
    time.sleep(600)
    return b""


def eats(*_: object) -> bytes:
    raise MemoryError


def faults(*_: object) -> bytes:
    raise KeyError("a bug")


@pytest.mark.parametrize(
    ("behaves", "says"), [(sleeps, "điền quá"), (eats, "quá nhiều bộ nhớ"), (faults, "không điền được")]
)
def test_a_template_that_hangs_or_eats_memory_costs_a_sentence(
    behaves: Callable[..., bytes], says: str, run: Consolidation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "render", behaves)
    monkeypatch.setattr(room, "SECONDS", 0.3)
    with supervised_again(), pytest.raises(TemplateError, match=says):
        documents(verified(run, frozenset({"vhxh"})), shipped())
