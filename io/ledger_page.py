"""The ledger of a plan as a page of HTML that needs nothing beside itself: to read, to print, to send along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from operator import attrgetter

from ..app.i18n import _, ngettext
from ..app.project.errors import Note
from ..app.project.ledger import Entry, counted, entries
from ..app.project.note_kinds import EFFECTS, Effect

Section = tuple[str, Sequence[Note]]
"""A heading, and the notes below it."""

_SHOWN = 200
"""So many notes of an entry are listed; the others are counted."""

_STYLE = """
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1f2328; --faint: #59636e; --line: #d8dee4;
  --shade: #f6f8fa;
  --lost: #b3261e; --changed: #8a5300; --unknown: #6b4fbb; --kept: #1a7f37; --said: #0b62a8; }
@media (prefers-color-scheme: dark) { :root { --paper: #16191d; --ink: #e6e9ed; --faint: #a0a8b2; --line: #343a41;
  --shade: #1e2329;
  --lost: #ff8a80; --changed: #f0b35a; --unknown: #b8a4ff; --kept: #6fd58a; --said: #7cc0ff; } }
body { background: var(--paper); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; max-width: 62rem;
  margin: 2rem auto; padding: 0 1.2rem; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2.4rem 0 .6rem; }
p { margin: .3rem 0; } .faint { color: var(--faint); }
.lost { --tone: var(--lost); } .changed { --tone: var(--changed); } .unknown { --tone: var(--unknown); }
.kept { --tone: var(--kept); } .said { --tone: var(--said); }
ul.counts { list-style: none; padding: 0; margin: 1.2rem 0; display: flex; flex-wrap: wrap; gap: .6rem; }
ul.counts a { display: block; padding: .4rem .8rem; border: 1px solid var(--line); border-left: 4px solid var(--tone);
  border-radius: 4px; color: inherit; text-decoration: none; } ul.counts a:hover { border-color: var(--tone); }
ul.counts b { font-size: 1.15rem; color: var(--tone); }
details.group { margin: 1.4rem 0; } details.group > summary { font-weight: 600; color: var(--tone); padding: .2rem 0; }
details.group > summary .faint { font-weight: 400; }
table { border-collapse: collapse; width: 100%; } td { border-top: 1px solid var(--line); padding: .3rem .6rem;
  vertical-align: baseline; overflow-wrap: anywhere; } tr:hover > td { background: var(--shade); }
td.count, td.code { text-align: right; width: 1%; white-space: nowrap; }
td.count { min-width: 1.2rem; font-variant-numeric: tabular-nums; padding-left: 0; }
td.code { color: var(--faint); font: .82em ui-monospace, monospace; }
ul.notes { margin: .2rem 0 .3rem; padding-left: 1.2rem; } summary { cursor: pointer; }
@media (max-width: 40rem) { td.code { display: none; } body { padding: 0 .8rem; } td { padding: .4rem .4rem .4rem 0; } }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } tr { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; } summary { list-style: none; } }
"""


def ledger_page(title: str, sections: Iterable[Section], made: str) -> str:
    """The page.

    Args:
        title: What the ledger is of, such as the name of the file.
        sections: What is listed, under headings; sections without notes are left out.
        made: A line on when and by what it was made.
    """
    told = [(heading, notes) for heading, notes in sections if notes]
    body = "".join(
        _section(heading if len(told) > 1 else "", notes, number) for number, (heading, notes) in enumerate(told)
    )
    nothing = f"<p>{escape(_('Nothing to note.'))}</p>"
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n"
        f'<h1>{escape(title)}</h1>\n<p class="faint">{escape(made)}</p>\n{body or nothing}</body></html>\n'
    )


def _section(heading: str, notes: Sequence[Note], number: int) -> str:
    """How much of what there is, and a table for each; what was only kept is folded away beside others."""
    told = counted(notes)
    counts = "".join(
        f'<li class="{effect}"><a href="#{effect}-{number}"><b>{count:,}</b> {escape(_(EFFECTS[effect]))}</a></li>'
        for effect, count in told.items()
    )
    parts = [f"<h2>{escape(heading)}</h2>\n"] if heading else []
    parts.append(f'<ul class="counts">{counts}</ul>\n')
    for effect, group in groupby(entries(notes), key=attrgetter("effect")):
        rows = "".join(map(_entry, group))
        folded = effect is Effect.KEPT and len(told) > 1
        parts.append(
            f'<details class="group {effect}" id="{effect}-{number}"{"" if folded else " open"}>'
            f"<summary>{escape(_(EFFECTS[effect]))}</summary>\n<table>{rows}</table></details>\n"
        )
    return "".join(parts)


def _entry(entry: Entry) -> str:
    text = escape(_printable(entry.text))
    if len(entry.notes) > 1:
        text = f"<details><summary>{text}</summary><ul class='notes'>{''.join(_notes(entry))}</ul></details>"
    code = escape(entry.code)
    return f'<tr><td class="count">{entry.count:,}</td><td>{text}</td><td class="code">{code}</td></tr>\n'


def _notes(entry: Entry) -> Iterator[str]:
    for note in entry.notes[:_SHOWN]:
        place = f"{note.place}: " if note.place else ""
        yield f"<li>{escape(_printable(place + note.text))}</li>"
    more = len(entry.notes) - _SHOWN
    if more > 0:
        yield f"<li>{escape(ngettext('{count} more', '{count} more', more).format(count=more))}</li>"


def _printable(text: str) -> str:
    """A text without characters that a page can't hold, or that would turn its words round."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
