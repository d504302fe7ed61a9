"""Custom fields are defined with lookup tables, and records follow what becomes of them."""

import pickle

import msgspec
import pytest

from gantline.app.analysis.figures import Figures
from gantline.app.edits import custom_definitions as definitions
from gantline.app.edits.fields import fields_of
from gantline.app.edits.tasks import set_custom
from gantline.app.edits.wording import Wording
from gantline.app.project.custom_slots import slots
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import Entity, FieldKind
from gantline.app.project.project import Project
from gantline.app.project.records import NO_VALUES, CustomValue, LookupValue, ResourceUid, TaskUid
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine

from ..io.mspdi_plans import document, read, task, write
from ..plan_maker import plan

DIG = TaskUid(1)
TEXT, CODE = "188743731", "188744096"


def lines(*texts: str) -> tuple[LookupValue, ...]:
    """Lines from texts whose leading blanks are their level."""
    return tuple(LookupValue(value=text.strip(), level=1 + len(text) - len(text.lstrip())) for text in texts)


def defined(kind: FieldKind = FieldKind.TEXT, *texts: str, **more) -> Project:
    project = plan("Dig | 1d | by Ann\nLay | 1d")
    field = replace(definitions.free_slot(project, Entity.TASK, kind), lookup=lines(*texts), **more)
    project.apply(definitions.define(project, field))
    return project


def typed(project: Project, key: str, text: str) -> str:
    """What a text typed into the field of the first task leaves there."""
    figures, wording = Figures(Engine(project)), Wording(project.info)
    edit = fields_of(project)[f"custom.{key}"].edit
    assert edit is not None
    project.apply(edit(figures, wording, DIG, text))
    return project.tasks[DIG].custom[key].value


def test_the_slots_have_the_numbers_of_microsoft_project():
    assert slots(Entity.TASK, FieldKind.TEXT)[:2] == [("188743731", "Text1"), ("188743734", "Text2")]
    assert slots(Entity.TASK, FieldKind.OUTLINE_CODE)[0] == (CODE, "Outline Code1")
    assert slots(Entity.RESOURCE, FieldKind.FLAG)[9] == (str(0x0C400000 + 126), "Flag10")
    every = [
        key for entity in (Entity.TASK, Entity.RESOURCE) for kind in FieldKind for key, _name in slots(entity, kind)
    ]
    assert len(every) == len(set(every)) == 2 * 130


def test_a_value_is_chosen_from_the_table_whatever_its_case():
    assert typed(defined(FieldKind.TEXT, "North", "South", restricted=True), TEXT, "south") == "South"


def test_an_outline_code_is_typed_by_its_last_part_or_whole():
    project = defined(FieldKind.OUTLINE_CODE, "Site", " North", "  Hall", " South")
    assert typed(project, CODE, "hall") == "Site.North.Hall"
    assert typed(project, CODE, "Site.South") == "Site.South"
    field = fields_of(project)[f"custom.{CODE}"]
    assert field.choices is not None
    assert list(field.choices(project)) == ["", "Site", "Site.North", "Site.North.Hall", "Site.South"]


def test_what_is_not_in_a_restricted_table_is_refused_and_in_a_free_one_taken():
    with pytest.raises(EditError, match="West"):
        typed(defined(FieldKind.TEXT, "North", restricted=True), TEXT, "West")
    assert typed(defined(FieldKind.TEXT, "North"), TEXT, "West") == "West"


def test_records_follow_a_line_that_is_reworded_or_moved():
    project = defined(FieldKind.OUTLINE_CODE, "Site", " North", "Depot")
    typed(project, CODE, "North")
    field = project.custom_fields[CODE]
    site, north, depot = field.lookup
    moved = (site, depot, replace(north, value="Nord"))
    project.apply(definitions.define(project, replace(field, lookup=moved)))
    assert project.tasks[DIG].custom[CODE].value == "Depot.Nord"


def test_removing_a_field_takes_its_values_and_undo_brings_them_back():
    project = defined(FieldKind.TEXT, alias="Owner")
    project.apply(set_custom(project, [DIG], TEXT, "Ann"))
    before = project.snapshot()
    patch = definitions.remove(project, TEXT)
    project.apply(patch)
    assert TEXT not in project.custom_fields
    assert not project.tasks[DIG].custom
    project.apply(patch.inverted())
    assert project == before


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (FieldKind.TEXT, ("North", "north")),
        (FieldKind.TEXT, ("North", " Hall")),
        (FieldKind.OUTLINE_CODE, ("North", "  Hall")),
        (FieldKind.OUTLINE_CODE, ("A.B",)),
        (FieldKind.TEXT, ("",)),
        (FieldKind.NUMBER, ("many",)),
        (FieldKind.FLAG, ("Yes",)),
    ],
)
def test_a_table_that_cannot_be_is_refused(kind, texts):
    with pytest.raises(EditError):
        defined(kind, *texts)


def test_an_alias_is_used_once():
    project = defined(FieldKind.TEXT, alias="Owner")
    second = replace(definitions.free_slot(project, Entity.TASK, FieldKind.TEXT), alias="owner")
    with pytest.raises(EditError):
        definitions.define(project, second)


def test_a_calculated_field_cannot_be_typed():
    head = "<ExtendedAttributes><ExtendedAttribute><FieldID>188743767</FieldID><FieldName>Number1</FieldName>"
    head += "<Formula>[Work]/60</Formula></ExtendedAttribute></ExtendedAttributes>"
    project = read(document(task(1), head=head))
    assert project.custom_fields["188743767"].formula == "[Work]/60"
    assert fields_of(project)["custom.188743767"].edit is None
    assert "<Formula>[Work]/60</Formula>" in write(project)


