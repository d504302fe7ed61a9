"""The slots Microsoft Project has for custom fields: names and field numbers, read from files it wrote."""

from __future__ import annotations

from typing import Final

from .kinds import Entity, FieldKind

_BASES: Final = {Entity.TASK: 0x0B400000, Entity.RESOURCE: 0x0C400000}
_WORDS: Final = {
    FieldKind.TEXT: "Text",
    FieldKind.NUMBER: "Number",
    FieldKind.FLAG: "Flag",
    FieldKind.DATE: "Date",
    FieldKind.START: "Start",
    FieldKind.FINISH: "Finish",
    FieldKind.DURATION: "Duration",
    FieldKind.COST: "Cost",
    FieldKind.OUTLINE_CODE: "Outline Code",
}
_NUMBERS: Final[dict[Entity, dict[FieldKind, tuple[int, ...]]]] = {
    Entity.TASK: {
        FieldKind.TEXT: (51, 54, 57, 60, 63, *range(66, 71), *range(317, 337)),
        FieldKind.NUMBER: (*range(87, 92), *range(302, 317)),
        FieldKind.FLAG: (*range(72, 82), *range(292, 302)),
        FieldKind.DATE: tuple(range(265, 275)),
        FieldKind.START: (*range(52, 65, 3), *range(282, 291, 2)),
        FieldKind.FINISH: (*range(53, 66, 3), *range(283, 292, 2)),
        FieldKind.DURATION: (103, 104, 105, *range(275, 282)),
        FieldKind.COST: (106, 107, 108, *range(258, 265)),
        FieldKind.OUTLINE_CODE: tuple(range(416, 435, 2)),
    },
    Entity.RESOURCE: {
        FieldKind.TEXT: (8, 9, 30, 31, 32, *range(97, 102), *range(225, 245)),
        FieldKind.NUMBER: (*range(112, 117), *range(205, 220)),
        FieldKind.FLAG: (*range(127, 136), 126, *range(195, 205)),
        FieldKind.DATE: tuple(range(173, 183)),
        FieldKind.START: (*range(102, 107), *range(220, 225)),
        FieldKind.FINISH: (*range(107, 112), *range(190, 195)),
        FieldKind.DURATION: (117, 118, 119, *range(183, 190)),
        FieldKind.COST: (123, 124, 125, *range(166, 173)),
        FieldKind.OUTLINE_CODE: tuple(range(278, 297, 2)),
    },
}


def slots(entity: Entity, kind: FieldKind) -> list[tuple[str, str]]:
    """Key and name of all fields of a kind, in the order of their names: ``("188743731", "Text1")``."""
    numbers = _NUMBERS.get(entity, {}).get(kind, ())
    return [(str(_BASES[entity] + number), f"{_WORDS[kind]}{place}") for place, number in enumerate(numbers, 1)]


KEEPS_LOOKUP: Final = frozenset({FieldKind.TEXT, FieldKind.NUMBER, FieldKind.OUTLINE_CODE})
"""The kinds for which lookup tables are made here."""
