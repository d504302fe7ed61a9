"""A Microsoft Project XML file taken apart into elements, safely: no entities, no document types, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, BinaryIO

from lxml import etree

from ...app.i18n import _
from ...app.project.errors import ReadError
from ...app.project.ticket import Ticket

RECORDS = {"Tasks": "Task", "Assignments": "Assignment"}
"""The lists that grow with the plan: their elements are handed over one by one and not kept."""

Handlers = dict[str, Callable[[Any], None]]
"""Element name to what takes such an element."""

_BAD_REFERENCE = re.compile(rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcBCeEfF]|1[0-9a-fA-F]));")
_BAD_BYTE = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_PROLOG = 4096


def take_apart(stream: BinaryIO, ticket: Ticket, handlers: Handlers) -> tuple[Any, bool]:
    """Hand each task and assignment to its handler; give the rest of the document, and whether characters that XML
    forbids were left out.

    Tags come without their namespace.

    Raises:
        ReadError: It is not XML, not Microsoft Project's, damaged, or not safe to read.
    """
    data = stream.read()
    ticket.step(0, len(data))
    _check(data)
    mended = False
    try:
        root = _parse(data)
    except etree.XMLSyntaxError as error:
        clean = _BAD_REFERENCE.sub(b"", data)
        if data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            clean = _BAD_BYTE.sub(b"", clean)
        if clean == data:
            raise _not_xml(error) from None
        try:
            root = _parse(clean)
        except etree.XMLSyntaxError as again:
            raise _not_xml(again) from None
        mended = True
    _check_root(root)
    for element in root.iter():
        tag = element.tag
        element.tag = tag[tag.rindex("}") + 1 :] if "}" in tag else tag
    for container, record in RECORDS.items():
        for holder in root.findall(container):
            handle = handlers[record]
            for element in holder.iterchildren(record):
                handle(element)
            for element in holder.findall(record):
                holder.remove(element)
    ticket.step(len(data), len(data))
    return root, mended


def _check(data: bytes) -> None:
    """Refuse what no parser should see."""
    if not data.strip():
        raise ReadError(_("The file is empty."))
    start = data[:_PROLOG].replace(b"\x00", b"")
    if b"<!DOCTYPE" in start or b"<!ENTITY" in data:
        raise ReadError(_("The file declares a document type. Such files are not opened, as they can do harm."))
    if b"<" not in start:
        raise ReadError(_("The file is not XML."))


def _parse(data: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise ReadError(_("The file declares a document type. Such files are not opened, as they can do harm."))
    return root


def _check_root(root: Any) -> None:
    name = etree.QName(root)
    if name.localname != "Project":
        raise ReadError(
            _("The file is XML, but no Microsoft Project plan: it holds <{name}>.").format(name=name.localname)
        )


def _not_xml(error: Any) -> ReadError:
    line = getattr(error, "lineno", 0) or 0
    return ReadError(_("The file is damaged or was cut off: it stops being XML at line {line}.").format(line=line))
