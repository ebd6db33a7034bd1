"""Reading YAML as text with lines; broken YAML in Vietnamese with its line."""

from itertools import pairwise

import pytest

from scoring.criteria.yaml_source import DEEPEST, read_yaml
from tests.criteria.broken import MINI, Workshop, messages

SCALARS = ["1.10", "no", "on", "2026-01-01", "null", "~", "0x1F", "1_0", "true", "12:30"]


@pytest.mark.parametrize("written", SCALARS)
def test_a_scalar_keeps_what_was_written(written: str) -> None:
    assert read_yaml("f", f"a: {written}\nb: [{written}]".encode()).data == {"a": written, "b": [written]}


def test_a_blank_value_counts_as_absent_and_quotes_as_empty_text() -> None:
    assert read_yaml("f", b"a:\nb: ''\nc: 1").data == {"b": "", "c": "1"}


def test_a_key_with_its_colon_may_be_blank_within_braces_too() -> None:
    assert read_yaml("f", b"a: {b: 1, c: , d: }").data == {"a": {"b": "1"}}


def test_text_is_nfc_whatever_the_file_is() -> None:
    assert read_yaml("f", "a: Hòa".encode()).data == {"a": "Hòa"}


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_yaml("f", b"\xef\xbb\xbfa: 1").data == {"a": "1"}


def test_every_value_has_its_line() -> None:
    source = read_yaml("f.yaml", "a:\n  - code: x\n    long: >\n      nhiều\n      dòng\n    b: 1\n".encode())
    assert source.message(("a", 0, "b"), "sai") == "f.yaml, dòng 6, a[x] › b: sai."
    assert source.message(("a", 0, "long"), "sai") == "f.yaml, dòng 3, a[x] › long: sai."
    assert source.message(("a", 0, "absent"), "thiếu") == "f.yaml, dòng 2, a[x] › absent: thiếu."
    assert source.message((), "sai") == "f.yaml, dòng 1: sai."


BROKEN = [
    ("a: b: c", 1, "dấu hai chấm ở chỗ không được dùng"),
    ("a: 1\n b: 2", 2, "thụt dòng sai"),
    ("x: 1\na: 'mở\nb: 2\n", 2, "thiếu dấu ngoặc kép đóng"),
    ("a: [1, 2\nb: 3", 2, "thiếu dấu phẩy hoặc dấu ngoặc đóng"),
    ("a: {b: 1\n", 2, "thiếu dấu phẩy hoặc dấu ngoặc đóng"),
    ("a:\n\t- b", 2, "có phím Tab; thay bằng dấu cách"),
    ("a: 1\nb:\t2", 2, "có phím Tab; thay bằng dấu cách"),
    ("a: 1\n\ufeffb: 2", 2, "ký tự điều khiển không nhìn thấy"),
    ("a:\n  {b: 82,5}", 2, 'số thập phân ghi b: 82.5; chữ ghi b: "82,5"'),
    (
        "a: {b: Trường A, cơ sở 1}",
        1,
        'đặt trong ngoặc kép b: "Trường A, cơ sở 1", hoặc ghi “b: Trường A, cơ sở 1” ở',
    ),
    ("a: {b: 1,\n  c,\n  d: 2}", 2, "“c” không có dấu hai chấm và giá trị"),
    ("a: {b}", 1, "ghi “b: giá trị”, hoặc bỏ đi"),
    ("a: @x", 1, "có ký tự không được đứng ở đây"),
    ("a: 1\nb\nc: 2", 2, "thiếu dấu hai chấm và dấu cách sau tên khóa"),
    ("a:\n  - 1\n - 2", 3, "thụt dòng không thẳng hàng"),
    ('a: "x" y', 1, "thừa chữ sau dấu ngoặc kép"),
    ("a: - b", 1, "dấu gạch đầu dòng phải ở một dòng mới"),
    ('a: "C:\\q"', 1, "dấu \\ không dùng được"),
    ("a: 1\nb: \x01", 2, "ký tự điều khiển không nhìn thấy"),
    ('a: 1\nb: "\\0"', 2, "ký tự điều khiển không nhìn thấy"),
    ('a: "\\ud800"', 1, "ký tự điều khiển không nhìn thấy"),
    ('a: 1\nb: "\\U00110000"', 2, "dấu \\ không dùng được"),
    ('a: "\\UFFFFFFFF"', 1, "dấu \\ không dùng được"),
    ("a: 1\n...\n...\n", 3, "chỉ được có một tài liệu"),
    ("a: ]", 1, "thừa dấu ngoặc đóng"),
    ("{a: 1}}", 1, "thừa dấu ngoặc đóng"),
    ("%YAML 3.0\n---\na: 1", 1, "không hiểu được dòng này"),
    ("a: 1\n---\nb: 2", 2, "chỉ được có một tài liệu"),
    ("a: 1\nb: &x 2\n", 2, "không dùng & và * của YAML"),
    ("a: *x", 1, "không dùng & và * của YAML"),
    ("a: 1\nb: !!int 2", 2, "không dùng dấu ! của YAML"),
    ("a: !!python/object:os.system {}", 1, "không dùng dấu ! của YAML"),
    ("? [a]\n: 1", 1, "tên khóa phải là chữ"),
    ("a: 1\nb: 2\na: 3", 3, "khóa “a” đã có ở dòng 1"),
    ("a:\n  b: 1\n  b:\n", 3, "khóa “b” đã có ở dòng 2"),
    ("[" * 100_000, 1, f"lồng nhau quá {DEEPEST} cấp"),
]


