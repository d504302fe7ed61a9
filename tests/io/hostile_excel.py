"""Makes workbooks that no sound program writes: damaged, careless, or meant to do harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

from .hostile_files import REFUSED, Hostile, Kind

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

_TYPES, _RELS, _BOOK = "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"
_BOOK_RELS, _SHEET, _STYLES = "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/styles.xml"

_TITLES = ("Name", "Duration", "Start", "Finish", "Predecessors", "Resource Names", "% Complete", "Outline Level")


def excel_kinds() -> list[Hostile]:
    """All kinds, each under a name of its own."""
    return [
        Hostile(name, make, outcome, ".xlsx")
        for name, make, outcome in (*_packages(), *_looks(), *_sheets(), *_odd(), *_cells())
    ]


# -- parts of a workbook


def _parts(sheet: str, **others: str) -> dict[str, str | bytes]:
    """The parts of a workbook of one sheet."""
    return {
        _TYPES: f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        f'<Override PartName="/{_SHEET}" ContentType="{_SHEET_TYPE}"/></Types>',
        _RELS: _relations(("officeDocument", "xl/workbook.xml")),
        _BOOK: f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets><sheet name="Tasks" sheetId="1" r:id="r0"/>'
        "</sheets></workbook>",
        _BOOK_RELS: _relations(("worksheet", "worksheets/sheet1.xml")),
        _SHEET: sheet,
        **others,
    }


def _relations(*targets: tuple[str, str], more: str = "") -> str:
    inner = "".join(
        f'<Relationship Id="r{n}" Type="{_DOCUMENT}/{kind}" Target="{target}"{more}/>'
        for n, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _sheet(rows: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def _row(number: int | str, *values: str | float) -> str:
    return f'<row r="{number}">{"".join(map(_cell, values))}</row>'


def _cell(value: str | float) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


_HEADER = _row(1, *_TITLES)
_PLAIN = _sheet(_HEADER + _row(2, "A", "3d") + _row(3, "B", "2d", "", "", "1"))


def _zip(parts: dict[str, str | bytes]) -> Callable[[], bytes]:
    def make() -> bytes:
        sink = io.BytesIO()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
            for name, content in parts.items():
                book.writestr(name, content)
        return sink.getvalue()

    return make


def _of(sheet: str, **others: str) -> Callable[[], bytes]:
    return _zip(_parts(sheet, **others))


def _but(name: str, content: str | bytes | None) -> Callable[[], bytes]:
    """A sound workbook with another part in this place, or none."""
    parts = {**_parts(_PLAIN), name: content or ""}
    if content is None:
        del parts[name]
    return _zip(parts)


def _rows(*rows: tuple[str | float, ...], after: str = "") -> Callable[[], bytes]:
    """A sheet of tasks with these rows."""
    return _of(_sheet(_HEADER + "".join(_row(n, *row) for n, row in enumerate(rows, 2)), after=after))


# -- the package


def _packages() -> Iterator[Kind]:
    sound = _of(_PLAIN)()
    yield "sound workbook", lambda: sound, ""
    for share in (1, 4, 7):
        yield f"workbook cut off after {share} eighths", lambda share=share: sound[: len(sound) * share // 8], REFUSED
    yield "workbook cut off at the end", lambda: sound[:-2], REFUSED
    yield "workbook with a sum that is wrong", lambda: sound.replace(sound[14:18], b"\1\2\3\4"), REFUSED
    yield "empty workbook", lambda: b"", REFUSED
    yield "text called a workbook", lambda: b"Name,Duration\nA,3d\n", REFUSED
    yield "encrypted workbook", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000, REFUSED
    yield "zip without parts", lambda: b"PK\5\6" + b"\0" * 18, REFUSED
    yield "encrypted parts", lambda: _flagged(sound, 1), REFUSED
    yield "parts packed in an unknown way", lambda: _packed(sound, 77), REFUSED
    yield "no relations of the package", _but(_RELS, None), ""
    for name in (_TYPES, _BOOK, _BOOK_RELS, _SHEET):
        yield f"no part {name}", _but(name, None), REFUSED
        yield f"part {name} is empty", _but(name, ""), REFUSED
        yield f"part {name} is no XML", _but(name, b"\0\xff\xfe<"), REFUSED
        yield f"part {name} is something else", _but(name, "<html/>"), REFUSED
        yield f"part {name} cut off", _but(name, str(_parts(_PLAIN)[name])[:-20]), REFUSED
    yield "styles are no XML", _but(_STYLES, "<"), REFUSED
    yield "wrong content types", _but(_TYPES, str(_parts(_PLAIN)[_TYPES]).replace("spreadsheetml", "x")), REFUSED
    for target in ("../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/x", "xl"):
        yield f"sheet at {target}", _but(_BOOK_RELS, _relations(("worksheet", target))), REFUSED
        outside = _relations(("worksheet", target), more=' TargetMode="External"')
        yield f"sheet outside at {target}", _but(_BOOK_RELS, outside), REFUSED
    linked = _relations(("worksheet", "worksheets/sheet1.xml"), ("externalLink", "http://127.0.0.1:9/x.xlsx"))
    yield "external link", _but(_BOOK_RELS, linked), ""
    for name in ("../../../../tmp/planted", "/tmp/planted", "C:\\planted", "xl/\0planted", "x" * 60_000):
        yield f"member {name[:20]!a}", _but(name, "planted"), ""
    yield "20,000 members", _zip({**_parts(_PLAIN), **{f"m{n}": "" for n in range(20_000)}}), ""
    yield "zip bomb in the sheet", lambda: _bomb(_SHEET), REFUSED
    yield "zip bomb beside the sheets", lambda: _bomb("xl/media/a.png"), REFUSED
    yield "zip bomb that lies of its size", lambda: _lying(_bomb(_SHEET)), REFUSED
    bomb = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 12))
    for name, inside, outcome in (
        ("entity bomb", f'<!ENTITY x0 "ha">{bomb}<!ENTITY x "&x11;">', REFUSED),
        ("external entity", '<!ENTITY x SYSTEM "file:///etc/passwd">', REFUSED),
        ("harmless entity", '<!ENTITY x "hello">', ""),
    ):
        text = f"<!DOCTYPE a [{inside}]>"
        named = _PLAIN.replace(">A<", ">&x;<")
        yield f"{name} in the sheet", _but(_SHEET, text + named), outcome
        strings = f'{text}<sst xmlns="{_MAIN}"><si><t>&x;</t></si></sst>'
        yield f"{name} in the strings", _strings(strings), outcome
        yield f"{name} in the book", _but(_BOOK, text + str(_parts("")[_BOOK]).replace("Tasks", "&x;")), outcome
    yield "no sheets in the book", _but(_BOOK, f'<workbook xmlns="{_MAIN}"><sheets/></workbook>'), REFUSED


def _strings(shared: str, rows: str = "") -> Callable[[], bytes]:
    """A workbook with a part of shared strings, the first of which a task is called."""
    types = str(_parts("")[_TYPES]).replace(
        "</Types>",
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sharedStrings+xml"/></Types>',
    )
    sheet = _sheet(_HEADER + '<row r="2"><c t="s"><v>0</v></c><c><v>3</v></c></row>' + rows)
    return _zip({**_parts(sheet), _TYPES: types, "xl/sharedStrings.xml": shared})


def _flagged(data: bytes, flag: int) -> bytes:
    """The zip with a flag set for all members."""
    return _patched(data, 6, 8, flag)


def _packed(data: bytes, method: int) -> bytes:
    """The zip with another method of compression claimed."""
    return _patched(data, 8, 10, method)


def _patched(data: bytes, local: int, central: int, value: int) -> bytes:
    changed = bytearray(data)
    for mark, offset in ((b"PK\3\4", local), (b"PK\1\2", central)):
        at = data.find(mark)
        while at >= 0:
            changed[at + offset] = value
            at = data.find(mark, at + 4)
    return bytes(changed)


def _bomb(name: str) -> bytes:
    """A workbook of some megabytes with a part of hundreds."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for part, content in _parts(_PLAIN).items():
            if part != name:
                book.writestr(part, content)
        with book.open(name, "w") as target:
            for _ in range(300):
                target.write(b" " * 1_000_000)
    return sink.getvalue()


