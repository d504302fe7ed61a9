"""The native format ``.gantline``: plain UTF-8 JSON, one record per line, in an order that can be compared."""

import re

from ...app.i18n import N_
from ..formats import Format
from .layout import SUFFIX
from .reading import read
from .writing import write

_FIRST_KEY = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"gantline"\s*:')

FORMAT = Format(
    key="gantline",
    title=N_("Gantline plan"),
    suffixes=(SUFFIX,),
    sniff=lambda head: _FIRST_KEY.match(head) is not None,
    read=read,
    write=write,
    keeps_everything=True,
)
