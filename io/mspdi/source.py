"""A Microsoft Project XML file taken apart, safely: no entities, no document types, nothing fetched.

There are two ways. The plain one cuts tasks and assignments out of the text as it streams by and hands them over as
text, whose readers take nothing but rows of simple elements: quick, and a large plan is never in memory as a tree. The
rest of the file, and every record that is more than such a row, goes through a parser. Files with prefixes, other
encodings, a document type or faults go the other way, through a conforming tree.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn, Protocol

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - lxml brings no types

from ...app.i18n import _
from ...app.project.errors import ReadError, quoted
from ...app.project.ticket import Ticket

LISTS = {"Tasks": "Task", "Assignments": "Assignment"}
"""The lists that grow with the plan: their elements are handed over one by one and not kept."""

_CHUNK = 1 << 20
_ROOT = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:<\?xml\s+version=["'][\d.]+["'](?:\s+encoding=["'](?i:utf-8|us-ascii)["'])?"""
    rb"""(?:\s+standalone=["']\w+["'])?\s*\?>)?\s*<Project(?:\s+xmlns=["'][^"'<>]*["'])?\s*>"""
)
_OPENING = re.compile(rb"<(Tasks|Assignments)>")
_NAMESPACE = re.compile(rb"""(<Project)\s+xmlns=["'][^"']*["']""")
_BAD_REFERENCE = re.compile(rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcBCeEfF]|1[0-9a-fA-F]));")
_BAD_BYTES = bytes(code for code in range(32) if code not in b"\t\n\r")


class Handler(Protocol):
    """Takes the records of a list, as elements or as the text between their tags."""

    def take_element(self, element: Any) -> None:
        """Take a record as an element without namespaces."""

    def take_text(self, text: str) -> None:
        """Take a record as the XML between its tags."""


class NotPlainError(Exception):
    """The file is out of the ordinary and needs the conforming way."""


def element_of(name: str, text: str) -> Any:
    """A record as an element, from the XML between its tags.

    Raises:
        NotPlainError: The text is no XML by itself, as when it has prefixes.
    """
    try:
        return _parse(f"<{name}>{text}</{name}>".encode())
    except etree.XMLSyntaxError:
        raise NotPlainError from None


# -- the plain way


def take_plain(stream: BinaryIO, ticket: Ticket, handlers: dict[str, Handler]) -> Any:
    """Hand each task and assignment to its handler as text; give the rest of the document as an element.

    Raises:
        NotPlainError: Only the conforming way will do; what the handlers took is void.
    """
    total = _size(stream)
    rest: list[bytes] = []
    for kind, data in _cut(_checked(stream, ticket, total)):
        if not kind:
            rest.append(data)
            continue
        record = LISTS[kind]
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise NotPlainError from None
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        *records, last = text.split(f"</{record}>")
        if last.strip():
            raise NotPlainError
        opening = f"<{record}>"
        take = handlers[record].take_text
        for one in records:
            before, found, inner = one.partition(opening)
            if not found or before.strip():
                raise NotPlainError
            take(inner)
    try:
        root = _parse(_NAMESPACE.sub(rb"\1", b"".join(rest), count=1))
    except etree.XMLSyntaxError:
        raise NotPlainError from None
    if any("}" in found.tag or (found.tag in LISTS and found.getparent() is not root) for found in root.iter()):
        raise NotPlainError  # it has prefixes, or what was taken for a list of records stood somewhere deeper
    return root


def _size(stream: BinaryIO) -> int:
    position = stream.tell()
    size = stream.seek(0, os.SEEK_END)
    stream.seek(position)
    return size - position


def _checked(stream: BinaryIO, ticket: Ticket, total: int) -> Iterator[bytes]:
    """The bytes of a stream in pieces, as long as they are plain."""
    done = 0
    while data := stream.read(_CHUNK):
        if (not done and not _ROOT.match(data)) or len(data.translate(None, _BAD_BYTES)) < len(data):
            raise NotPlainError
        done += len(data)
        ticket.step(done, total)
        yield data


def _refuse() -> NoReturn:
    raise ReadError(_("The file declares a document type. Such files are not opened, as they can do harm."))