def _lying(data: bytes) -> bytes:
    """The zip whose greatest member claims to be small."""
    size = (300_000_000).to_bytes(4, "little")
    return data.replace(size, (1000).to_bytes(4, "little"))


# -- looks, names and texts


def _looks() -> Iterator[Kind]:
    long = f'<numFmts><numFmt numFmtId="200" formatCode="{"[h]" * 50_000}"/></numFmts>'
    yield "formats without end", _styled(long + "<cellXfs>" + '<xf numFmtId="200"/>' * 60_000 + "</cellXfs>"), ""
    several = "".join(f'<numFmt numFmtId="{n}" formatCode="{"[" * 250}{n}"/>' for n in range(200, 1200))
    used = "".join(f'<xf numFmtId="{n}"/>' for n in range(200, 1200))
    yield "1,000 formats of open brackets", _styled(f"<numFmts>{several}</numFmts><cellXfs>{used}</cellXfs>"), ""
    many = "".join(f'<numFmt numFmtId="{n}" formatCode="0"/>' for n in range(20_000))
    yield "20,000 formats", _styled(f"<numFmts>{many}</numFmts>"), REFUSED
    yield "3 million fonts", _styled(f"<fonts>{'<font/>' * 3_000_000}</fonts>"), REFUSED
    yield "200,000 levels of looks", _styled("<a>" * 200_000 + "</a>" * 200_000), ""
    for inside in ("<xf numFmtId='x'/>", f"<xf numFmtId='{'9' * 5000}'/>", "<xf><alignment indent='1e999'/></xf>"):
        yield f"look {inside[:24]} {len(inside)}", _styled(f"<cellXfs>{inside}</cellXfs>"), REFUSED
    for inside in ("<xf numFmtId='-1'/>", "<xf numFmtId='999999'/>", "<xf><alignment indent='-9'/></xf>"):
        yield f"look {inside}", _styled(f"<cellXfs>{inside}</cellXfs>"), ""
    name = '<definedName name="a">1</definedName>'
    names = f"<definedNames>{name * 150_000}</definedNames></workbook>"
    yield "150,000 names", _but(_BOOK, str(_parts("")[_BOOK]).replace("</workbook>", names)), REFUSED
    yield "100,000 shared texts", _strings(f'<sst xmlns="{_MAIN}">{"<si><t>A</t></si>" * 100_000}</sst>'), ""
    runs = "<r><t>x</t></r>" * 20_000
    yield "shared text of 20,000 runs", _strings(f'<sst xmlns="{_MAIN}"><si>{runs}</si></sst>'), ""
    inline = f'<row r="2"><c t="inlineStr"><is>{runs}</is></c><c><v>3</v></c></row>'
    yield "text of 20,000 runs", _of(_sheet(_HEADER + inline)), ""
    shared = f'<sst xmlns="{_MAIN}"><si><t>{"y" * 1_000_000}</t></si></sst>'
    rows = "".join(f'<row r="{n}"><c t="s"><v>0</v></c></row>' for n in range(3, 303))
    yield "megabyte text shared by 300 cells", _strings(shared, rows), REFUSED


