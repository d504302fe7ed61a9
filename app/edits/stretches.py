"""Arithmetic on stretches of work: what lies between two places, put in place of it, cut or drawn out."""

from __future__ import annotations

from collections.abc import Iterable

from ..analysis.spread import DUST, Stretch, total


def within(stretches: Iterable[Stretch], first: int, last: int) -> float:
    """How much of the stretches lies between two places."""
    return total(between(stretches, first, last))


def without(stretches: Iterable[Stretch], first: int, last: int) -> list[Stretch]:
    """What of the stretches lies outside two places."""
    kept: list[Stretch] = []
    for start, finish, size in stretches:
        if finish == start and not first <= start < last:
            kept.append((start, finish, size))
        for low, high in ((start, min(finish, first)), (max(start, last), finish)):
            if high > low:
                kept.append((low, high, size * (high - low) / (finish - start)))
    return kept


def between(stretches: Iterable[Stretch], first: int, last: int) -> list[Stretch]:
    """What of the stretches lies between two places; one without length lies where it begins."""
    found: list[Stretch] = []
    for start, finish, size in stretches:
        low, high = max(start, first), min(finish, last)
        if finish == start and first <= start < last:
            found.append((start, finish, size))
        elif high > low:
            found.append((low, high, size * (high - low) / (finish - start)))
    return found


def before(stretches: list[Stretch], place: int) -> list[Stretch]:
    """What of the stretches comes before a place."""
    return without(stretches, place, max(stretches[-1][1], place)) if stretches else stretches


def after(stretches: list[Stretch], place: int | None) -> list[Stretch]:
    """What of the stretches comes after a place."""
    if place is None or not stretches:
        return stretches
    return without(stretches, min(stretches[0][0], place), place)


def parted(stretches: Iterable[Stretch], place: int, gap: int) -> list[Stretch]:
    """The stretches with what comes after a place so much later."""
    laid: list[Stretch] = []
    for first, last, minutes in stretches:
        share = (min(max(place, first), last) - first) / (last - first) if last > first else float(place > first)
        if share > 0:
            laid.append((first, min(last, max(place, first)), minutes * share))
        if share < 1:
            laid.append((max(first, place) + gap, last + gap, minutes * (1 - share)))
    return sorted(laid)


def replaced(stretches: list[Stretch], first: int, last: int, minutes: float, units: float) -> list[Stretch]:
    """The stretches with so much between two places instead of what was there.

    It is spread as it was where it fits at the assignment's units, else over all the working time there, from where
    the assignment begins.
    """
    kept = without(stretches, first, last)
    if minutes <= DUST:
        return sorted(kept)
    there = between(stretches, first, last)
    length = sum(finish - start for start, finish, _size in there)
    held = total(there)
    if held > DUST and minutes <= max(held, length * units) + DUST:
        made = [(start, finish, size * minutes / held) for start, finish, size in there]
    else:
        begins = there and not any(finish <= first for _start, finish, _size in kept)
        made = [(there[0][0] if begins else first, last, minutes)]
    return sorted([*kept, *made])


def resized(stretches: list[Stretch], minutes: float, units: float, resume: int) -> list[Stretch]:
    """The stretches cut, or drawn out at their end, to hold so much."""
    kept: list[Stretch] = []
    for start, finish, size in stretches:
        if minutes <= DUST:
            return kept
        if size > minutes + DUST:
            finish, size = start + max(round((finish - start) * minutes / size), 1), minutes
        kept.append((start, finish, size))
        minutes -= size
    if minutes > DUST:
        end = kept[-1][1] if kept else resume
        length = max(round(minutes / (units if units > 0 else 1.0)), 1)
        kept.append((end, end + length, minutes))
    return kept