@pytest.mark.parametrize(("text", "line", "says"), BROKEN, ids=[case[0][:20] for case in BROKEN])
def test_broken_yaml_is_named_with_its_line(text: str, line: int, says: str) -> None:
    (message,) = messages(lambda: read_yaml("f.yaml", text.encode()))
    assert message.startswith(f"f.yaml, dòng {line}: ")
    assert says in message


def test_aliases_cannot_blow_a_file_up() -> None:
    layers = (f"{b}: &{b} [*{a}, *{a}]\n" for a, b in pairwise("abcdefghijklmnopqrstuvwxyz"))
    bomb = "a: &a [x, x]\n" + "".join(layers)
    assert "dòng 1:" in messages(lambda: read_yaml("f.yaml", bomb.encode()))[0]


def test_a_decimal_comma_in_a_set_is_named_and_not_cut(workshop: Workshop) -> None:
    (message,) = workshop.breaks(("at_least: 80}", "at_least: 82,5}"))
    assert message.startswith("criteria.yaml, dòng 17: “5” không có dấu hai chấm và giá trị")
    assert "số thập phân ghi at_least: 82.5" in message


def test_a_comma_in_the_name_of_a_unit_is_named_and_not_cut(workshop: Workshop) -> None:
    (message,) = workshop.breaks(("name: Tổ dân phố số 1", "name: Trường A, cơ sở 1"), file="units.yaml")
    assert message.startswith("units.yaml, dòng ")
    assert 'name: "Trường A, cơ sở 1"' in message


def test_each_repeated_key_is_named_once() -> None:
    found = messages(lambda: read_yaml("f.yaml", b"a: {b: 1}\na: {b: 1}\nc: 1\nc: 2\n"))
    assert [message.split(":")[0] for message in found] == ["f.yaml, dòng 2", "f.yaml, dòng 4"]


@pytest.mark.parametrize("content", [b"", b"# only a remark\n", b"\n\n", b"---\n"])
def test_an_empty_file_is_said_to_be_empty(workshop: Workshop, content: bytes) -> None:
    assert workshop.reads(content) == ("criteria.yaml: tệp không có nội dung.",)


def test_another_encoding_is_named_with_its_line(workshop: Workshop) -> None:
    assert workshop.reads("id: a\nname: Bộ tiêu chí".encode("cp1258", "replace") + b"\xff") == (
        "criteria.yaml, dòng 2: tệp không phải văn bản UTF-8; mở và lưu lại với bảng mã UTF-8.",
    )
    assert "UTF-8" in workshop.reads((MINI / "criteria.yaml").read_text(encoding="utf-8").encode("utf-16"))[0]


@pytest.mark.parametrize("content", [b"- a\n- b\n", b"chi la chu", b"[]"])
def test_a_list_or_text_where_keys_should_be(workshop: Workshop, content: bytes) -> None:
    (message,) = workshop.reads(content)
    assert message.startswith("criteria.yaml, dòng 1: phải là nhóm khóa (id, name, subject, year")


def test_a_missing_file_says_what_a_folder_needs(workshop: Workshop) -> None:
    (workshop.folder / "units.yaml").unlink()
    (message,) = workshop.breaks()
    assert "không có tệp units.yaml" in message
    assert "cần criteria.yaml và units.yaml (hoặc units.xlsx)" in message


def test_a_folder_in_place_of_the_file(workshop: Workshop) -> None:
    (workshop.folder / "units.yaml").unlink()
    (workshop.folder / "units.yaml").mkdir()
    assert "không mở được tệp" in workshop.breaks()[0]