def _styled(looks: str) -> Callable[[], bytes]:
    """A sound workbook but for these looks."""
    return _but(_STYLES, f'<styleSheet xmlns="{_MAIN}">{looks}</styleSheet>')


# -- sheets


def _sheets() -> Iterator[Kind]:
    two = _row(2, "A", "3d")
    for reference in ("A1:XFD1048576", "B7", "", "A0", "A1:ZZZZZZ999999999999", "x" * 100_000):
        yield f"dimension {reference[:24]}", _of(_sheet(_HEADER + two, f'<dimension ref="{reference}"/>')), ""
    for number in (1_048_576, 1_048_577, 10**9, 10**18):
        yield f"row {number}", _of(_sheet(_HEADER + two + _row(number, "B", "1d"))), ""
    for number in ("", "x", "1.5", "9" * 5000):
        yield f"row {number[:9]!r} {len(number)}", _of(_sheet(_HEADER + _row(number, "B", "1d"))), REFUSED
    for number in ("0", "-1"):
        yield f"row {number!r}", _of(_sheet(_HEADER + _row(number, "B", "1d"))), ""
    yield "rows backwards", _of(_sheet(_HEADER + _row(5, "B", "1d") + two)), ""
    empty = _sheet(_HEADER + two + "".join(f'<row r="{n}"/>' for n in range(3, 1_000_003)))
    yield "a million empty rows", _of(empty), ""
    yield "50,000 rows without numbers", _of(_sheet(_HEADER + two + "<row/>" * 50_000)), ""
    wide = _sheet(_HEADER + f'<row r="2">{"<c/>" * 100_000}</row>')
    yield "100,000 cells in a row", _of(wide), ""
    yield "10,000 rows of text", _of(_sheet(_HEADER + _row(2, "A", "3d") * 10_000)), ""
    for reference in ("ZZZZZZ9", "1", "@", "-A1"):
        sheet = _sheet(f'{_HEADER}<row r="2"><c r="{reference}"><v>1</v></c></row>')
        yield f"cell {reference}", _of(sheet), REFUSED
    for kind, value in (("s", "99"), ("s", "-1"), ("s", "x"), ("b", "x"), ("d", "x")):
        sheet = _sheet(f'{_HEADER}<row r="2"><c t="{kind}"><v>{value}</v></c><c><v>3</v></c></row>')
        yield f"cell of type {kind} with {value}", _of(sheet), REFUSED
    for style in ("x", "9" * 5000):
        sheet = _sheet(f'{_HEADER}<row r="2"><c s="{style}" t="str"><v>A</v></c></row>')
        yield f"style {style[:9]}", _of(sheet), REFUSED
    for style in ("99999", "-1"):
        rows = f'{_row(1, "Name", "Duration")}<row r="2"><c s="{style}" t="str"><v>A</v></c></row>'
        yield f"look {style}", _of(_sheet(rows)), ""
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield "merged cells", _of(_sheet(_HEADER + two, after=merged)), ""
    yield "200,000 levels in a sheet", _of(_sheet(_HEADER + "<a>" * 200_000 + "</a>" * 200_000)), ""
    yield "200,000 levels in a cell", _of(_sheet(_HEADER + two.replace("A<", "<r>" * 200_000 + "<"))), REFUSED
    formula = "<c t='str'><f>WEBSERVICE(&quot;http://127.0.0.1:9&quot;)</f><v>A</v></c>"
    yield "formula as a name", _of(_sheet(f'{_HEADER}<row r="2">{formula}<c><v>3</v></c></row>')), ""
    sheets = "".join(f'<sheet name="T{n}" sheetId="{n}" r:id="r0"/>' for n in range(1, 301))
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{sheets}</sheets></workbook>'
    yield "the same sheet 300 times", _but(_BOOK, book), ""
    yield "a million cells in a row", _of(_sheet(f'{_HEADER}<row r="2">{"<c/>" * 1_000_000}</row>')), REFUSED
    wide = "".join(f'<row r="{n}">{"<c><v>1</v></c>" * 16_000}</row>' for n in range(2, 100))
    yield "98 rows of 16,000 cells", _of(_sheet(_HEADER + wide)), REFUSED
    yield "a cell of 60 million letters", _of(_sheet(_HEADER + _row(2, "A" * 60_000_000, "3d"))), REFUSED
    yield "a million columns", _of(_sheet(_HEADER + two, f"<cols>{'<col/>' * 1_000_000}</cols>")), REFUSED
    styled = "".join(f'<row r="{n}"><c s="1"/></row>' for n in range(3, 50_003))
    yield "50,000 rows of looks", _of(_sheet(_HEADER + two + styled)), "excel.unread-rows"
    yield "only a header", _of(_sheet(_HEADER)), ""
    yield "no header", _of(_sheet(two)), REFUSED
    yield "header 5,000 times", _of(_sheet(_HEADER * 5000)), ""


