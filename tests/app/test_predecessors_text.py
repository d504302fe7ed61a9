"""What planners type as predecessors and resources is understood, and what is shown can be typed."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.project.durations import parse_duration
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import DependencyKind, ResourceKind, TimeUnit
from gantline.app.project.predecessors import TypedLink, format_link, parse_predecessors
from gantline.app.project.records import (
    Assignment,
    AssignmentUid,
    Dependency,
    ProjectInfo,
    Resource,
    ResourceUid,
    TaskUid,
)
from gantline.app.project.resource_names import TypedResource, format_resource_names, parse_resource_names

INFO = ProjectInfo(start=datetime(2026, 1, 5, 8))
FS, SS, FF, SF = DependencyKind


@pytest.mark.parametrize(
    ("typed", "links"),
    [
        ("", ()),
        ("3", (TypedLink(3),)),
        (" 3 fs + 2 days ", (TypedLink(3, FS, 960, TimeUnit.DAY),)),
        ("3FS+2d", (TypedLink(3, FS, 960, TimeUnit.DAY),)),
        ("3+2d", (TypedLink(3, FS, 960, TimeUnit.DAY),)),
        ("7SS", (TypedLink(7, SS),)),
        ("5FF-10%", (TypedLink(5, FF, -10, TimeUnit.PERCENT),)),
        ("4FS+1ed", (TypedLink(4, FS, 1440, TimeUnit.ELAPSED_DAY),)),
        ("4SF-1,5h", (TypedLink(4, SF, -90, TimeUnit.HOUR),)),
        ("4FS+1,5d,6", (TypedLink(4, FS, 720, TimeUnit.DAY), TypedLink(6))),
        ("4FS+1,5", (TypedLink(4, FS, 480, TimeUnit.DAY), TypedLink(5))),
        ("4EA+1,5 Tage,6AE", (TypedLink(4, FS, 720, TimeUnit.DAY), TypedLink(6, SF))),
        ("4AA+2 Std.,5EE-1fTag", (TypedLink(4, SS, 120, TimeUnit.HOUR), TypedLink(5, FF, -1440, TimeUnit.ELAPSED_DAY))),
        ("1,2;3SS, 4", (TypedLink(1), TypedLink(2), TypedLink(3, SS), TypedLink(4))),
    ],
)
def test_typed_predecessors_become_links(typed: str, links: tuple[TypedLink, ...]) -> None:
    assert parse_predecessors(typed, INFO) == links


@pytest.mark.parametrize("typed", ["x", "3XX", "FS", "3FS+2q", "3FS+", "3,3SS", "3 4", "-3"])
def test_what_is_no_predecessor_is_refused_in_words(typed: str) -> None:
    with pytest.raises(EditError) as refused:
        parse_predecessors(typed, INFO)
    assert str(refused.value).endswith(".")


@given(
    st.lists(
        st.builds(
            Dependency,
            predecessor=st.integers(1, 9999).map(TaskUid),
            successor=st.just(TaskUid(10000)),
            kind=st.sampled_from(DependencyKind),
            lag=st.integers(-4000, 4000).map(lambda amount: amount * 1440),
            lag_unit=st.sampled_from([TimeUnit.MINUTE, TimeUnit.HOUR, TimeUnit.DAY, TimeUnit.ELAPSED_DAY]),
        ),
        unique_by=lambda link: link.predecessor,
        max_size=4,
    )
)
def test_predecessors_shown_can_be_typed_again(links: list[Dependency]) -> None:
    typed = parse_predecessors(", ".join(format_link(link, link.predecessor, INFO) for link in links), INFO)

    assert [(one.row, one.kind, one.lag) for one in typed] == [(one.predecessor, one.kind, one.lag) for one in links]
    assert all(one.lag_unit is link.lag_unit for one, link in zip(typed, links, strict=True) if link.lag)


@pytest.mark.parametrize(
    ("typed", "resources"),
    [
        ("", ()),
        ("Ann", (TypedResource("Ann"),)),
        (
            "Ann[50%], Bob; Cement[5 t]",
            (TypedResource("Ann", Decimal("0.5")), TypedResource("Bob"), TypedResource("Cement", Decimal(5), "t")),
        ),
        ("Cement[1,5 t],Ann", (TypedResource("Cement", Decimal("1.5"), "t"), TypedResource("Ann"))),
        ("Travel[$1,200.50]", (TypedResource("Travel", Decimal("1200.50"), "$"),)),
        ('"Smith, John"[25 %];', (TypedResource("Smith, John", Decimal("0.25")),)),
    ],
)
def test_typed_resources_are_understood(typed: str, resources: tuple[TypedResource, ...]) -> None:
    assert parse_resource_names(typed) == resources


@pytest.mark.parametrize("typed", ["Ann[", "Ann]50%[", "[50%]", "Ann[many]", "Ann, ann", "Ann[50%]x"])
def test_what_is_no_resource_is_refused_in_words(typed: str) -> None:
    with pytest.raises(EditError) as refused:
        parse_resource_names(typed)
    assert str(refused.value).endswith(".")


def test_resources_shown_can_be_typed_again() -> None:
    def pair(uid: int, name: str, kind: ResourceKind, **of_assignment) -> tuple[Resource, Assignment]:
        resource = Resource(uid=ResourceUid(uid), name=name, kind=kind, material_label="t")
        return resource, Assignment(uid=AssignmentUid(uid), task=TaskUid(1), resource=resource.uid, **of_assignment)

    shown = format_resource_names(
        [
            pair(1, "Ann", ResourceKind.WORK, units=0.5),
            pair(2, "Smith, John", ResourceKind.WORK),
            pair(3, "Cement", ResourceKind.MATERIAL, units=5.0),
            pair(4, "Travel", ResourceKind.COST, cost=Decimal("1200.5")),
        ]
    )

    assert shown == 'Ann[50%], "Smith, John", Cement[5 t], Travel[1200.5]'
    assert parse_resource_names(shown) == (
        TypedResource("Ann", Decimal("0.5")),
        TypedResource("Smith, John"),
        TypedResource("Cement", Decimal(5), "t"),
        TypedResource("Travel", Decimal("1200.5")),
    )


@pytest.mark.parametrize(
    ("typed", "minutes", "unit"),
    [
        ("3 Tage", 1440, TimeUnit.DAY),
        ("2 Wochen", 4800, TimeUnit.WEEK),
        ("4 Std.", 240, TimeUnit.HOUR),
        ("1,5 t?", 720, TimeUnit.DAY),
        ("2 Monate", 19200, TimeUnit.MONTH),
        ("3 fTage", 4320, TimeUnit.ELAPSED_DAY),
        ("5 fMin.", 5, TimeUnit.ELAPSED_MINUTE),
        ("2 fW", 20160, TimeUnit.ELAPSED_WEEK),
    ],
)
def test_durations_are_read_as_german_editions_of_microsoft_project_write_them(typed, minutes, unit) -> None:
    found = parse_duration(typed, INFO)
    assert (found.minutes, found.unit, found.estimated) == (minutes, unit, typed.endswith("?"))


@pytest.mark.parametrize("typed", ["3 Tagen und", "3 .", "3 d..", "Std."])
def test_what_is_no_duration_is_refused(typed) -> None:
    with pytest.raises(EditError):
        parse_duration(typed, INFO)
