"""Makes native files that no sound program writes: damaged, merged carelessly, or meant to do harm."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from gantline.app.project.kinds import Recurrence

from .hostile_files import REFUSED, Hostile, Kind

_HUGE = 200_000
_BASE = "native.calendar-base"
_MEGA = "x" * 1_000_000
_START = "2026-01-05T08:00:00"
_FIRST, _LAST = "0001-01-01T00:00:00", "9999-12-31T23:59:00"
_SPIED = '</Name><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Name>&x;]]>'


def native_kinds() -> list[Hostile]:
    """All kinds, each under a name of its own."""
    return [
        Hostile(name, make, outcome, ".gantline")
        for name, make, outcome in (*_text(), *_types(), *_tasks(), *_others(), *_calendars())
    ]


def _plan(*tasks: dict[str, Any], **parts: Any) -> Callable[[], bytes]:
    """A plan of these tasks with these sections; what a task holds under ``level`` stands before it."""
    return lambda: json.dumps(
        {
            "gantline": {"format": "1.0"},
            "info": {"start": _START, **parts.pop("info", {})},
            "calendars": [_CALENDAR],
            "tasks": [[task.get("level", 1), {k: v for k, v in task.items() if k != "level"}] for task in tasks],
            **parts,
        }
    ).encode()


def _one(**fields: Any) -> Callable[[], bytes]:
    """A plan of two linked tasks of which the first has these fields."""
    return _plan({"uid": 1, "name": "A", **fields}, {"uid": 2}, dependencies=[{"predecessor": 1, "successor": 2}])


def _with(json_text: str) -> Callable[[], bytes]:
    """A plan of one task that has this value, which need not be JSON, as a field."""
    return lambda: _one(notes="HERE")().replace(b'"HERE"', json_text.encode("utf-8", "surrogatepass"))


def _calendar(**fields: Any) -> Callable[[], bytes]:
    return _plan({"uid": 1, "duration": 4800}, calendars=[{**_CALENDAR, **fields}])


_DAY = [[480, 720], [780, 1020]]
_CALENDAR: dict[str, Any] = {"uid": 1, "name": "Standard", "week": [*[_DAY] * 5, [], []]}


def _text() -> Iterator[Kind]:
    plain = _one()()
    yield "empty", lambda: b"", REFUSED
    yield "only zero bytes", lambda: b"\0" * _HUGE, REFUSED
    yield "zero byte in a name", _with('"a\0b"'), REFUSED
    yield "escaped zero in a name", _with('"a\\u0000b\\u001b[31m\\u202e"'), ""
    yield "half a character escaped", _with('"\\ud800"'), REFUSED
    yield "half a character as bytes", _with('"\ud800"'), REFUSED
    yield "Latin 1", lambda: plain.replace(b'"A"', b'"\xe4"'), REFUSED
    yield "UTF-16", lambda: plain.decode().encode("utf-16"), REFUSED
    yield "overlong UTF-8", lambda: plain.replace(b'"A"', b'"\xc0\xaf"'), REFUSED
    for share in (1, 4, 7):
        yield f"cut off after {share} eighths", lambda share=share: plain[: len(plain) * share // 8], REFUSED
    yield "cut off at the end", lambda: plain[:-1], REFUSED
    yield "text after the end", lambda: plain + b"x", REFUSED
    yield "two plans", lambda: plain + plain, REFUSED
    yield "an open bracket 200,000 times", lambda: b'{"gantline":' + b"[" * _HUGE, REFUSED
    yield "200,000 levels in a field", _with("[" * _HUGE + "]" * _HUGE), REFUSED
    yield (
        "200,000 levels in a part nobody knows",
        lambda: _plan({"uid": 1}, deep="HERE")().replace(b'"HERE"', b'{"a":' * _HUGE + b"1" + b"}" * _HUGE),
        REFUSED,
    )
    yield (
        "900 levels in a part nobody knows",
        lambda: _plan({"uid": 1}, deep="HERE")().replace(b'"HERE"', b"[" * 900 + b"]" * 900),
        "",
    )
    yield "900 levels in a key nobody knows", _with('"","deep":' + "[" * 900 + "]" * 900), ""
    yield "a number of 200,000 digits", _with('"","duration":' + "9" * _HUGE), REFUSED
    yield "a number of 200,000 digits nobody knows", _with('"","more":' + "9" * _HUGE), REFUSED
    yield "1e999", _with('"","duration":1e999'), REFUSED
    yield "not a number", _with('"","duration":NaN'), REFUSED
    yield "a key twice", _with('"","name":"B","name":"C"'), ""
    yield "a section twice", lambda: plain[:-1] + b',"tasks":[[1,{"uid":3}]]}', "native.missing-dependencies"
    yield "100,000 keys nobody knows", _one(**{f"k{n}": n for n in range(100_000)}), ""
    yield "a future version", lambda: plain.replace(b"1.0", b"99.0"), REFUSED
    yield "a later version", lambda: plain.replace(b"1.0", b"1.99"), "native.newer-version"
    for version in ("", "one", "1", "-1.0", "1.0.0", "9" * 5000 + ".0", "1." + "9" * 5000):
        yield f"version {version[:9]} {len(version)}", lambda v=version: plain.replace(b"1.0", v.encode()), REFUSED
    yield "no info", lambda: b'{"gantline":{"format":"1.0"},"tasks":[]}', REFUSED


def _types() -> Iterator[Kind]:
    for part in ("info", "calendars", "resources", "tasks", "dependencies", "assignments", "custom_fields"):
        for wrong in (None, True, 7, "text", {"a": 1}, [1], [[]], [None], [[1, []]], [{}]):
            text = json.dumps(wrong)
            yield f"{part} is {text}", lambda part=part, text=text: _section(part, text), REFUSED
    for part in ("stored_dates", "stored_assignment_dates", "last_uids"):
        yield f"{part} is a list of numbers", lambda part=part: _section(part, "[1]"), REFUSED
    for field, value in (
        *(("uid", "1"), ("uid", 1.5), ("uid", None), ("name", 5), ("name", None), ("duration", "3d")),
        *(("duration", 10**30), ("duration", -(10**30)), ("duration", True), ("constraint", "never")),
        *(("constraint_date", "tomorrow"), ("constraint_date", "2026-02-30T00:00:00"), ("deadline", 20260101)),
        *(("constraint_date", "10000-01-01T00:00:00"), ("constraint_date", "-0001-01-01T00:00:00")),
        *(("constraint_date", "2026-01-01T00:00:00+23:59"), ("fixed_cost", "much"), ("custom", [])),
    ):
        yield f"task with {field} {json.dumps(value)}", _one(**{field: value}), REFUSED


def _section(part: str, text: str) -> bytes:
    """A plan whose section is this JSON."""
    plan = json.loads(_one()())
    plan[part] = "HERE"
    return json.dumps(plan).encode().replace(b'"HERE"', text.encode())


def _tasks() -> Iterator[Kind]:
    yield "the same uid twice", _plan({"uid": 1}, {"uid": 1}), REFUSED
    yield "no uid", _plan({"name": "A"}), REFUSED
    for uid in (0, -1, 2**31, 2**63, 10**40):
        yield f"task {uid}", _plan({"uid": uid}), REFUSED
    for level in (0, -1, 2, 10**12):
        yield f"first task at level {level}", _plan({"uid": 1, "level": level}), REFUSED
    yield "5,000 levels", _plan(*({"uid": n, "level": n} for n in range(1, 5001))), ""
    yield "megabyte name", _one(name=_MEGA), ""
    yield "XML in a name", _one(name=_SPIED, notes=_SPIED, contact=_SPIED), ""
    yield "formula in a name", _one(name="=cmd|' /C calc'!A0", wbs='=HYPERLINK("http://127.0.0.1:9")'), ""
    for foreign in (_SPIED, "<a>", "<a/>" * 1000, "<a>" * 5000 + "</a>" * 5000, "<!DOCTYPE a><a/>", "\0", "text"):
        name = f"foreign text {foreign[:12]!a} {len(foreign)}"
        yield f"{name} of a task", _one(foreign=foreign), ""
        yield f"{name} of the plan", _plan({"uid": 1}, info={"foreign": foreign, "summary_foreign": foreign}), ""
    for moment in (_FIRST, _LAST):
        for field in ("constraint_date", "deadline", "actual_start", "actual_finish", "stop", "resume", "created"):
            yield f"{field} {moment[:4]}", _one(**{field: moment}), ""
        for kind in ("MSO", "MFO", "SNET", "FNLT"):
            yield f"{kind} {moment[:4]}", _one(constraint=kind, constraint_date=moment), ""
        yield f"manual in {moment[:4]}", _one(manual=True, manual_start=moment, manual_finish=moment), ""
        for field in ("start", "finish", "status_date"):
            yield f"plan with {field} {moment[:4]}", _plan({"uid": 1}, info={field: moment}), ""
        yield f"plan to {moment[:4]}", _plan({"uid": 1}, info={"from_finish": True, "finish": moment}), ""
    for size in (-1, 10**15, -(10**15)):
        for field in ("duration", "work", "levelling_delay", "percent_complete", "priority", "actual_duration"):
            yield f"{field} {size}", _one(**{field: size}), ""
    yield "baselines 5,000 times", _one(baselines=[{"number": 0, "start": _LAST, "finish": _FIRST}] * 5000), ""
    yield "custom value of no field", _one(custom={"text77": {"value": _SPIED}, "": {"value": "x"}}), ""
    yield "colour that is none", _one(bar_colour="url(javascript:alert(1))"), ""
    yield "subproject in another place", _one(subproject="/etc/passwd", external=True), ""
    yield "link address of a script", _one(hyperlink={"address": "file:///etc/passwd", "title": _SPIED}), ""
    recurring = {"start": "2026-01-01", "finish": "9999-12-31", "recurrence": "daily"}
    yield "recurring for ever", _one(recurring=True, recurrence={"when": recurring}), ""
    for period in (0, -1, 10**15):
        pattern = {"when": {**recurring, "period": period, "occurrences": 10**15}, "duration": -(10**15)}
        yield f"recurring without end every {period} days", _one(recurring=True, recurrence=pattern), ""


def _others() -> Iterator[Kind]:
    two = ({"uid": 1}, {"uid": 2, "level": 2}, {"uid": 3})
    for name, pairs, outcome in (
        ("to nothing", [(1, 99), (98, 99), (0, 1), (-1, 2)], "native.missing-dependencies"),
        ("to itself", [(3, 3)], "native.missing-dependencies"),
        ("in a circle", [(2, 3), (3, 2)], ""),
        ("to its own summary", [(2, 1), (1, 2)], ""),
    ):
        links = [{"predecessor": one, "successor": other} for one, other in pairs]
        yield f"link {name}", _plan(*two, dependencies=links), outcome
    yield "the same link twice", _plan(*two, dependencies=[{"predecessor": 2, "successor": 3}] * 2), REFUSED
    for lag in (10**15, -(10**15)):
        for unit in ("emo", "%", "mo"):
            link = {"predecessor": 2, "successor": 3, "lag": lag, "lag_unit": unit}
            yield f"lag {lag} {unit}", _plan(*two, dependencies=[link]), ""
    ring = [{"predecessor": n, "successor": n % 3000 + 1} for n in range(1, 3001)]
    yield "circle of 3,000 links", _plan(*({"uid": n} for n in range(1, 3001)), dependencies=ring), ""
    for fields in (
        *({"units": -5.0}, {"units": 1e15}, {"units": 5e-324}, {"work": 10**15}, {"work": -(10**15)}),
        *({"delay": -(10**15)}, {"actual_work": 10**15}, {"percent_work_complete": 10**12}),
        *({"cost_rate_table": 77}, {"actual_start": _LAST}, {"actual_finish": _FIRST}),
    ):
        yield f"assignment with {fields}", _assigned(fields), ""
    for cost in ("NaN", "Infinity", "1e999999999", "1e-999999999", "0e999999999", "x", "1,5"):
        yield f"assignment of cost {cost}", _assigned({"cost": cost}), REFUSED
        yield f"task of cost {cost}", _one(fixed_cost=cost), REFUSED
        yield f"baseline of cost {cost}", _one(baselines=[{"number": 0, "cost": cost}]), REFUSED
        yield f"rate {cost}", _plan({"uid": 1}, resources=[{"uid": 1, "standard_rate": {"amount": cost}}]), REFUSED
        yield f"usual rate {cost}", _plan({"uid": 1}, info={"default_standard_rate": {"amount": cost}}), REFUSED
    for units in (1e308, -1e16):
        yield f"units of {units}", _assigned({"units": units}), REFUSED
        yield f"resource of {units} units", _plan({"uid": 1}, resources=[{"uid": 1, "max_units": units}]), REFUSED
    yield "assignment of nothing", _assigned({"task": 99, "resource": 99}), "native.missing-assignments"
    yield "assignment twice", _assigned({}, {}), REFUSED
    spread = [{"kind": 1, "start": _FIRST, "finish": _LAST, "unit": 1, "value": "PT1000000000H0M0S"}]
    yield "work spread over all time", _assigned({"timephased": spread}), ""
    yield "work spread 20,000 times", _assigned({"timephased": [{**spread[0], "value": "x"}] * 20_000}), ""
    for fields in (
        *({"max_units": -1.0}, {"max_units": 1e15}, {"uid": 0}, {"uid": -5}, {"uid": 2**40}, {"name": _MEGA}),
        *({"standard_rate": {"amount": "1e29"}}, {"cost_per_use": "-1e29"}),
        *({"availability": [{"start": _LAST, "finish": _FIRST, "units": -1e9}] * 500}, {"calendar": 99}),
    ):
        yield f"resource with {str(fields)[:40]}", _plan({"uid": 1}, resources=[{"uid": 1, **fields}]), ""
    yield "dates of nothing", _plan({"uid": 1}, stored_dates=[[99, {"start": _LAST}], [-1, {}]]), ""
    yield "dates of all time", _plan({"uid": 1}, stored_dates=[[1, {"start": _FIRST, "finish": _LAST}]]), ""
    yield "last uids beyond all", _plan({"uid": 1}, last_uids={"tasks": 10**18, "x": -1, "task": 2**70}), ""
    views = [{"name": _SPIED, "state": "{" * 1000}, {"name": "", "state": _MEGA}]
    yield "views that are none", _plan({"uid": 1}, info={"views": views}), ""
    field = {"key": "text1", "entity": "task", "kind": "text", "name": _SPIED, "formula": "[" * 5000}
    yield "custom fields that are none", _plan({"uid": 1}, custom_fields=[field, {**field, "key": _SPIED}]), ""


def _assigned(*assignments: dict[str, Any]) -> Callable[[], bytes]:
    """A plan of a task whose resource has these assignments."""
    given = [{"uid": 1, "task": 1, "resource": 1, **fields} for fields in assignments]
    return _plan({"uid": 1}, resources=[{"uid": 1}], assignments=given)


def _calendars() -> Iterator[Kind]:
    yield "calendars in a circle", _plan({"uid": 1}, calendars=[{"uid": 1, "base": 2}, {"uid": 2, "base": 1}]), _BASE
    yield "calendar based on itself", _calendar(base=1), _BASE
    yield "calendar based on nothing", _calendar(base=77), "native.missing-calendar"
    chain = [{"uid": n, "base": n - 1 or None} for n in range(1, 5001)]
    yield "5,000 calendars one upon the other", _plan({"uid": 1}, calendars=chain, info={"calendar": 5000}), _BASE
    yield "no calendars", _plan({"uid": 1}, calendars=[]), ""
    yield "plan of a calendar that is missing", _plan({"uid": 1}, info={"calendar": 99}), ""
    yield "no working time at all", _calendar(week=[[]] * 7), ""
    yield "one minute a week", _calendar(week=[[[480, 481]], *[[]] * 6]), ""
    for name, hours in (
        *(("reversed", [[720, 480]]), ("overlapping", [[0, 700], [600, 800]]), ("negative", [[-60, 60]])),
        *(("beyond the day", [[0, 10**12]]), ("empty", [[480, 480]]), ("10,000 times", [[480, 720]] * 10_000)),
    ):
        yield f"working times {name}", _calendar(week=[hours, *[None] * 6]), "native.calendar-hours"
    backwards = {"start": "2026-05-01", "finish": "2026-01-01"}
    yield "exception reversed in ours", _calendar(exceptions=[backwards]), "native.calendar-hours"
    yield "week of eight days", _calendar(week=[[]] * 8), REFUSED
    for kind in Recurrence:
        for number in (0, -1, 10**15):
            beyond = dict.fromkeys(("period", "weekdays", "item", "month", "month_day", "position"), number)
            period = {"start": "0001-01-01", "finish": "9999-12-31", "recurrence": kind, "occurrences": 10**15}
            yield f"exception {kind} with {number}", _calendar(exceptions=[{**period, **beyond}]), ""
    forever = {"start": "0001-01-01", "finish": "9999-12-31"}
    yield "day off for ever", _calendar(exceptions=[forever]), ""
    yield "exceptions 5,000 times", _calendar(exceptions=[forever] * 5000), ""
    yield "work weeks 5,000 times", _calendar(work_weeks=[forever] * 5000), ""
    yield "day off reversed", _calendar(exceptions=[{"start": "9999-12-31", "finish": "0001-01-01"}]), ""