def _odd() -> Iterator[Kind]:
    """What Excel has, though hardly in a plan."""
    two = _row(2, "A", "3d")
    for error in ("#REF!", "#DIV/0!", "#N/A"):
        cells = f'<c t="e"><f>1/0</f><v>{error}</v></c>' * 8
        yield f"error {error}", _of(_sheet(f'{_HEADER}<row r="2">{cells}</row>{_row(3, "A", "3d")}')), "excel.cell"
    book = str(_parts("")[_BOOK])
    date = f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
    dates = '<row r="3"><c t="str"><v>A</v></c><c><v>3</v></c><c s="1"><v>43000</v></c><c s="1"><v>1e9</v></c></row>'
    old = book.replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    yield "dates from 1904 on", _of(_sheet(_HEADER + two + dates), **{_BOOK: old, _STYLES: date}), "excel.cell"
    hidden = '<cols><col min="1" max="16384" hidden="1"/></cols>'
    yield "hidden rows and columns", _of(_sheet(_HEADER + two.replace("r=", "hidden='1' r="), hidden)), ""
    yield "very hidden sheet", _but(_BOOK, book.replace('sheetId="1"', 'sheetId="1" state="veryHidden"')), ""
    yield "sheet called after markup", _but(_BOOK, book.replace('"Tasks"', '"&lt;b&gt;&#10;x"')), ""
    yield "only a chart", _but(_BOOK_RELS, _relations(("chartsheet", "worksheets/sheet1.xml"))), REFUSED
    titles = _row(1, *["Name"] * 6, *["Duration"] * 6)
    yield "each title six times", _of(_sheet(titles + _row(2, *"ABCDEF", *["1d"] * 6))), "excel.unknown-column"
    for name, title in (("errors", '<c t="e"><v>#REF!</v></c>'), ("numbers", "<c><v>1</v></c>")):
        yield f"titles that are {name}", _of(_sheet(f'<row r="1">{title * 5}</row>{two}')), REFUSED
    yield "16,384 times the same title", _of(_sheet(_row(1, *["Name"] * 16_384) + two)), REFUSED
    for kind in ("n", "str", "e", "b", "inlineStr", "zzz", ""):
        empty = f'<row r="2"><c t="{kind}"/><c t="{kind}"><v/></c></row>'
        yield f"cell of type {kind!r} without value", _of(_sheet(_HEADER + empty + _row(3, "A", "1d"))), ""
    for formula in ('<f t="array" ref="A1:XFD1048576">A1</f>', '<f t="shared" si="77"/>'):
        cell = f'<c t="str">{formula}<v>A</v></c><c><v>2</v></c>'
        yield f"formula {formula[6:20]}", _of(_sheet(f'{_HEADER}<row r="2">{cell}</row>')), ""


