"""A file of answers: what is read, and every way in which a file can be wrong."""

from __future__ import annotations

import os
import sys
import time
import tracemalloc
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rygrad.shell.people import MOST_BYTES, Given, InputFault, People, read_people

HERE = "answers"
YAML = "tag:yaml.org,2002:"


def people(folder: Path, raw: str | bytes, name: str = HERE) -> People:
    """The people of a file with this text."""
    file = folder / name
    file.write_bytes(raw.encode("utf-8") if isinstance(raw, str) else raw)
    return read_people(str(file))


def fault(folder: Path, raw: str | bytes, name: str = HERE, lang: str = "en") -> str:
    """What is wrong with a file, without its folder."""
    with pytest.raises(InputFault) as e:
        people(folder, raw, name)
    return e.value.text(lang).replace(f"{folder}/", "")


def one(answers: object) -> People:
    return People([Given(None, answers, has_id=False)], is_list=False)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ('{"fever": true, "age": 38}', "a.json"),
        ('{"fever": true, "age": 38}', "a"),
        ('\ufeff{"fever": true, "age": 38}', "a"),
        ('\n\n  {"fever": true,\n "age": 38}\n', "a.json"),
        ("fever: true\nage: 38\n", "a.yaml"),
        ("fever: true\r\nage: 38\r\n", "a.yml"),
        ("\ufefffever: true\nage: 38\n", "a"),
        ("{fever: true, age: 38}", "A.YAML"),
    ],
)
def test_one_person_is_read_from_each_format(tmp_path: Path, raw: str, name: str) -> None:
    assert people(tmp_path, raw, name) == one({"fever": True, "age": 38})


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ('[{"age": 1}, {"age": 2}]', "a.json"),
        ('{"age": 1}\n{"age": 2}\n', "a.jsonl"),
        ('{"age": 1}\r\n\r\n{"age": 2}', "a"),
        ("- age: 1\n- age: 2\n", "a.yaml"),
    ],
)
def test_a_list_is_read_from_each_format(tmp_path: Path, raw: str, name: str) -> None:
    found = people(tmp_path, raw, name)
    assert [given.answers for given in found.given] == [{"age": 1}, {"age": 2}]
    assert found.is_list


def test_a_list_of_one_and_of_none_are_lists(tmp_path: Path) -> None:
    assert people(tmp_path, '{"age": 1}\n', "a.jsonl").is_list
    assert people(tmp_path, "[{}]") == People([Given(None, {}, has_id=False)], is_list=True)
    assert people(tmp_path, "[]") == People([], is_list=True)


@pytest.mark.parametrize(
    ("raw", "id_"),
    [
        ('{"id": "a", "answers": {}}', "a"),
        ('{"id": null, "answers": {}}', None),
        ('{"id": 7, "answers": {}}', 7),
        ('{"id": 0.5, "answers": {}}', 0.5),
        ('{"id": "æøå 🦴 \\u2028", "answers": {}}', "æøå 🦴 \u2028"),
        ('{"id": {"a": [1]}, "answers": {}}', {"a": [1]}),
    ],
)
def test_an_id_comes_along_as_it_is(tmp_path: Path, raw: str, id_: object) -> None:
    assert people(tmp_path, raw) == People([Given(id_, {}, has_id=True)], is_list=False)


def test_answers_without_an_id_have_none(tmp_path: Path) -> None:
    assert people(tmp_path, '{"answers": {"age": 3}}').given == [Given(None, {"age": 3}, has_id=False)]


def test_what_stands_beside_the_answers_is_noted(tmp_path: Path) -> None:
    (found,) = people(tmp_path, '{"id": 1, "answers": {}, "fever": true}').given
    assert found.beside == ("fever",)


def test_a_line_separator_inside_a_text_does_not_end_a_json_line(tmp_path: Path) -> None:
    """U+2028 and U+0085 may stand unescaped in JSON; only a line feed ends a line."""
    raw = '{"id": "a\u2028b", "answers": {}}\n{"id": "c\u0085d", "answers": {}}\n'
    assert [given.id for given in people(tmp_path, raw).given] == ["a\u2028b", "c\u0085d"]


