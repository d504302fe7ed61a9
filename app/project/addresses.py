"""Where hyperlinks lead: what may be opened, and what is asked about first."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from ..i18n import _
from .errors import EditError

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:")
_PATH = re.compile(r"[a-zA-Z]:[\\/]|\\\\|/|\.{1,2}[\\/]|~[\\/]")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+([/?#].*)?")
_MAIL = re.compile(r"[^\s@/]+@[\w-]+(\.[\w-]+)+")


class Leads(StrEnum):
    """What a hyperlink leads to."""

    WEB = "web"
    MAIL = "mail"
    FILE = "file"  # a program on this machine may open it: asked about first


class Target(NamedTuple):
    """Where a hyperlink leads.

    Attributes:
        url: What is handed to the system; of files the path.
    """

    leads: Leads
    url: str


def target_of(address: str, sub_address: str = "") -> Target:
    """What opening an address means.

    Raises:
        EditError: It is empty, or of a sort that is not opened from here.
    """
    text = address.strip()
    part = f"#{quote(sub_address.strip())}" if sub_address.strip() else ""
    if not text:
        raise EditError(_("The link leads nowhere."))
    scheme = urlsplit(text).scheme.lower() if _SCHEME.match(text) and not _PATH.match(text) else ""
    match scheme:
        case "http" | "https":
            if not urlsplit(text).netloc:
                raise EditError(_("'{address}' is no address.").format(address=text))
            return Target(Leads.WEB, text + ("" if "#" in text else part))
        case "mailto":
            return Target(Leads.MAIL, text)
        case "file":
            return Target(Leads.FILE, text)
        case "":
            return _bare(text, part)
        case _:
            raise EditError(
                _("Links of the sort '{scheme}:' are not opened; only web pages, mail and files.").format(scheme=scheme)
            )


def _bare(text: str, part: str) -> Target:
    """The target of an address without a scheme, as people type them."""
    if _PATH.match(text):
        return Target(Leads.FILE, text)
    if _MAIL.fullmatch(text):
        return Target(Leads.MAIL, f"mailto:{text}")
    if _HOST.fullmatch(text) and (text.lower().startswith("www.") or "/" in text):
        return Target(Leads.WEB, f"https://{text}{part}")
    return Target(Leads.FILE, text)