# -- cells


def _three(resources: str, assignments: str) -> Callable[[], bytes]:
    """A workbook of a plain sheet of tasks with these of resources and assignments."""
    names = ("Tasks", "Resources", "Assignments")
    sheets = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n - 1}"/>' for n, name in enumerate(names, 1))
    types = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SHEET_TYPE}"/>' for n in (2, 3))
    return _zip(
        {
            **_parts(_PLAIN),
            _TYPES: str(_parts("")[_TYPES]).replace("</Types>", f"{types}</Types>"),
            _BOOK: f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{sheets}</sheets></workbook>',
            _BOOK_RELS: _relations(*(("worksheet", f"worksheets/sheet{n}.xml") for n in (1, 2, 3))),
            "xl/worksheets/sheet2.xml": resources,
            "xl/worksheets/sheet3.xml": assignments,
        }
    )


def _cells() -> Iterator[Kind]:
    for text in ("=cmd|' /C calc'!A0", "@SUM(1)", "<x>&amp;]]>", "_x0000_", "_xD800_", "_xFFFF__x001B_[31m", "\u202e"):
        yield f"task called {text!a}", _rows((text, "3d")), ""
    yield "task with a megabyte name", _rows(("x" * 1_000_000, "3d")), ""
    for value in ("1e999", "9" * 5000, "-3d", "1e308", "١٢٣d", "9" * 400 + "d", "NaN", "inf", "1e9mo", "−3d", "3d3d"):
        row = ("A", value, value, value, value, value, value, value)
        yield f"all cells {value[:9]!a} {len(value)}", _rows(("B", "1d"), row), "excel.cell"
    for number in (-1, 1e308, -1e308, 2958465, 2958466, 1e15, 0.1, 10**400, 60):
        row = '<row r="2"><c t="inlineStr"><is><t>A</t></is></c>' + f"<c><v>{number}</v></c>" * 7 + "</row>"
        yield f"all cells {str(number)[:9]}", _of(_sheet(_HEADER + row)), ""
        date = f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
        dated = row.replace("<c><v>", '<c s="1"><v>')
        yield f"all cells dates {str(number)[:9]}", _of(_sheet(_HEADER + dated), **{_STYLES: date}), ""
    for text in ("0001-01-01", "31.12.9999 23:59", "2026-02-30", "99/99/9999"):
        yield f"dates {text}", _rows(("A", "", text, ""), ("B", "", "", text), ("C", "", text, text)), ""
        manual = _row(1, "Name", "Duration", "Start", "Finish", "Task Mode", "Constraint Type", "Constraint Date")
        rows = _row(2, "A", "3d", text, text, "manual", "", "") + _row(3, "B", "3d", "", "", "", "MSO", text)
        yield f"manual in {text}", _of(_sheet(manual + rows)), ""
    for links in ("99", "1", "1;1;1", "2147483648", "1FS+999999999mo", "1" * 5000, ";" * 5000, "1SS-1e9%"):
        yield f"links {links[:16]} {len(links)}", _rows(("A", "1d", "", "", links), ("B", "1d", "", "", links)), ""
    ring = [(f"T{n}", "1d", "", "", str(n % 2000 + 1)) for n in range(1, 2001)]
    yield "circle of 2,000 rows", _rows(*ring), ""
    for names in ("Ann[-50%]", "Ann[1e999%]", "Ann[" * 5000, "A," * 5000, "[" * 5000 + "]" * 5000, "Ann[NaN]"):
        yield f"resources {names[:12]} {len(names)}", _rows(("A", "1d", "", "", "", names)), ""
    deep = [(f"T{n}", "1d", "", "", "", "", "", n) for n in range(1, 2001)]
    for value in ("1e308", "-1e308", "NaN", "9" * 400, "1e999", "1e12h", "-5", "2147483648"):
        resources = _sheet(
            _row(1, "ID", "Resource Name", "Max Units", "Standard Rate") + _row(2, 1, "Ann", value, value)
        )
        titles = ("Task Name", "Resource Name", "Units", "Work", "Actual Work", "% Work Complete", "Cost")
        rows = _row(1, *titles) + _row(2, "A", "Ann", *[value] * 5) + _row(3, "A", "Ben", *["9" * 15] * 5)
        yield f"amounts {value[:9]} {len(value)}", _three(resources, _sheet(rows)), "excel.cell"
    yield "2,000 levels of rows", _rows(*deep), ""
    yield "level of a billion", _rows(("A", "", "", "", "", "", "", 1), ("B", "", "", "", "", "", "", 10**9)), ""
