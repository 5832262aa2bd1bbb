"""YAML 1.2 to plain values with the place of each, or one clear fault.

`no` stays a word and 12:30 stays text; a key that stands twice is a fault; nothing is executed.
A reference (`&a ... *a`) is refused: nine short lines of them can stand for a thousand million values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

Path = tuple[str | int, ...]
_PLAIN = ("tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")


class YamlFault(Exception):
    """The text is no YAML we read; line and column count from 1."""

    def __init__(self, da: str, en: str, line: int = 1, column: int = 1) -> None:
        super().__init__(f"{line}:{column}: {en}")
        self.da, self.en, self.line, self.column = da, en, line, column


@dataclass
class Parsed:
    """Plain values (dict, list, str, int, float, bool, None, date) and where each one starts."""

    value: Any
    places: dict[Path, ScalarNode | MappingNode | SequenceNode] = field(default_factory=dict)
    text: str = ""

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column, from 1, of a value or of the nearest thing around it."""
        while path and path not in self.places:
            path = path[:-1]
        node = self.places.get(path)
        return (node.start_mark.line + 1, node.start_mark.column + 1) if node else (1, 1)

    def inside(self, path: Path, offset: int) -> tuple[int, int]:
        """Line and column of a character inside a text that may be quoted or run over lines."""
        node = self.places.get(path)
        if not isinstance(node, ScalarNode):
            return self.place(path)
        at, left = node.start_mark.index, offset
        end = node.end_mark.index
        if node.style in ("|", ">"):
            at = self.text.index("\n", at) + 1
            at += len(self.text[at:end]) - len(self.text[at:end].lstrip())
        elif node.style in ("'", '"'):
            at += 1
        while left > 0 and at < end:
            if self.text[at] == "\n":
                while at < end and self.text[at].isspace():
                    at += 1
            else:
                at += 1
            left -= 1
        before = self.text[:at]
        return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


def parse(text: str) -> Parsed:
    """The values of one YAML document; raises YamlFault."""
    yaml = YAML(typ="safe", pure=True)
    try:
        root = yaml.compose(text)
    except ReaderError as e:
        before = text[: e.position]
        where = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise YamlFault(
            "tegn, der ikke hører til i YAML", "a character that YAML does not allow", *where
        ) from e
    except MarkedYAMLError as e:
        mark = e.problem_mark or e.context_mark
        where = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = " ".join(str(e.problem or e.context or "").split())
        raise YamlFault(f"ikke gyldig YAML: {what}", f"not valid YAML: {what}", *where) from e
    except RecursionError as e:
        raise YamlFault("for dybt indlejret", "too deeply nested") from e
    except (YAMLError, ValueError) as e:
        raise YamlFault("ikke gyldig YAML", "not valid YAML") from e
    parsed = Parsed(None, {}, text)
    if root is not None:
        parsed.value = _value(root, (), parsed, set())
    return parsed


def _value(node: Node, path: Path, parsed: Parsed, seen: set[int]) -> Any:
    if id(node) in seen:
        da = f"»&{node.anchor}« bruges igen med »*{node.anchor}«; skriv det helt ud"
        raise _at(node, da, f"'&{node.anchor}' is used again with '*{node.anchor}'; write it out in full")
    seen.add(id(node))
    assert isinstance(node, (ScalarNode, MappingNode, SequenceNode))  # compose() makes no others
    parsed.places[path] = node
    if isinstance(node, ScalarNode):
        return _scalar(node)
    if str(node.tag) not in _PLAIN:
        raise _tag_fault(node)
    if isinstance(node, SequenceNode):
        return [_value(part, (*path, i), parsed, seen) for i, part in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key_node, part in node.value:
        key = _scalar(key_node) if isinstance(key_node, ScalarNode) else None
        if not isinstance(key, str):
            raise _at(key_node, "en nøgle skal være et ord", "a key must be a word")
        if key in found:
            raise _at(key_node, f"nøglen »{key}« står to gange", f"the key '{key}' stands twice")
        found[key] = _value(part, (*path, key), parsed, seen)
    return found


def _at(node: Node, da: str, en: str) -> YamlFault:
    return YamlFault(da, en, node.start_mark.line + 1, node.start_mark.column + 1)


def _scalar(node: ScalarNode) -> Any:
    kind = str(node.tag).rsplit(":", 1)[-1]
    text = node.value
    try:
        match kind:
            case "str":
                return text
            case "int":
                return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
            case "float":
                return float(text) if isfinite(float(text)) else text
            case "bool":
                return text.lower() == "true"
            case "null":
                return None
            case "timestamp":
                return date.fromisoformat(text)
    except ValueError:
        return text
    raise _tag_fault(node)


def _tag_fault(node: Node) -> YamlFault:
    return _at(node, f"mærket {node.tag} læses ikke", f"the tag {node.tag} is not read")