@pytest.mark.parametrize(
    ("raw", "name", "said"),
    [
        ('{"fever": tr', "a.json", "a.json:1:11: not valid JSON: Expecting value"),
        ('{"fever": true,\n "age": ', "a", "a:2:9: not valid JSON: Expecting value"),
        ("fever", "a.json", "a.json:1:1: not valid JSON: Expecting value"),
        ('{"a": 1}\n{"b": 2}\n{"c": \n', "a", "a:3:7: not valid JSON: Expecting value"),
        ('{"a": 1}\n{"b": 2}\nnonsense\n', "a", "a:3:1: not valid JSON: Expecting value"),
        ('{\n"a": 1\n}\nnonsense', "a", "a:4:1: not valid JSON: Extra data"),
        ('{"a": 1, "a": 2}', "a", "a:1:10: the key 'a' stands twice"),
        ('{"id": 1,\n "answers": {"a": "a",\n  "a": 2}}', "a", "a:3:3: the key 'a' stands twice"),
        ('{"x": 1}\n{"a": 1, "a": 2}', "a", "a:2:10: person 2: the key 'a' stands twice"),
        ('{"x": 1}\n\n{"x": {"a": 1, "\\u0061": 2}}', "a", "a:3:16: person 2: the key 'a' stands twice"),
        (
            '[{"x": ["a", "a"]}, {"x": "{\\"a\\":"},\n {"a": 1, "b": {"a": 1}, "a": 2}]',
            "a.json",
            "a.json:2:26: person 3: the key 'a' stands twice",
        ),
        ('{"age": NaN}', "a", "a: not valid JSON: NaN is not a number in JSON"),
        ('{"age": -Infinity}', "a", "a: not valid JSON: -Infinity is not a number in JSON"),
        ('{"age": 1e999}', "a", "a: not valid JSON: 1e999 is too large a number"),
        ('{"x": 1}\n{"age": NaN}', "a", "a:2: not valid JSON: NaN is not a number in JSON"),
        ("[" * 100_000, "a", "a: not valid JSON: too deeply nested"),
        ('{"a":' * 100_000, "a.json", "a.json: not valid JSON: too deeply nested"),
        ("fever: true\nfever: false\n", "a.yaml", "a.yaml:2:1: the key 'fever' stands twice"),
        ("fever: [true\n", "a.yaml", None),
        ("a: {" * 5000, "a.yaml", None),
        ("a: &x [*x]", "a.yaml", "a.yaml:1:4: '&x' is used again with '*x'; write it out in full"),
        ("a: &x 1\nb: *x", "a.yaml", "a.yaml:1:4: '&x' is used again with '*x'; write it out in full"),
        ("a: *nobody", "a.yaml", "a.yaml:1:4: not valid YAML: found undefined alias 'nobody'"),
        (
            "a: !!python/object:os.system [x]",
            "a.yaml",
            f"a.yaml:1:4: the tag {YAML}python/object:os.system is not read",
        ),
        ("!!python/name:os.system x", "a", f"a:1:1: the tag {YAML}python/name:os.system is not read"),
        ("a: !!set {b}", "a.yaml", f"a.yaml:1:4: the tag {YAML}set is not read"),
        ("a: &x {b: true}\nc:\n  <<: {d: true}", "a.yaml", f"a.yaml:3:3: the tag {YAML}merge is not read"),
        ("1: true", "a.yaml", "a.yaml:1:1: a key must be a word"),
        ("? [a, b]\n: true", "a.yaml", "a.yaml:1:3: a key must be a word"),
        ("a: 1\n---\na: 2\n", "a.yaml", "a.yaml:2:1: not valid YAML: but found another document"),
        ("a: \x07", "a.yaml", "a.yaml:1:4: a character that YAML does not allow"),
        (b"\xff\xfe{\x00}\x00", "a", "a: byte 1: not valid UTF-8"),
        (b'{"a": "\xe5"}', "a", "a: byte 8: not valid UTF-8"),
        ("", "a", 'a: the file is empty; expected answers, such as {"fever": false}'),
        (" \n\t\r\n", "a.json", 'a.json: the file is empty; expected answers, such as {"fever": false}'),
        ("\ufeff", "a", 'a: the file is empty; expected answers, such as {"fever": false}'),
        ("yes", "a", 'a: expected answers as keys, such as {"fever": false}, or a list of them'),
        ("null", "a.json", 'a.json: expected answers as keys, such as {"fever": false}, or a list of them'),
        ("38", "a.json", 'a.json: expected answers as keys, such as {"fever": false}, or a list of them'),
        (
            "# nothing yet",
            "a.yaml",
            'a.yaml: expected answers as keys, such as {"fever": false}, or a list of them',
        ),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_wrong_file_is_told_with_its_place(
    tmp_path: Path, raw: str | bytes, name: str, said: str | None
) -> None:
    told = fault(tmp_path, raw, name)
    assert told.startswith(f"{name}:")
    assert len(told) < 200
    if said is not None:
        assert told == said
    danish = fault(tmp_path, raw, name, lang="da")
    assert danish.startswith(f"{name}:")
    assert danish != told


def test_a_number_of_five_thousand_digits_is_told(tmp_path: Path) -> None:
    assert fault(tmp_path, '{"age": 1' + "0" * 5000 + "}").startswith(
        "answers: not valid JSON: Exceeds the limit"
    )
    assert people(tmp_path, "age: 1" + "0" * 5000, "a.yaml").given[0].answers == {"age": "1" + "0" * 5000}


def test_a_bomb_of_references_is_refused_at_once(tmp_path: Path) -> None:
    """Nine lines that would stand for a thousand million values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    tracemalloc.start()
    started = time.perf_counter()
    told = fault(tmp_path, "\n".join(lines), "a.yaml")
    took, (_, most) = time.perf_counter() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told == "a.yaml:1:5: '&a0' is used again with '*a0'; write it out in full"
    assert took < 5
    assert most < 50_000_000


def test_a_hundred_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    with file.open("wb") as stream:
        stream.seek(100 * 1024 * 1024)
        stream.write(b"}")
    tracemalloc.start()
    started = time.perf_counter()
    with pytest.raises(InputFault) as e:
        read_people(str(file))
    took, (_, most) = time.perf_counter() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert e.value.text("en") == f"{file}: the file is over 20 MB; split it into smaller files"
    assert e.value.text("da") == f"{file}: filen er over 20 MB; del den op i mindre filer"
    assert most < 2 * MOST_BYTES + 1_000_000
    assert took < 5


def test_many_megabytes_of_yaml_are_refused_because_they_would_take_minutes(tmp_path: Path) -> None:
    told = fault(tmp_path, "age: 38 # " + "x" * 2 * 1024 * 1024, "a.yaml")
    assert told == "a.yaml: over 2 MB of YAML; write it as JSON"


def test_a_missing_file_a_folder_and_a_name_that_is_too_long(tmp_path: Path) -> None:
    for name, said in (
        ("nobody.json", "there is no such file"),
        ("", "cannot be read (Is a directory)"),
        ("x" * 300, "cannot be read (File name too long)"),
    ):
        with pytest.raises(InputFault) as e:
            read_people(f"{tmp_path}/{name}")
        assert e.value.text("en") == f"{tmp_path}/{name}: {said}"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    file = tmp_path / "secret.json"
    file.write_text("{}")
    file.chmod(0)
    with pytest.raises(InputFault, match="Permission denied"):
        read_people(str(file))


def test_a_file_that_is_refused_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputFault) as e:
        read_people("secret.json")
    assert e.value.text("en") == "secret.json: cannot be read (Permission denied)"
    assert e.value.text("da") == "secret.json: kan ikke læses (Permission denied)"


def test_standard_input_is_called_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(b'{"fever": true}')))
    assert read_people("-") == one({"fever": True})
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(b"\xff")))
    with pytest.raises(InputFault, match="<stdin>: byte 1: not valid UTF-8"):
        read_people("-")


marks = st.lists(
    st.sampled_from([*'{}[]:,"-&*!|>#\n\t ', "a", "1", "- ", ": ", "true", "\\u", "é"]), max_size=20
)


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(st.binary(max_size=40), st.text(max_size=40), marks.map("".join)),
    st.sampled_from(["a.json", "a.yaml", "a"]),
)
def test_any_bytes_are_people_or_a_fault(raw: bytes | str, name: str) -> None:
    made = people_or_fault(raw.encode("utf-8", "replace") if isinstance(raw, str) else raw, name)
    if isinstance(made, InputFault):
        assert made.text("en").startswith("<stdin>:" if name == "a" else name)
        assert made.text("da") != made.text("en")


def people_or_fault(raw: bytes, name: str) -> People | InputFault:
    """People from bytes as if they stood in a file of this name; `a` is standard input."""
    from rygrad.shell import people as module

    try:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(module, "_bytes", lambda _: raw)
            return read_people("-" if name == "a" else name)
    except InputFault as e:
        return e