def test_a_value_of_a_resource_is_set_and_taken_away():
    project = plan("Dig | 1d | by Ann")
    field = replace(definitions.free_slot(project, Entity.RESOURCE, FieldKind.TEXT), alias="Team")
    project.apply(definitions.define(project, field))
    project.apply(definitions.set_resource_value(project, ResourceUid(1), field.key, "Red"))
    assert project.resources[ResourceUid(1)].custom[field.key].value == "Red"
    project.apply(definitions.set_resource_value(project, ResourceUid(1), field.key, ""))
    assert not project.resources[ResourceUid(1)].custom


# -- Microsoft Project XML

TABLE = (
    "<OutlineCodes><OutlineCode><Guid>CAA580E2-337D-4C72-BC09-0E3A90C0DFD3</Guid><FieldID>188743731</FieldID><Values>"
    "<Value><ValueID>4</ValueID><FieldGUID>AB31D91D-B41B-4B0A-8400-F5F7F4435691</FieldGUID><Type>21</Type>"
    "<ParentValueID>0</ParentValueID><Value>North</Value><Description>up</Description></Value></Values>"
    "<LeafOnly>0</LeafOnly><OnlyTableValuesAllowed>1</OnlyTableValuesAllowed></OutlineCode></OutlineCodes>"
    "<ExtendedAttributes><ExtendedAttribute><FieldID>188743731</FieldID><FieldName>Text1</FieldName>"
    "<Alias>Site</Alias><Ltuid>CAA580E2-337D-4C72-BC09-0E3A90C0DFD3</Ltuid></ExtendedAttribute></ExtendedAttributes>"
)


def imported() -> Project:
    return read(document(task(1), head=TABLE))


def test_a_lookup_table_of_a_file_is_read_and_written_back_as_it_was():
    project = imported()
    field = project.custom_fields[TEXT]
    assert field.lookup == (LookupValue(value="North", description="up", line=4),)
    assert field.restricted
    assert TABLE.split("<ExtendedAttributes>")[0] in write(project)


def test_an_edited_table_keeps_its_guids_and_is_read_again_as_edited():
    project = imported()
    field = project.custom_fields[TEXT]
    project.apply(
        definitions.define(project, replace(field, lookup=(*field.lookup, *lines("South")), restricted=False))
    )
    text = write(project)
    assert "CAA580E2-337D-4C72-BC09-0E3A90C0DFD3" in text
    assert "AB31D91D-B41B-4B0A-8400-F5F7F4435691" in text
    again = read(text).custom_fields[TEXT]
    assert [line.value for line in again.lookup] == ["North", "South"]
    assert not again.restricted


@pytest.mark.parametrize("kind", [FieldKind.TEXT, FieldKind.OUTLINE_CODE])
def test_a_field_made_here_comes_back_with_table_and_values(kind):
    texts = ("Site", " North") if kind is FieldKind.OUTLINE_CODE else ("Site", "North")
    project = defined(kind, *texts, alias="Place", restricted=True)
    (key,) = project.custom_fields
    value = typed(project, key, "North")
    again = read(write(project))
    field = again.custom_fields[key]
    assert (field.alias, field.kind, field.lookup) == ("Place", kind, project.custom_fields[key].lookup)
    assert again.tasks[DIG].custom[key].value == value
    assert write(read(write(project))) == write(project)


def test_lines_without_numbers_of_their_own_are_all_written():
    project = imported()
    field = project.custom_fields[TEXT]
    made = [replace(field, key=key, foreign="", lookup=lines("South", "East")) for key in ("1", "2")]
    project.custom_fields = {one.key: one for one in (*made, replace(field, lookup=field.lookup * 2))}
    again = read(write(project)).custom_fields
    assert [line.value for one in again.values() for line in one.lookup] == [*("South", "East") * 2, "North", "North"]
    assert len({line.line for one in again.values() for line in one.lookup}) == 6


def test_blanks_around_the_number_of_a_field_mean_nothing():
    project = read(document(task(1), head=TABLE.replace(f"<FieldID>{TEXT}<", f"<FieldID>\n {TEXT}\n<")))
    assert project.custom_fields[TEXT].key == TEXT
    assert project.custom_fields[TEXT].lookup == imported().custom_fields[TEXT].lookup


def test_a_table_that_was_emptied_is_not_written():
    project = imported()
    project.apply(definitions.define(project, replace(project.custom_fields[TEXT], lookup=())))
    assert "<OutlineCode>" not in write(project)
    assert read(write(project)).custom_fields[TEXT].lookup == ()


def test_a_record_whose_last_value_goes_is_as_one_that_never_had_any():
    project = plan("Dig | 1d | by Ann\nLay | 1d")
    before = project.tasks[DIG], project.resources[ResourceUid(1)]
    for value in ("North", ""):
        project.apply(set_custom(project, [DIG], TEXT, value))
        project.apply(definitions.set_resource_value(project, ResourceUid(1), "205520904", value))
    for record, was in zip((project.tasks[DIG], project.resources[ResourceUid(1)]), before, strict=True):
        assert record == was
        assert record.custom is NO_VALUES
        assert msgspec.json.encode(record) == msgspec.json.encode(was)
        assert pickle.loads(pickle.dumps(record)).custom is NO_VALUES


def test_no_value_can_be_put_into_what_all_records_share():
    with pytest.raises(TypeError, match="frozen"):
        NO_VALUES[TEXT] = CustomValue(value="North")
