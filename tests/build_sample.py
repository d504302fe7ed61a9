"""Builds the sample plan in ``resources/samples``: run ``python -m tests.build_sample`` to renew it.

The plan is told as it came about: the team plans in January and saves a baseline; then the provider's line takes
longer, applications turn out bigger than thought, and by the status date in March part of the work is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from gantline.app.edits import assignments, baselines, calendars, dates, links, outline, progress, resources, tasks
from gantline.app.project.durations import parse_duration
from gantline.app.project.kinds import ConstraintKind, ResourceKind, TaskType, TimeUnit
from gantline.app.project.patch import Patch
from gantline.app.project.predecessors import TypedLink, parse_predecessors
from gantline.app.project.project import Project
from gantline.app.project.records import (
    STANDARD_WEEK,
    Availability,
    Calendar,
    CalendarUid,
    ExceptionPeriod,
    ProjectInfo,
    Rate,
    TaskUid,
    Week,
)
from gantline.app.project.resource_names import parse_resource_names
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.io.registry import for_key
from gantline.io.storage import write_path
from gantline.resources import path as resource

TARGET = resource("samples", "cloud-migration.gantline")

INFO = ProjectInfo(
    title="Cloud migration",
    subject="Move of all applications from the data centre in Halle to the cloud",
    author="Anna Berger",
    manager="Anna Berger",
    company="Nordhafen Logistics",
    start=datetime(2026, 1, 12, 8),
    status_date=datetime(2026, 3, 13, 17),
    new_tasks_estimated=False,
    currency_symbol="€",
    currency_code="EUR",
    currency_position=3,
    comments="The lease of the data centre ends on 31 August 2026; until then everything has to be out of it.",
)


def day(month: int, number: int, hour: int = 8) -> datetime:
    return datetime(2026, month, number, hour)


def off(name: str, first: tuple[int, int], last: tuple[int, int] | None = None) -> ExceptionPeriod:
    """Days off; month and day of the first and the last one."""
    return ExceptionPeriod(start=date(2026, *first), finish=date(2026, *(last or first)), name=name)


HOLIDAYS = (
    off("Good Friday", (4, 3)),
    off("Easter Monday", (4, 6)),
    off("Labour Day", (5, 1)),
    off("Ascension Day", (5, 14)),
    off("Company bridge day", (5, 15)),
    off("Whit Monday", (5, 25)),
)
NIGHT = ((1200, 1440),)
CUT_OVER_WEEK: Week = ((), (), (), (), NIGHT, ((0, 240), (480, 1200)), ((480, 1200),))
FRIDAYS_OFF: Week = (None, None, None, None, (), None, None)


class Person(NamedTuple):
    """One of the team: rates in euros an hour."""

    name: str
    initials: str
    group: str
    rate: int
    units: float = 1.0
    calendar: str = ""


TEAM = (
    Person("Anna Berger", "AB", "Management", 95),
    Person("Jonas Keller", "JK", "Architecture", 105),
    Person("Priya Raman", "PR", "Platform", 88),
    Person("Tom Schulte", "TS", "Network", 82),
    Person("Sofia Lind", "SL", "Security", 92, 0.6, "Fridays off"),
    Person("Elena Rossi", "ER", "Databases", 90, 1.0, "Elena Rossi"),
    Person("Daniel Weiss", "DW", "Applications", 84),
    Person("Kaito Mori", "KM", "Contractors", 125),
)


class Row(NamedTuple):
    """A row of the plan.

    Attributes:
        key: Short name for links; ends in a colon for a summary task, whose tasks have the greater level.
        after: Predecessors by key, such as ``design SS+3d``.
        done: Per cent complete at the status date.
        later: The duration as it is known today, where it is not the planned one.
    """

    level: int
    key: str
    name: str
    duration: str = ""
    after: str = ""
    who: str = ""
    done: int = 0
    later: str = ""


ROWS = (
    Row(1, "start:", "Initiation"),
    Row(2, "charter", "Project charter and goals", "4d", "", "Anna Berger, Jonas Keller[25%]", 100),
    Row(2, "interviews", "Interview stakeholders", "5d", "charter", "Anna Berger, Daniel Weiss[50%]", 100),
    Row(2, "risks", "Risk workshop", "1d", "interviews", "Anna Berger, Jonas Keller, Sofia Lind[60%]", 100),
    Row(2, "kickoff", "Kick-off", "0d", "risks", "", 100),
    Row(1, "assess:", "Assessment"),
    Row(2, "inventory", "Application inventory", "8d", "kickoff", "Daniel Weiss", 100),
    Row(
        2,
        "mapping",
        "Infrastructure and dependency mapping",
        "9d",
        "inventory SS+2d",
        "Tom Schulte, Jonas Keller[50%]",
        100,
    ),
    Row(2, "classify", "Classify data and protection needs", "6d", "inventory SS+3d", "Sofia Lind[60%]", 100),
    Row(2, "business", "Cost baseline and business case", "6d", "inventory SS+4d", "Anna Berger[50%]", 100),
    Row(
        2,
        "strategy",
        "Migration strategy per application",
        "5d",
        "mapping, inventory",
        "Jonas Keller, Daniel Weiss",
        100,
        "6d",
    ),
    Row(2, "assessed", "Assessment approved by steering committee", "0d", "strategy, classify, business", "", 100),
    Row(1, "design:", "Design"),
    Row(2, "target", "Target architecture", "10d", "assessed", "Jonas Keller", 100),
    Row(2, "network", "Network and connectivity design", "7d", "target SS+3d", "Tom Schulte", 100),
    Row(2, "identity", "Identity and access concept", "7d", "target SS+2d, classify", "Sofia Lind[60%]", 80, "14d"),
    Row(2, "continuity", "Backup and continuity concept", "5d", "target SS+5d", "Elena Rossi", 100),
    Row(
        2,
        "operations",
        "Operating model and on-call concept",
        "6d",
        "target SS+5d",
        "Anna Berger[50%], Priya Raman[50%]",
        70,
        "15d",
    ),
    Row(
        2,
        "review",
        "Security and compliance review",
        "4d",
        "target, identity, network",
        "Sofia Lind[60%], Jonas Keller[50%]",
    ),
    Row(2, "designed", "Design sign-off", "0d", "review, operations, continuity"),
    Row(1, "zone:", "Landing zone"),
    Row(2, "order", "Order cloud contracts", "3d", "assessed", "Anna Berger[50%], Cloud services[18000]", 100),
    Row(2, "line", "Provider installs private line", "30ed", "network", "", 20, "45ed"),
    Row(
        2, "accounts", "Account structure and policies", "5d", "target, order", "Priya Raman[50%], Kaito Mori[50%]", 100
    ),
    Row(2, "code", "Infrastructure as code modules", "15d", "accounts", "Priya Raman, Kaito Mori[50%]", 30),
    Row(2, "vpn", "Routing, VPN and firewalls", "6d", "line, designed", "Tom Schulte"),
    Row(2, "federation", "Identity federation", "5d", "review, accounts", "Sofia Lind[60%]"),
    Row(2, "monitoring", "Logging and monitoring", "6d", "code", "Priya Raman"),
    Row(2, "backup", "Backup and recovery set-up", "5d", "continuity, code", "Elena Rossi"),
    Row(2, "pentest", "Penetration test by external firm", "4d", "", "Sofia Lind[20%]"),
    Row(2, "ready", "Landing zone ready", "0d", "vpn, federation, monitoring, backup, pentest"),
    Row(1, "pilot:", "Pilot"),
    Row(2, "select", "Select and prepare pilot applications", "3d", "strategy, designed", "Daniel Weiss"),
    Row(2, "intranet", "Migrate intranet portal", "7d", "select, ready", "Kaito Mori, Daniel Weiss[50%]"),
    Row(2, "tickets", "Migrate ticket system", "8d", "select, ready", "Priya Raman, Daniel Weiss[50%]"),
    Row(2, "pilotload", "Load and failover tests", "4d", "intranet, tickets", "Priya Raman, Tom Schulte[50%]"),
    Row(
        2,
        "lessons",
        "Lessons learned workshop",
        "1d",
        "pilotload",
        "Anna Berger, Jonas Keller, Kaito Mori, Priya Raman",
    ),
    Row(2, "piloted", "Pilot accepted", "0d", "lessons"),
    Row(1, "waves:", "Migration waves"),
    Row(2, "wave1:", "Wave 1: office services"),
    Row(3, "files", "File shares", "9d", "piloted", "Tom Schulte"),
    Row(3, "mail", "Mail relay and printing", "4d", "piloted", "Jonas Keller[50%]"),
    Row(3, "accept1", "Acceptance wave 1", "2d", "files, mail", "Anna Berger"),
    Row(2, "wave2:", "Wave 2: business applications"),
    Row(3, "crm", "Customer portal and CRM", "12d", "piloted", "Priya Raman, Daniel Weiss[50%]"),
    Row(3, "reporting", "Reporting and data warehouse", "9d", "crm SS+2d", "Elena Rossi[50%], Daniel Weiss[50%]"),
    Row(
        3, "warehouse", "Warehouse management interfaces", "15d", "crm SS+3d", "Kaito Mori, Jonas Keller[50%]", 0, "19d"
    ),
    Row(3, "billing", "Lift and shift of old billing", "10d", "crm", "Kaito Mori"),
    Row(3, "accept2", "Acceptance wave 2", "4d", "crm, reporting, warehouse", "Daniel Weiss, Anna Berger[50%]"),
    Row(2, "data:", "Databases"),
    Row(3, "sizing", "Sizing and tuning plan", "4d", "designed", "Elena Rossi"),
    Row(3, "replication", "Set up replication", "6d", "sizing, ready", "Elena Rossi"),
    Row(
        3,
        "trial",
        "Trial migration with production data",
        "8d",
        "replication, reporting FF+1d",
        "Elena Rossi",
    ),
    Row(1, "cutover:", "Cut-over"),
    Row(2, "plan", "Cut-over plan and runbook", "4d", "accept1", "Anna Berger, Jonas Keller[50%]"),
    Row(
        2,
        "rehearsal",
        "Rehearsal at the weekend",
        "16h",
        "plan, trial, accept2",
        "Priya Raman, Elena Rossi, Tom Schulte",
    ),
    Row(2, "gonogo", "Go/no-go decision", "0d", "rehearsal FS+1d"),
    Row(2, "switch", "Switch production over", "20h", "gonogo", "Priya Raman, Elena Rossi, Tom Schulte, Kaito Mori"),
    Row(2, "verify", "Verify and release", "2d", "switch", "Daniel Weiss, Jonas Keller"),
    Row(2, "live", "Go-live", "0d", "verify"),
    Row(1, "close:", "Operations and closing"),
    Row(2, "training", "Train service desk and operations", "4d", "accept2 FS-2d", "Jonas Keller, Training rooms[4]"),
    Row(2, "hypercare", "Hypercare", "15d", "live", "Priya Raman[50%], Kaito Mori[50%], Tom Schulte[50%]"),
    Row(2, "manual", "Complete the operations manual", "8d", "hypercare FF", "Jonas Keller[50%]"),
    Row(2, "oldwatch", "Watch the old data centre on call", "10d", "hypercare SF", "Sofia Lind[20%]"),
    Row(2, "erase", "Erase data and dismantle old systems", "10d", "hypercare", "Tom Schulte, Elena Rossi[50%]"),
    Row(2, "report", "Final report and settlement", "3d", "hypercare, manual", "Anna Berger"),
    Row(2, "closed", "Project closed, data centre handed back", "0d", "erase, report"),
)

NOTES = {
    "charter": "Goals: out of the data centre by the end of August, 20 % lower costs, recovery within four hours.",
    "line": "The provider named 30 days. On 9 March they told us of a delay at the building entry: count on 45.",
    "pentest": "Fixed slot with the external firm, booked in January. Moving it costs 4,000 €.",
    "billing": "Out of scope since 20 February: billing is replaced by a service. Kept for the record.",
    "switch": "Friday 20:00 to Sunday. Point of no return on Saturday 18:00; way back in the runbook, chapter 6.",
    "live": "Sales has announced the new customer portal for the second week of July and needs the days before.",
}


def build() -> Project:
    """The sample plan."""
    project = Project(INFO, calendars=[Calendar(uid=CalendarUid(1), name="Standard", week=STANDARD_WEEK)])
    sample = Sample(project)
    sample.add_calendars()
    sample.add_team()
    sample.add_tasks()
    sample.refine()
    sample.save_baseline()
    sample.report_progress()
    return project


class Sample:
    """The plan on its way."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.uids: dict[str, TaskUid] = {}
        self.calendars: dict[str, CalendarUid] = {"Standard": CalendarUid(1)}

    def do(self, patch: Patch) -> None:
        self.project.apply(patch)

    def add_calendars(self) -> None:
        """Standard with holidays; weekends for the cut-over; people who differ."""
        standard = self.calendars["Standard"]
        self.do(calendars.change(self.project, standard, exceptions=HOLIDAYS))
        self.do(calendars.add(self.project, "Cut-over weekends", CUT_OVER_WEEK))
        self.do(calendars.derive(self.project, standard, "Fridays off"))
        self.do(calendars.derive(self.project, standard, "Elena Rossi"))
        self.calendars = {calendar.name: uid for uid, calendar in self.project.calendars.items()}
        self.do(calendars.change(self.project, self.calendars["Fridays off"], week=FRIDAYS_OFF))
        vacation = off("Vacation", (4, 7), (4, 10))
        self.do(calendars.change(self.project, self.calendars["Elena Rossi"], exceptions=(vacation,)))

    def add_team(self) -> None:
        """Eight people, the cloud's bill and rooms."""
        for person in TEAM:
            self.do(resources.add(self.project, person.name))
            uid = self.project.resource_order[-1]
            made = replace(
                self.project.resources[uid],
                initials=person.initials,
                group=person.group,
                email=f"{person.name.lower().replace(' ', '.')}@nordhafen.example",
                max_units=person.units,
                standard_rate=Rate(amount=Decimal(person.rate)),
                calendar=self.calendars[person.calendar] if person.calendar else None,
            )
            if person.group == "Contractors":
                made = replace(
                    made,
                    email="",
                    notes="Framework contract until the end of July, 40 hours a week.",
                    availability=(Availability(start=day(2, 16, 0), finish=day(8, 1, 0), units=1.0),),
                )
            self.do(Patch({"resources": {uid: (self.project.resources[uid], made)}}))
        self.do(resources.add(self.project, "Cloud services", kind=ResourceKind.COST))
        self.do(resources.add(self.project, "Training rooms", kind=ResourceKind.MATERIAL))
        rooms = self.project.resource_order[-1]
        self.do(resources.set_material_label(self.project, rooms, "days"))
        self.do(resources.set_standard_rate(self.project, rooms, Rate(amount=Decimal(240), unit=None)))

    def add_tasks(self) -> None:
        """All rows, then their links and who does them."""
        parents = [TaskUid(0)]
        for row in ROWS:
            duration = parse_duration(row.duration or "1d", INFO)
            task = outline.new_task(
                self.project,
                row.name,
                duration=duration.minutes,
                duration_unit=duration.unit,
                milestone=row.duration == "0d",
                notes=NOTES.get(row.key, ""),
            )
            del parents[row.level :]
            self.do(outline.add_tasks(self.project, [task], parents[-1]))
            parents.append(task.uid)
            self.uids[row.key.removesuffix(":")] = task.uid
        for row in ROWS:
            uid = self.uids[row.key.removesuffix(":")]
            self.do(links.set_predecessors(self.project, uid, list(self.typed(row.after))))
            if row.who:
                self.do(assignments.set_resources(Engine(self.project), uid, parse_resource_names(row.who)))

    def typed(self, after: str) -> Iterator[TypedLink]:
        """Predecessors by key as predecessors by row."""
        rows = {uid: number for number, (uid, _level) in enumerate(self.project.outline(), 1)}
        for piece in filter(None, after.split(", ")):
            key, _blank, rest = piece.partition(" ")
            yield from parse_predecessors(f"{rows[self.uids[key]]}{rest}", INFO)

    def change(self, key: str, **fields: Any) -> None:
        self.do(tasks.set_fields(self.project, [self.uids[key]], **fields))

    def refine(self) -> None:
        """What rows do not say: constraints, calendars, deadlines, priorities, types, costs."""
        project, uids = self.project, self.uids
        weekends = self.calendars["Cut-over weekends"]
        self.change("rehearsal", calendar=weekends, ignore_resource_calendar=True, priority=800)
        self.change("switch", calendar=weekends, ignore_resource_calendar=True, priority=1000)
        self.change("rehearsal", duration_unit=TimeUnit.HOUR)
        self.change("pentest", fixed_cost=Decimal(12500), priority=900)
        self.change("line", fixed_cost=Decimal(7800))
        self.change("business", task_type=TaskType.FIXED_WORK, effort_driven=True)
        self.change("hypercare", task_type=TaskType.FIXED_DURATION)
        self.change("operations", task_type=TaskType.FIXED_DURATION)
        for key in ("manual", "report"):
            self.change(key, priority=300)
        start_no_earlier = ConstraintKind.START_NO_EARLIER_THAN
        self.do(tasks.set_constraint(project, [uids["training"]], start_no_earlier, day(6, 15)))
        self.do(tasks.set_constraint(project, [uids["code"]], start_no_earlier, day(3, 2)))
        self.do(tasks.set_deadline(project, [uids["ready"]], day(5, 8, 17)))
        self.do(tasks.set_deadline(project, [uids["live"]], day(7, 3, 17)))
        self.do(tasks.set_deadline(project, [uids["closed"]], day(8, 31, 17)))
        self.do(dates.set_manual(Engine(project), [uids["pentest"]], True))
        self.do(dates.set_start(Engine(project), uids["pentest"], day(4, 20)))

    def save_baseline(self) -> None:
        """The plan as it was approved."""
        self.do(baselines.save(Engine(self.project)))

    def report_progress(self) -> None:
        """What happened until the status date."""
        for row in ROWS:
            if row.later:
                later = parse_duration(row.later, INFO)
                self.do(dates.set_duration(Engine(self.project), self.uids[row.key], later))
        self.do(tasks.set_active(self.project, [self.uids["billing"]], False))
        for row in ROWS:
            if row.done:
                self.do(progress.set_percent_complete(Engine(self.project), [self.uids[row.key]], row.done))


def main() -> None:
    """Write the sample plan."""
    project = build()
    write_path(project, Engine(project).schedule, Path(TARGET), for_key("gantline"))


if __name__ == "__main__":
    main()
