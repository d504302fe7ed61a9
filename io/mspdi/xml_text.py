"""Text as XML: escaping, references, and fragments of elements that are carried through a plan unread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LEAF = re.compile(r"<([^\s<>/]+)(?:/>|>[^<]*</\1>)")
_SOUND_LEAF = re.compile(
    r"(<([A-Za-z_][\w.-]*)(?:/>|>[^<>&\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]*"
    r"(?:&(?:amp|lt|gt|quot|apos|#1[03]);[^<>&\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]*)*</\2>))",
    re.ASCII,
)
_MOST_LEVELS = 240
"""XML parsers refuse documents of more than 256."""

_TAG = re.compile(r"<(/?)([^\s<>/]+)[^<>]*?(/?)>")
_REFERENCE = re.compile(r"&(?:#(x?)([0-9a-fA-F]+)|(\w+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def escaped(text: str) -> str:
    """Text for the content of an element; characters that XML can't hold are left out."""
    if _SPECIAL.search(text) is None:
        return text
    text = _FORBIDDEN.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def leaf(name: str, text: str) -> str:
    """An element that holds nothing but text."""
    return f"<{name}>{escaped(text)}</{name}>" if text else f"<{name}/>"


def _quoted(text: str) -> str:
    return escaped(text).replace('"', "&quot;").replace("\n", "&#10;")


def fragment(element: Any) -> str:
    """An element of a parsed document as compact XML without namespaces."""
    name = element.tag
    attributes = "".join(f' {key}="{_quoted(value)}"' for key, value in element.items() if "}" not in key)
    if len(element):
        return f"<{name}{attributes}>{''.join(map(fragment, element))}</{name}>"
    text = element.text
    return f"<{name}{attributes}>{escaped(text)}</{name}>" if text else f"<{name}{attributes}/>"


def fragments(text: str) -> Iterator[tuple[str, str]]:
    """The elements of a text made by ``fragment``, one after the other, with their names."""
    position = 0
    while position < len(text):
        match = _LEAF.match(text, position)
        if match is not None:
            yield match[1], match[0]
            position = match.end()
            continue
        depth = 0
        start = position
        for tag in _TAG.finditer(text, position):
            depth += -1 if tag[1] else 0 if tag[3] else 1
            if depth == 0:
                position = tag.end()
                break
        else:
            return
        first = _TAG.match(text, start)
        if first is not None:
            yield first[2], text[start:position]


def sound_fragments(text: str) -> list[tuple[str, str]]:
    """The elements of a carried text with their names, after making sure that they can stand in a document.

    Raises:
        ValueError: The text is no row of elements without prefixes, or is nested deeper than parsers go.
    """
    found = _SOUND_LEAF.findall(text)
    if sum(len(piece) for piece, _name in found) == len(text):
        return [(name, piece) for piece, name in found]
    if "<!" in text or "<?" in text:
        raise ValueError(text)
    parser = expat.ParserCreate()
    names: list[str] = []
    level = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal level
        level += 1
        if level > _MOST_LEVELS:
            raise ValueError(name)
        names.extend((name, *attributes))

    def end(_name: str) -> None:
        nonlocal level
        level -= 1

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    try:
        parser.Parse(f"<x>{text}</x>", True)
    except expat.ExpatError as error:
        raise ValueError(text) from error
    pieces = list(fragments(text))
    if any(":" in name for name in names) or sum(len(piece) for _name, piece in pieces) != len(text):
        raise ValueError(text)
    return pieces


def content(piece: str) -> str:
    """What stands between the tags of a leaf made by ``fragment``, still escaped."""
    return "" if piece.endswith("/>") else piece[piece.index(">") + 1 : piece.rindex("<")]


def resolved(text: str) -> str:
    """Text of a document with its references resolved."""
    if "&" not in text:
        return text
    return _REFERENCE.sub(_character, text)


def _character(reference: re.Match[str]) -> str:
    """What a reference stands for.

    Raises:
        ValueError: For a character that XML forbids, or under a name that nothing is declared by.
    """
    character = _NAMED.get(reference[3], "") if reference[3] else chr(int(reference[2], 16 if reference[1] else 10))
    if escaped(character):
        return character
    raise ValueError(reference[0])