def _cut(chunks: Iterator[bytes]) -> Iterator[tuple[str, bytes]]:
    """The content of the lists under their names, in pieces of whole records; everything else under no name."""
    buffer = b""
    kind = ""
    for chunk in chunks:
        buffer += chunk
        while True:
            if not kind:
                match = _OPENING.search(buffer)
                end = match.end() if match else max(len(buffer) - 16, 0)
                yield "", buffer[:end]
                buffer = buffer[end:]
                if match is None:
                    break
                kind = match[1].decode()
            end = buffer.find(f"</{kind}>".encode())
            if end < 0:
                closing = f"</{LISTS[kind]}>".encode()
                end = buffer.rfind(closing) + len(closing)
                if end >= len(closing):
                    yield kind, buffer[:end]
                    buffer = buffer[end:]
                break
            yield kind, buffer[:end]
            buffer = buffer[end:]
            kind = ""
    yield "", buffer


# -- the conforming way


_BEYOND_LIMITS = 114
"""libxml2's code for what is more than it takes, which lxml has no name for."""

_WITHOUT_MARK = {b"<\x00": b"\xff\xfe", b"\x00<": b"\xfe\xff"}
"""How UTF-16 begins that lacks its byte order mark, and the mark."""


def take_conforming(stream: BinaryIO, ticket: Ticket, handlers: dict[str, Handler]) -> tuple[Any, bool]:
    """Hand each task and assignment to its handler as an element; give the rest of the document, and whether
    characters that XML forbids had to be left out.

    Raises:
        ReadError: It is not XML, not Microsoft Project's, damaged, or not safe to read.
    """
    data = stream.read()
    if data[:2] in _WITHOUT_MARK and data[2:4] != b"\x00\x00":  # UTF-16 that the parser would not recognise
        data = _WITHOUT_MARK[data[:2]] + data
    root, mended = _tree(data)
    name = etree.QName(root).localname
    if name != "Project":
        raise ReadError(
            _("The file is XML, but no Microsoft Project plan: it holds <{name}>.").format(name=quoted(name))
        )
    for element in root.iter():
        tag = element.tag
        if "}" in tag:
            element.tag = tag[tag.rindex("}") + 1 :]
        for name in [name for name in element.attrib if "}" in name]:
            del element.attrib[name]  # such as xsi:nil of an empty element
    for container, record in LISTS.items():
        for holder in root.findall(container):
            for element in holder.findall(record):
                handlers[record].take_element(element)
                if element.tail and element.tail.strip():  # which goes with the element
                    holder.text = f"{holder.text or ''}{element.tail}"
                holder.remove(element)
    ticket.step(len(data), len(data))
    return root, mended


def _tree(data: bytes) -> tuple[Any, bool]:
    """The document as a tree, and whether forbidden characters were left out to get there."""
    if not data.strip():
        raise ReadError(_("The file is empty."))
    try:
        return _parse(data), False
    except etree.XMLSyntaxError as error:
        fault = error
    clean = _BAD_REFERENCE.sub(b"", data)
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        clean = clean.translate(None, _BAD_BYTES)
    if clean != data and b"<" in clean:
        try:
            return _parse(clean), True
        except etree.XMLSyntaxError as error:
            fault = error
    if b"<!DOCTYPE" in data[:_CHUNK].replace(b"\x00", b""):
        _refuse()
    raise ReadError(_cause(fault))


def _cause(fault: Any) -> str:
    """What a parser has to say against a file, in words."""
    codes = etree.ErrorTypes
    match fault.code:
        case codes.ERR_DOCUMENT_EMPTY:
            return _("The file is not XML.")
        case codes.ERR_UNSUPPORTED_ENCODING | codes.ERR_UNKNOWN_ENCODING:
            return _("The file says it is written in an encoding that there is not.")
        case codes.ERR_INVALID_ENCODING:
            text = _("The file is damaged: line {line} is not in the encoding it should be.")
        case codes.ERR_UNDECLARED_ENTITY:
            text = _("The file is damaged: line {line} names an entity that XML does not have.")
        case codes.ERR_DOCUMENT_END:
            text = _("The file is damaged: something follows after its end in line {line}.")
        case _ if "depth" in fault.msg:
            text = _("The file is damaged: its elements are nested too deeply in line {line}.")
        case _ if fault.code == _BEYOND_LIMITS:
            text = _("The file is damaged: it holds a text of more than ten million characters in line {line}.")
        case _:
            text = _("The file is damaged or was cut off: it stops being XML at line {line}.")
    return text.format(line=fault.lineno or 1)


_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    dtd_validation=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)


_LONG_TAG = re.compile(rb"<[\w/][^<>]{20000}")
"""Attributes by the thousand take the parser's time by the million."""


def _parse(data: bytes) -> Any:
    if _LONG_TAG.search(data):
        raise ReadError(_("The file is damaged: it holds a tag of more than 20,000 characters."))
    root = etree.fromstring(data, _PARSER)
    if root.getroottree().docinfo.doctype:
        _refuse()
    return root
