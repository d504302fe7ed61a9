"""Makes Microsoft Project XML that no sound program writes: damaged, careless, or meant to do harm.

Each kind is a file and what a careful reader makes of it: a refusal, or a plan and the note that says what was mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .mspdi_plans import CALENDAR, NAMESPACE, SUMMARY, document, link, task

REFUSED = "refused"


@dataclass(frozen=True)
class Hostile:
    """A kind of hostile file.

    Attributes:
        name: What is wrong with it.
        make: Gives its bytes.
        outcome: ``REFUSED``; else the code of the note that says what was mended, or empty where nothing need be said.
        suffix: How the name of such a file ends.
    """

    name: str
    make: Callable[[], bytes]
    outcome: str
    suffix: str = ".xml"

    @property
    def small(self) -> bool:
        """Whether it does its harm in few bytes, as far as its name tells."""
        return not any(word in self.name for word in ("00", "mega", "million", "bomb", "levels"))


def kinds() -> list[Hostile]:
    """All kinds, each under a name of its own."""
    return [Hostile(name, make, outcome) for name, make, outcome in (*_xml(), *_records(), *_values(), *_calendars())]


Kind = tuple[str, Callable[[], bytes], str]

_HUGE = 200_000


def _of(text: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: text.encode(encoding, "surrogatepass")


def _tasks(tasks: str, **parts: str) -> Callable[[], bytes]:
    return _of(document(tasks, **parts))


def _project(elements: str) -> Callable[[], bytes]:
    """A plan of one task with these elements among its properties."""
    return _of(document(task(1)).replace("<Calendars>", f"{elements}<Calendars>", 1))


def _calendar(inner: str, more: str = "") -> Callable[[], bytes]:
    """A plan of one task whose calendar holds these elements."""
    return _of(document(task(1), calendars=CALENDAR.replace("</Calendar>", f"{inner}</Calendar>") + more))


def _assigned(assignments: str, resources: str = "", tasks: str = task(1)) -> Callable[[], bytes]:
    return _of(document(tasks, resources=resources, assignments=assignments))


def _doctype(inside: str, name: str = "<Name>&x;</Name>", encoding: str = "utf-8") -> Callable[[], bytes]:
    return _of(
        f'<?xml version="1.0"?><!DOCTYPE Project {inside}><Project xmlns="{NAMESPACE}">{name}</Project>', encoding
    )


# -- the document


def _xml() -> Iterator[Kind]:
    bomb = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 12))
    plain = document(task(1, link(2)) + task(2)).partition("?>")[2]
    yield "entity", _doctype('[<!ENTITY x "hello">]'), REFUSED
    yield "entity bomb", _doctype(f'[<!ENTITY x0 "ha">{bomb}<!ENTITY x "&x11;">]'), REFUSED
    yield "quadratic entity bomb", _doctype(f'[<!ENTITY x "{"a" * _HUGE}">]', f"<Name>{'&x;' * 10_000}</Name>"), REFUSED
    yield "entity bomb in an attribute", _doctype(f'[<!ENTITY x0 "ha">{bomb}]', '<Name a="&x11;"/>'), REFUSED
    yield "bomb in UTF-16", _doctype(f'[<!ENTITY x0 "ha">{bomb}<!ENTITY x "&x11;">]', encoding="utf-16"), REFUSED
    yield "external entity of a file", _doctype('[<!ENTITY x SYSTEM "file:///etc/passwd">]'), REFUSED
    yield "external entity of the network", _doctype('[<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]'), REFUSED
    yield "parameter entity", _doctype('[<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;]', "<Name/>"), REFUSED
    yield "external document type", _doctype('SYSTEM "http://127.0.0.1:9/x.dtd"', "<Name/>"), REFUSED
    yield "public document type", _doctype('PUBLIC "-//X//Y" "file:///dev/zero"', "<Name/>"), REFUSED
    yield "undeclared entity", _of(plain.replace("Task 1", "&nothing;")), REFUSED
    yield (
        "XInclude",
        _tasks(
            task(1, '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>')
        ),
        "mspdi.unknown-element",
    )
    yield "style sheet", _of('<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>' + plain), ""
    yield (
        "schema location",
        _of(plain.replace("<Project ", f'<Project {_SCHEMA}="{NAMESPACE} http://127.0.0.1:9/x" ')),
        "",
    )
    yield (
        "200,000 levels",
        _of(f'<Project xmlns="{NAMESPACE}">' + "<a>" * _HUGE + "</a>" * _HUGE + "</Project>"),
        REFUSED,
    )
    yield "200,000 levels never closed", _of(f'<Project xmlns="{NAMESPACE}">' + "<a>" * _HUGE), REFUSED
    yield "5,000 levels in a task", _tasks(task(1, "<a>" * 5000 + "</a>" * 5000)), REFUSED
    yield "200 levels in a task", _tasks(task(1, "<a>" * 200 + "</a>" * 200)), "mspdi.unknown-element"
    yield "cut off in a task", _of(plain[: plain.index("</Task>") - 3]), REFUSED
    yield "cut off at the end", _of(plain[:-5]), REFUSED
    yield (
        "cut off in a character",
        lambda: document(task(1)).replace("Task 1", "Ü").encode().partition(b"\x9c")[0],
        REFUSED,
    )
    yield "two roots", _of(plain + plain), REFUSED
    yield "text after the root", _of(plain + "hello"), REFUSED
    yield "wrong root", _of("<html><body/></html>"), REFUSED
    yield "another format's root", _of(f'<Tasks xmlns="{NAMESPACE}">{task(1)}</Tasks>'), REFUSED
    yield "root of another case", _of(plain.replace("Project", "project")), REFUSED
    yield "empty", lambda: b"", REFUSED
    yield "blank", lambda: b" \r\n\t" * 10_000, REFUSED
    yield "nought bytes", lambda: bytes(100_000), REFUSED
    yield "random bytes", lambda: bytes(range(256)) * 400, REFUSED
    yield "NUL in a name", _of(plain.replace("Task 1", "A\x00B")), "mspdi.forbidden-characters"
    yield (
        "control characters",
        _of(plain.replace("Task 1", "".join(map(chr, range(1, 9))))),
        "mspdi.forbidden-characters",
    )
    yield "forbidden references", _of(plain.replace("Task 1", "&#0;&#8;&#xFFFF;&#xD800;")), REFUSED
    yield "lone surrogate", _of(plain.replace("Task 1", "\ud800")), REFUSED
    yield "broken UTF-8", lambda: document(task(1)).encode().replace(b"Task 1", b"\xc3\x28\xff"), REFUSED
    yield "says UTF-16, is UTF-8", _of('<?xml version="1.0" encoding="UTF-16"?>' + plain), REFUSED
    yield (
        "says UTF-8, is Latin-1",
        _of(f'<?xml version="1.0" encoding="UTF-8"?>{plain.replace("1", "ä")}', "latin-1"),
        REFUSED,
    )
    yield "unknown encoding", _of('<?xml version="1.0" encoding="klingon"?>' + plain), REFUSED
    yield "UTF-7", _of('<?xml version="1.0" encoding="UTF-7"?>' + plain, "utf-7"), ""
    yield "EBCDIC", _of('<?xml version="1.0" encoding="cp037"?>' + plain, "cp037"), REFUSED
    yield "UTF-16 without byte order mark", _of('<?xml version="1.0" encoding="UTF-16"?>' + plain, "utf-16-le"), ""
    yield "UTF-16 without mark or declaration", _of(plain, "utf-16-be"), ""
    yield "UTF-32", _of("\ufeff" + plain, "utf-32-le"), ""
    yield "megabyte element name", _tasks(task(1, f"<{'a' * 1_000_000}/>")), REFUSED
    yield "ten megabyte attribute", _tasks(task(1, f'<Notes a="{"x" * 10_000_001}"/>')), REFUSED
    yield "100,000 attributes", _tasks(task(1, f"<Notes {_hundred_thousand('a{}=' + _QUOTES)}/>")), REFUSED
    yield "100,000 namespaces", _tasks(task(1, f"<Notes {_hundred_thousand('xmlns:a{}=' + _QUOTES)}/>")), REFUSED
    yield "the same attribute twice", _tasks(task(1, '<Notes a="1" a="2"/>')), REFUSED
    yield "million comments", _tasks(task(1) + "<!---->" * 1_000_000), ""
    yield "comment that looks like a list", _of(plain.replace("<Tasks>", "<!-- <Tasks><Task> --><Tasks>")), ""
    yield "CDATA that looks like a list", _tasks(task(1, "<Notes><![CDATA[</Notes></Task></Tasks>]]></Notes>")), ""
    yield "50,000 unknown elements", _tasks(task(1, "<Nonsense/>" * 50_000)), "mspdi.unknown-element"
    yield (
        "20,000 names of unknown elements",
        _tasks(task(1, "".join(f"<x{n}/>" for n in range(20_000)))),
        "mspdi.unknown-element",
    )


_QUOTES = '"b"'


def _hundred_thousand(pattern: str) -> str:
    return " ".join(map(pattern.format, range(100_000)))


_SCHEMA = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation'


# -- records that do not fit


def _records() -> Iterator[Kind]:
    uid = "<Task><UID>{}</UID><Name>A</Name></Task>".format
    resource = "<Resource><UID>{}</UID><Name>R</Name></Resource>".format
    one = "<Assignment><UID>{}</UID><TaskUID>{}</TaskUID><ResourceUID>{}</ResourceUID></Assignment>".format
    yield "the same task uid 5,000 times", _tasks(uid(7) * 5000), "mspdi.uid-given"
    yield "task uids between two", _tasks(uid("1.5") + uid("2,5")), "mspdi.uid-given"
    yield "no task uids", _tasks("<Task><Name>A</Name></Task>" * 2000), "mspdi.uid-given"
    yield "negative task uid", _tasks(uid(-7)), "mspdi.uid-given"
    yield "huge task uids", _tasks(uid(10**30) + uid(2**31) + uid(2**63)), "mspdi.uid-given"
    yield "greatest task uid and one without", _tasks(uid(2**31 - 1) + uid("")), "mspdi.uid-given"
    yield "the same resource uid twice", _tasks(task(1), resources=resource(1) * 3), "mspdi.uid-given"
    yield "huge resource uid", _tasks(task(1), resources=resource(10**15)), "mspdi.uid-given"
    yield "the same assignment uid", _assigned(one(1, 1, 1) * 3000, resource(1)), ""
    yield "two project summaries", _tasks(SUMMARY * 3 + task(1)), "mspdi.uid-given"
    yield "outline jumps", _tasks(task(1) + task(2, level=65_000) + task(3, level=10**9)), "mspdi.outline-jump"
    yield "negative outline level", _tasks(task(1, level=-5) + task(2, level=0)), "mspdi.outline-jump"
    yield "outline of 3,000 levels", _tasks("".join(task(n, level=n) for n in range(1, 3001))), "mspdi.outline-jump"
    yield "outline of 20,000 levels", _tasks("".join(task(n, level=n) for n in range(1, 20_001))), "mspdi.outline-jump"
    yield "links in a circle", _tasks(task(1, link(3)) + task(2, link(1)) + task(3, link(2))), ""
    yield "links of a task and its summary", _tasks(task(1, link(2)) + task(2, link(1), level=2)), ""
    yield "task linked to itself", _tasks(task(1, link(1))), "mspdi.link-left-out"
    yield "links to nothing", _tasks(task(1, link(99) + link(-1) + link(10**12))), "mspdi.link-left-out"
    yield "link without predecessor", _tasks(task(1, "<PredecessorLink/>" * 1000)), "mspdi.unreadable-link"
    yield (
        "20,000 predecessors",
        _tasks(
            "".join(task(n) for n in range(1, 2001)) + task(3000, "".join(link(1 + n % 2000) for n in range(20_000)))
        ),
        "mspdi.link-left-out",
    )
    yield "circle of 5,000 links", _tasks("".join(task(n, link(n - 1 or 5_000)) for n in range(1, 5_001))), ""
    yield (
        "each linked to each",
        _tasks("".join(task(n, "".join(link(m) for m in range(1, 101) if m != n)) for n in range(1, 101))),
        "",
    )
    yield (
        "link to a blank row",
        _tasks("<Task><UID>5</UID><IsNull>1</IsNull></Task>" + task(1, link(5))),
        "mspdi.link-left-out",
    )
    yield "20,000 blank rows", _tasks("<Task><UID>5</UID><IsNull>1</IsNull></Task>" * 20_000), "mspdi.uid-given"
    yield (
        "lag of 10^15",
        _tasks(task(1) + task(2, link(1, "<LinkLag>1000000000000000</LinkLag>"))),
        "mspdi.unreadable-link",
    )
    yield (
        "lag of 10^9 percent",
        _tasks(task(1) + task(2, link(1, "<LinkLag>1000000000</LinkLag><LagFormat>19</LagFormat>"))),
        "",
    )
    yield "lag of minus a thousand years", _tasks(task(1) + task(2, link(1, "<LinkLag>-5000000000</LinkLag>"))), ""
    yield "lag of ten thousand years", _tasks(task(1) + task(2, link(1, "<LinkLag>50000000000</LinkLag>"))), ""
    yield "assignments of nothing", _assigned(one(1, 99, 1) * 5000, resource(1)), "mspdi.assignment-left-out"
    yield "assignment to nobody there", _assigned(one(1, 1, 99)), "mspdi.missing-resource"
    yield "5,000 assignments of a task", _assigned("".join(one(n, 1, 1) for n in range(5000)), resource(1)), ""
    yield (
        "timephased amounts",
        _assigned(one(1, 1, 1).replace("</Assignment>", _TIMEPHASED * 20_000 + "</Assignment>"), resource(1)),
        "",
    )
    yield (
        "timephased since the beginning of time",
        _assigned(
            one(1, 1, 1).replace("</Assignment>", _TIMEPHASED.replace("2026-01-05", "0001-01-01") + "</Assignment>"),
            resource(1),
        ),
        "",
    )
    yield (
        "10,000 baselines",
        _tasks(task(1, "".join(f"<Baseline><Number>{n}</Number></Baseline>" for n in range(10_000)))),
        "",
    )
    yield "nested custom values", _tasks(task(1, _NESTED * 200 + _END * 200)), ""
    yield (
        "20,000 custom fields",
        _of(
            document(task(1)).replace(
                "<Calendars>",
                "<ExtendedAttributes>"
                + "".join(f"<ExtendedAttribute><FieldID>{n}</FieldID></ExtendedAttribute>" for n in range(20_000))
                + "</ExtendedAttributes><Calendars>",
            )
        ),
        "",
    )
    yield (
        "outline code that is its own parent",
        _of(
            document(task(1, "<OutlineCode><FieldID>188744096</FieldID><ValueID>2</ValueID></OutlineCode>")).replace(
                "<Calendars>", f"<OutlineCodes>{_CODES}</OutlineCodes><Calendars>"
            )
        ),
        "",
    )
    yield "lists within lists", _of(document(f"<Tasks>{task(2)}</Tasks>" + task(1))), ""
    yield "task in a task", _tasks(task(1, task(2))), ""
    strange = document(task(1)).replace("<Tasks>", "<Tasks><Assignment/>")
    yield "list of another kind", _of(strange), "mspdi.unreadable-value"
    yield "attributes on records", _of(document(task(1)).replace("<Task>", '<Task xml:lang="x" UID="7">')), ""


_TIMEPHASED = (
    "<TimephasedData><Type>1</Type><UID>1</UID><Start>2026-01-05T08:00:00</Start><Finish>9999-12-31T17:00:00</Finish>"
    "<Unit>2</Unit><Value>PT8H0M0S</Value></TimephasedData>"
)
_NESTED = "<ExtendedAttribute><FieldID>188743731</FieldID><Value>x</Value>"
_END = "</ExtendedAttribute>"
_CODES = (
    "<OutlineCode><FieldID>188744096</FieldID><Masks>"
    + "<Mask><Level>1</Level><Type>3</Type><Length>999999999</Length><Separator>.</Separator></Mask>" * 1000
    + "</Masks><Values>"
    + "<Value><ValueID>1</ValueID><ParentValueID>2</ParentValueID><Value>A</Value></Value>"
    + "<Value><ValueID>2</ValueID><ParentValueID>1</ParentValueID><Value>B</Value></Value>"
    + "<Value><ValueID>3</ValueID><ParentValueID>3</ParentValueID><Value>C</Value></Value>"
    + "</Values></OutlineCode>"
)


# -- values that make no sense

_SENSELESS = ("NaN", "INF", "-1", "1E30", "1e-400", "9" * 400, "PT9999999999999999H0M0S", "2026-02-30T08:00:00", "x")
_ODD_MOMENTS = ("0001-01-01T00:00:00", "1899-12-30T00:00:00", "9999-12-31T23:59:00")
_TASK_VALUES = (
    *("Duration", "Work", "ManualDuration", "RemainingDuration", "ActualDuration", "LevelingDelay", "Priority"),
    *("PercentComplete", "FixedCost", "DurationFormat", "ConstraintType", "Type", "CalendarUID"),
)
_TASK_MOMENTS = ("Start", "Finish", "ActualStart", "ActualFinish", "Deadline", "Stop", "Resume", "ManualStart")
_PROJECT_VALUES = (
    *("MinutesPerDay", "MinutesPerWeek", "DaysPerMonth", "CurrencyDigits", "CurrencySymbolPosition", "WeekStartDay"),
    *("FYStartDate", "DefaultStartTime", "DefaultFinishTime", "CriticalSlackLimit", "DurationFormat", "CalendarUID"),
    *("DefaultStandardRate", "BaselineForEarnedValue", "ScheduleFromStart"),
)


def _values() -> Iterator[Kind]:
    for element in _TASK_VALUES:
        texts = (*_SENSELESS, "0", "100000000000", "1000000000000", "PT1000000000H0M0S", "-PT8H0M0S")
        tasks = "".join(task(n, f"<{element}>{text}</{element}>") for n, text in enumerate(texts, 1))
        yield (
            f"senseless values of {element}",
            _tasks(tasks),
            "" if element in ("DurationFormat", "Work") else "mspdi.unreadable-value",
        )
    for element in _TASK_MOMENTS:
        tasks = "".join(
            task(n, f"<{element}>{text}</{element}>") for n, text in enumerate((*_SENSELESS, *_ODD_MOMENTS), 1)
        )
        yield f"senseless moments of {element}", _tasks(tasks), "mspdi.unreadable-value"
    for kind in range(8):
        tasks = "".join(
            task(n, f"<ConstraintType>{kind}</ConstraintType><ConstraintDate>{text}</ConstraintDate>")
            for n, text in enumerate(_ODD_MOMENTS, 1)
        )
        yield f"constraint {kind} at the ends of time", _tasks(tasks + task(9, link(1) + link(2) + link(3))), ""
    for element in _PROJECT_VALUES:
        for text in ("0", "-5", "1000000000", "1E30", "x", "24:00:00"):
            yield f"project with {element} {text}", _project(f"<{element}>{text}</{element}>"), ""
    for moment in _ODD_MOMENTS:
        yield f"project start {moment[:4]}", _project(f"<StartDate>{moment}</StartDate>"), ""
        yield (
            f"project finish {moment[:4]}",
            _project(
                f"<ScheduleFromStart>0</ScheduleFromStart><StartDate>{moment}</StartDate><FinishDate>{moment}</FinishDate>"
            ),
            "",
        )
        yield f"status date {moment[:4]}", _project(f"<StatusDate>{moment}</StatusDate>"), ""
    yield (
        "manual task that ends before it begins",
        _tasks(
            task(
                1,
                "<Manual>1</Manual><ManualStart>9999-12-31T08:00:00</ManualStart><ManualFinish>0001-01-01T17:00:00</ManualFinish>",
            )
            + task(2, link(1))
        ),
        "",
    )
    yield (
        "done before it began",
        _tasks(
            task(1, "<ActualStart>2026-05-01T08:00:00</ActualStart><ActualFinish>1999-01-01T17:00:00</ActualFinish>")
        ),
        "",
    )
    yield "a million percent", _tasks(task(1, "<PercentComplete>1000000</PercentComplete>")), ""
    yield "megabyte name", _tasks(task(1).replace("Task 1", "x" * 1_000_000)), ""
    yield "megabyte notes", _tasks(task(1, f"<Notes>{'x' * 5_000_000}</Notes>")), ""
    yield (
        "megabyte WBS",
        _tasks(task(1, f"<WBS>{'1.' * 500_000}</WBS><OutlineNumber>{'1.' * 500_000}</OutlineNumber>")),
        "",
    )
    yield "megabyte number", _tasks(task(1, f"<Priority>{'1' * 1_000_000}</Priority>")), "mspdi.unreadable-value"
    yield "megabyte duration", _tasks(task(1, f"<Work>PT{'1' * 1_000_000}H0M0S</Work>")), ""
    yield (
        "megabyte link",
        _tasks(task(1, f"<PredecessorLink><PredecessorUID>{'1' * 1_000_000}</PredecessorUID></PredecessorLink>")),
        "mspdi.unreadable-link",
    )
    yield "megabyte of spaces", _tasks(task(1, f"<Deadline>{' ' * 1_000_000}x</Deadline>")), "mspdi.unreadable-value"
    yield "elements where texts should be", _tasks(task(1, "<Priority><b>5</b></Priority><Name><x/></Name>")), ""
    yield "digits of another script", _tasks(task(1, "<Priority>٣٤٥</Priority><Duration>PT٣H0M0S</Duration>")), ""
    person = "<Resource><UID>1</UID><Name>R</Name>{}</Resource>".format
    work = "<Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID>{}</Assignment>".format
    for units in ("-1", "0", "1E-30", "1000000000000", "NaN", "INF", "1E300"):
        yield f"{units} units", _assigned(work(f"<Work>PT8H0M0S</Work><Units>{units}</Units>"), person("")), ""
        yield f"{units} units of a resource", _assigned(work(""), person(f"<MaxUnits>{units}</MaxUnits>")), ""
        yield (
            f"{units} units of fixed work",
            _assigned(work(f"<Work>PT8H0M0S</Work><Units>{units}</Units>"), person(""), task(1, "<Type>2</Type>")),
            "",
        )
    for text in ("PT1000000000H0M0S", "PT9999999999999H0M0S", "-PT8H0M0S", "PT-8H0M0S"):
        yield f"work of {text}", _assigned(work(f"<Work>{text}</Work><ActualWork>{text}</ActualWork>"), person("")), ""
        yield (
            f"delay of {text}",
            _assigned(work("<Delay>99999999999</Delay><Delay>-99999999999</Delay>"), person("")),
            "",
        )
    yield "rate of 10^15", _assigned(work("<Work>PT8H0M0S</Work>"), person("<StandardRate>1E14</StandardRate>")), ""
    yield "cost of 10^14", _tasks(task(1, "<FixedCost>1E14</FixedCost>") * 1), ""
    yield (
        "rate tables without end",
        _assigned(
            work("<CostRateTable>77</CostRateTable>"),
            person(f"<Rates>{'<Rate><RateTable>999</RateTable><RatesFrom>x</RatesFrom></Rate>' * 20_000}</Rates>"),
        ),
        "mspdi.unreadable-value",
    )
    yield (
        "availability reversed",
        _assigned(work(""), person(f"<AvailabilityPeriods>{_AVAILABLE * 5000}</AvailabilityPeriods>")),
        "",
    )


_AVAILABLE = (
    "<AvailabilityPeriod><AvailableFrom>9999-12-31T00:00:00</AvailableFrom><AvailableTo>0001-01-01T00:00:00</AvailableTo>"
    "<AvailableUnits>-1</AvailableUnits></AvailabilityPeriod>"
)


# -- calendars


def _calendars() -> Iterator[Kind]:
    based = (
        "<Calendar><UID>{}</UID><Name>C{}</Name><IsBaseCalendar>0</IsBaseCalendar>"
        "<BaseCalendarUID>{}</BaseCalendarUID></Calendar>"
    )
    yield "calendars in a circle", _calendar("", based.format(2, 2, 3) + based.format(3, 3, 2)), "mspdi.calendar-base"
    yield "calendar based on itself", _calendar("", based.format(2, 2, 2)), "mspdi.calendar-base"
    yield "calendar based on nothing", _calendar("", based.format(2, 2, 99)), "mspdi.calendar-base"
    yield (
        "5,000 calendars in a chain",
        _calendar("", "".join(based.format(n, n, n - 1) for n in range(2, 5001))),
        "mspdi.calendar-base",
    )
    yield (
        "5,000 calendars in a circle",
        _calendar("", "".join(based.format(n, n, n - 1 if n > 2 else 5000) for n in range(2, 5001))),
        "mspdi.calendar-base",
    )
    yield "the same calendar uid 1,000 times", _calendar("", CALENDAR * 1000), "mspdi.uid-given"
    yield "no calendars", _of(document(task(1)).replace(CALENDAR, "")), "mspdi.project-calendar"
    yield "reversed working times", _calendar(_week(_day(2, ("12:00:00", "08:00:00")))), "mspdi.calendar-hours"
    yield (
        "overlapping working times",
        _calendar(_week(_day(2, ("08:00:00", "12:00:00"), ("10:00:00", "14:00:00")))),
        "mspdi.calendar-hours",
    )
    yield "25 hours", _calendar(_week(_day(2, ("08:00:00", "25:00:00")))), "mspdi.calendar-hours"
    yield (
        "10,000 working times a day",
        _calendar(_week(_day(2, *[("08:00:00", "12:00:00")] * 10_000))),
        "mspdi.calendar-hours",
    )
    yield "weekdays that do not exist", _calendar(_week(_day(77), _day(-1), _day(10**12))), "mspdi.calendar-hours"
    yield "no working time at all", _calendar(_week(*map(_day, range(1, 8)))), ""
    yield "one minute a week", _calendar(_week(*map(_day, range(2, 8)), _day(1, ("08:00:00", "08:01:00")))), ""
    yield (
        "one minute a week for a long task",
        _of(
            document(
                task(1, "<Duration>PT1000000H0M0S</Duration>"),
                calendars=CALENDAR.replace(
                    "</Calendar>",
                    f"{_week(*map(_day, range(2, 8)), _day(1, ('08:00:00', '08:01:00')))}</Calendar>",
                ),
            )
        ),
        "",
    )
    forever = ("0001-01-01T00:00:00", "9999-12-31T23:59:00")
    yield "day off for ever", _calendar(_exception(*forever)), ""
    yield "day off for 10^6 days", _calendar(_exception("1900-01-01T00:00:00", "4637-11-26T23:59:00")), ""
    yield "exception reversed", _calendar(_exception(*reversed(forever))), "mspdi.calendar-hours"
    often = _exception("1984-01-01T00:00:00", "2049-12-31T23:59:00", "<Type>7</Type><Period>1</Period>")
    often = often.replace("</Exceptions>", "").replace("<Exceptions>", "")
    yield "2,000 exceptions of 24,000 days", _calendar(f"<Exceptions>{often * 2000}</Exceptions>"), ""
    for kind in range(10):
        for more in ("<Period>0</Period>", "<Period>-1</Period>", "<Period>1</Period>", "<Period>999999999</Period>"):
            yield (
                f"exception of type {kind} with {more[8:-9]}",
                _calendar(
                    _exception(
                        *forever, f"<Type>{kind}</Type>{more}<DaysOfWeek>127</DaysOfWeek><MonthDay>31</MonthDay>"
                    )
                ),
                "",
            )
    yield (
        "10^9 occurrences",
        _calendar(
            _exception(
                *forever,
                "<EnteredByOccurrences>1</EnteredByOccurrences><Occurrences>1000000000</Occurrences><Type>7</Type>",
            )
        ),
        "",
    )
    yield (
        "month 99 and day 0",
        _calendar(
            _exception(*forever, "<Type>2</Type><Month>99</Month><MonthDay>0</MonthDay><MonthItem>99</MonthItem>")
        ),
        "",
    )
    yield (
        "position 77",
        _calendar(
            _exception(
                *forever, "<Type>3</Type><Month>1</Month><MonthItem>77</MonthItem><MonthPosition>77</MonthPosition>"
            )
        ),
        "",
    )
    yield "30 February", _calendar(_exception("2026-02-30T00:00:00", "2026-02-30T23:59:00")), "mspdi.calendar-hours"
    yield (
        "5,000 exceptions",
        _calendar(
            "<Exceptions>" + _exception("2026-01-01T00:00:00", "2026-12-31T23:59:00")[12:-13] * 5_000 + "</Exceptions>"
        ),
        "",
    )
    yield "20,000 work weeks", _calendar("<WorkWeeks>" + _WORK_WEEK * 20_000 + "</WorkWeeks>"), ""
    yield "5,000 exceptions in the old form", _calendar(f"<WeekDays>{_OLD * 5_000}</WeekDays>"), ""
    yield "megabyte name of a calendar", _of(document(task(1)).replace("Standard", "x" * 1_000_000)), ""


def _day(number: int, *times: tuple[str, str]) -> str:
    inner = "".join(f"<WorkingTime><FromTime>{a}</FromTime><ToTime>{b}</ToTime></WorkingTime>" for a, b in times)
    return (
        f"<WeekDay><DayType>{number}</DayType><DayWorking>{int(bool(times))}</DayWorking>"
        f"<WorkingTimes>{inner}</WorkingTimes></WeekDay>"
    )


def _week(*days: str) -> str:
    return f"<WeekDays>{''.join(days)}</WeekDays>"


def _exception(start: str, finish: str, more: str = "<Type>1</Type>") -> str:
    return (
        f"<Exceptions><Exception><TimePeriod><FromDate>{start}</FromDate><ToDate>{finish}</ToDate></TimePeriod>"
        f"<Name>x</Name>{more}<DayWorking>0</DayWorking></Exception></Exceptions>"
    )


_WORK_WEEK = (
    "<WorkWeek><TimePeriod><FromDate>0001-01-01T00:00:00</FromDate><ToDate>9999-12-31T23:59:00</ToDate></TimePeriod>"
    "<Name>x</Name></WorkWeek>"
)
_OLD = (
    "<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod><FromDate>2026-01-01T00:00:00</FromDate>"
    "<ToDate>2026-12-31T23:59:00</ToDate></TimePeriod></WeekDay>"
)
