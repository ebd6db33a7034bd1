import zipfile
from io import BytesIO

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE

from scoring.reports.documents import TemplateError
from scoring.reports.documents import language as language_module
from scoring.reports.documents.render import render
from tests.reports.documents.papers import (
    lines,
    opened,
    rows,
    template,
)

FIELDS = {
    "ten": "Phòng Nội vụ",
    "so": 3,
    "dung": True,
    "dong": [{"ten": "Một", "so": 1}, {"ten": "Hai", "so": 2}],
}


def refused(*paragraphs: str, **fields: object) -> str:
    with pytest.raises(TemplateError) as caught:
        render("mau.docx", template(*paragraphs), {**FIELDS, **fields})
    return caught.value.messages[0]


def test_fields_choices_and_repetitions() -> None:
    made = render(
        "mau.docx",
        template(
            "{{ ten|upper }}: {{ so }}{% if dung %} đúng{% endif %}",
            "{%p for d in dong %}",
            "{{ loop.index }}. {{ d.ten }}{% if loop.last %}./.{% endif %}",
            "{%p endfor %}",
            table=("{%tr for d in dong %}", "{{ d.ten }} {{ d.so }}", "{%tr endfor %}"),
        ),
        FIELDS,
    )
    assert lines(made) == ["PHÒNG NỘI VỤ: 3 đúng", "1. Một", "2. Hai./."]
    assert rows(made, first="Một 1") == [["Một 1"], ["Hai 2"]]


ESCAPES = (
    "{{ ten.__class__ }}",
    "{{ ten.__class__.__mro__ }}",
    "{{ ''.__class__.mro() }}",
    "{{ ten|attr('__class__') }}",
    "{{ ten['__class__'] }}",
    "{{ dong.append }}",
    "{{ dong[0].keys() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ joiner() }}",
    "{{ lipsum.__globals__ }}",
    "{{ namespace() }}",
    "{{ self.__init__ }}",
    "{{ self }}",
    "{{ ''.join(dong) }}",
    "{{ ten.format(1) }}",
    "{{ '%999999999d'|format(1) }}",
    "{{ dong|map(attribute='__class__')|list }}",
    "{% set x = 1 %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include 'criteria.yaml' %}",
    "{% import 'os' as os %}",
    "{% extends 'x' %}",
    "{% autoescape false %}{{ ten }}{% endautoescape %}",
    "{{ ten|safe }}",
    "{% for d in dong recursive %}{{ loop(dong) }}{% endfor %}",
    "{{ loop_context }}",
)


@pytest.mark.parametrize("escape", ESCAPES)
def test_a_template_cannot_run_code(escape: str) -> None:
    assert "mau.docx" in refused(escape)


@pytest.mark.parametrize(
    "greedy",
    [
        "{% for i in range(999999999) %}x{% endfor %}",
        "{{ 'x' * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'x' ~ 'y' }}",
        "{% for c in ten %}x{% endfor %}",
        "{{ dong|join(ten) }}",
    ],
)
def test_what_could_grow_without_end_is_refused(greedy: str) -> None:
    assert "mau.docx" in refused(greedy)


def test_repetitions_within_repetitions_are_bounded() -> None:
    many = [{"ten": ""}] * 2_000
    nested = "{% for a in dong %}{% for b in dong %}{% endfor %}{% endfor %}"
    assert "lặp quá nhiều lần" in refused(nested, dong=many)


def test_the_length_of_the_text_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_module, "TEXT_LIMIT", 100_000)
    assert "quá dài" in refused(
        "{% for d in dong %}{{ d.ten }}{% endfor %}", dong=[{"ten": "x" * 1000}] * 200
    )


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("Đơn vị {{ tenn }} đạt", "không có trường “tenn”. Có phải “ten”?"),
        ("{% for d in dong %}{{ d.tem }}{% endfor %}", "không có trường “tem”. Có phải “ten”?"),
        ("{% for hang in dong %}{{ hangg.ten }}{% endfor %}", "không có trường “hangg”. Có phải “hang”?"),
        ("{{ khac_han_moi_truong }}", "không có trường “khac_han_moi_truong”. Các trường dùng được"),
        ("{{ ten so }}", "viết sai cú pháp"),
        ("{{ ten", "viết sai cú pháp"),
        ("{% for d in dong %}{{ d.ten }}", "{% for %} chưa được đóng bằng {% endfor %}"),
        ("{% if dung %}có", "{% if %} chưa được đóng bằng {% endif %}"),
        ("{%tr for d in dong %}", "đặt sai chỗ"),
        ("{% lap dong %}", "không có lệnh “lap”"),
        ("{{ dong }}", "không hiện được như chữ"),
        ("{% for c in ten %}{% endfor %}", "chỉ lặp được trên một danh sách"),
        ("{{ 'a' if not dung }}", "mẫu chỉ được hiện trường"),
        ("{% if ten > so %}a{% endif %}", "không hợp với phép so sánh"),
    ],
)
def test_an_error_names_template_place_and_remedy(paragraph: str, said: str) -> None:
    message = refused("Đoạn đầu.", paragraph, "Đoạn cuối.")
    assert message.startswith("Mẫu mau.docx")
    assert said in message


def test_an_error_quotes_the_line_it_is_in() -> None:
    message = refused("Đoạn đầu.", "Kính gửi {{ tenn }} và các đơn vị", "Đoạn cuối.")
    assert "tại “Kính gửi {{ tenn }} và các đơn vị”" in message


def test_a_command_that_tears_a_table_is_an_error() -> None:
    torn = template("{% if dung %}", table=("{% endif %}",))
    with pytest.raises(TemplateError, match="không nằm cùng một cấp"):
        render("mau.docx", torn, {"dung": False})


HOSTILE = "{{ 7*7 }} {% for x in y %} <w:p><w:r/></w:p> &amp; ]]> <r>a</r> =1+1"


def test_a_second_letter_works_the_template_out_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own fields stand in it, and its own mistakes are named at their place."""
    letter = template("Kính gửi {{ ten }}", "{%p for d in dong %}", "{{ d.ten }} {{ d.so }}", "{%p endfor %}")
    assert lines(render("mau.docx", letter, FIELDS)) == ["Kính gửi Phòng Nội vụ", "Một 1", "Hai 2"]
    for work in ("parse", "compile"):
        monkeypatch.setattr(language_module.SandboxedEnvironment, work, lambda *_: pytest.fail("worked anew"))
    assert lines(render("mau.docx", letter, {"ten": "Tổ 1", "dong": []})) == ["Kính gửi Tổ 1"]
    with pytest.raises(TemplateError) as caught:
        render("mau.docx", letter, {"ten": "Tổ 1", "dong": [{"ten": "Một", "sô": 1}]})
    assert "tại “{{ d.ten }} {{ d.so }}{% endfor %}”: không có trường “so”." in caught.value.messages[0]


def test_a_mistake_is_named_alike_in_every_letter() -> None:
    first, second = (refused("{% for viec in dong %}{{ viecc }}{% endfor %}") for _ in range(2))
    assert first == second and "Có phải “viec”?" in first


def test_the_words_of_a_unit_stay_words() -> None:
    made = render("mau.docx", template("{{ ten }}", "{{ ten }}"), {"ten": HOSTILE})
    assert lines(made) == [HOSTILE, HOSTILE]


def test_control_characters_go_and_line_ends_stay() -> None:
    made = render("mau.docx", template("{{ ten }}"), {"ten": "a\x00\x07\x0b\ud800b\r\nc\x1f"})
    assert lines(made) == ["a\ufffdb\nc"]


def test_long_words_are_kept() -> None:
    long = "Khó khăn về kinh phí. " * 400
    assert lines(render("mau.docx", template("{{ ten }}"), {"ten": long})) == [long]


def test_the_same_fields_give_the_same_bytes() -> None:
    first, second = (render("mau.docx", template("{{ ten }}"), FIELDS) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def _with(changed: dict[str, bytes]) -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(BytesIO(template("a"))) as old, zipfile.ZipFile(into, "w") as new:
        for member in {**dict.fromkeys(old.namelist()), **changed}:
            new.writestr(member, changed.get(member) or old.read(member))
    return into.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "không phải tệp Word"),
        (b"Van ban thuong", "không phải tệp Word"),
        (template("a")[:2000], "không phải tệp Word"),
        (_with({"word/document.xml": b"<w:document"}), "không phải tệp Word"),
        (_with({"word/vbaProject.bin": b"macro"}), "chứa macro"),
        (_with({"word/media/x.bin": bytes(21_000_000)}), "lớn quá"),
    ],
    ids=["empty", "text", "cut", "torn", "macro", "huge"],
)
def test_what_is_no_template(content: bytes, said: str) -> None:
    with pytest.raises(TemplateError) as caught:
        render("mau.docx", content, FIELDS)
    assert "mau.docx" in caught.value.messages[0]
    assert said in caught.value.messages[0]


def test_a_template_fetches_nothing() -> None:
    word = opened(template("a"))
    word.part.relate_to("https://example.org/anh.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    into = BytesIO()
    word.save(into)
    with pytest.raises(TemplateError, match="lấy nội dung từ nơi khác"):
        render("mau.docx", into.getvalue(), FIELDS)
