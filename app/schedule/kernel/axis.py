# cython: language_level=3, annotation_typing=False, initializedcheck=False
"""Working time in tables of weeks, minute by minute: the calendar arithmetic of the walk."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np

from ...project.working_axis import WEEK, Week, WorkingTime, begin_of, tables_of
from .columns import column

_SHIFT = 11  # of places, the bits that do not count when looking up a week
_MOST = 128  # different weeks in tables


def _joined(tables: Iterable[array[int]]) -> array[int]:
    """One table behind the other."""
    found = array("h")
    for one in tables:
        found += one
    return found


class Axis:
    """A working time with its weeks in tables, minute by minute; for what they do not hold, that is asked."""

    def __init__(self, time: WorkingTime) -> None:
        """Take over what the working time knows by now."""
        self.time = time
        self._take()

    def _take(self) -> None:
        first, weeks, places, last = self.time.known()
        base = dict[Week, int]()
        for week in weeks:
            if len(base) < _MOST:
                base.setdefault(week, len(base) * WEEK)
        count = next((at for at, week in enumerate(weeks) if week not in base), len(weeks))
        self.known = len(weeks)
        self.endless = last and count == len(weeks)
        self.begin, self.length = begin_of(first), count * WEEK
        self.first_place, self.last_place = places[0], places[count]
        self.base = column(np.array([base[week] for week in weeks[:count]], np.int64))
        begins = np.array(places[: count + 1], np.int64)
        marks = np.arange(self.first_place, self.last_place + 1, 1 << _SHIFT)
        self.places, self.week_at = column(begins), column(np.searchsorted(begins, marks, "right") - 1)
        tables = [tables_of(week) for week in base]
        self.before, self.wait = _joined(one.before for one in tables), _joined(one.wait for one in tables)
        self.since, self.minutes = _joined(one.since for one in tables), _joined(one.minutes for one in tables)

    def _answer(self, answer: int) -> int:
        """Hand on what the working time answered, and take over what it worked out for that."""
        if len(self.time.known()[1]) != self.known:
            self._take()
        return answer

    def offset(self, minute: int) -> int:
        """The place of a moment on the working axis."""
        at = minute - self.begin
        if at < 0 or at >= self.length:
            if self.endless and at > 0:
                return self.last_place + at - self.length
            return self._answer(self.time.offset(minute))
        week = at // WEEK
        return self.places[week] + self.before[self.base[week] + at - week * WEEK]

    def starting(self, place: int) -> int:
        """The moment of a place, read as the start of work."""
        if place < self.first_place or place >= self.last_place:
            if self.endless and place >= self.last_place:
                return self.begin + self.length + place - self.last_place
            return self._answer(self.time.starting(place))
        week = self.week_at[(place - self.first_place) >> _SHIFT]
        while self.places[week + 1] <= place:
            week += 1
        return self.begin + week * WEEK + self.minutes[self.base[week] + place - self.places[week]]

    def finishing(self, place: int) -> int:
        """The moment of a place, read as the end of work: that of the minute of work before it."""
        return self.starting(place - 1) + 1

    def between(self, start: int, finish: int) -> int:
        """Working minutes from one moment to another; negative where the second is the earlier one."""
        at, to = start - self.begin, finish - self.begin
        if 0 <= at < self.length and 0 <= to < self.length:
            week, other = at // WEEK, to // WEEK
            place = self.places[week] + self.before[self.base[week] + at - week * WEEK]
            return self.places[other] + self.before[self.base[other] + to - other * WEEK] - place
        return self.offset(finish) - self.offset(start)

    def moved(self, minute: int, by: int) -> int:
        """A moment so much working time later, or earlier; the end of work where it is later, else a start."""
        at, later = minute - self.begin, by > 0
        if 0 <= at < self.length:
            week = at // WEEK
            place = self.places[week] + self.before[self.base[week] + at - week * WEEK] + by - later
            if self.first_place <= place < self.last_place:
                week = self.week_at[(place - self.first_place) >> _SHIFT]
                while self.places[week + 1] <= place:
                    week += 1
                return self.begin + week * WEEK + self.minutes[self.base[week] + place - self.places[week]] + later
        elif self.endless and at + by - later >= self.length:
            return minute + by
        return self.starting(self.offset(minute) + by - later) + later

    def from_start(self, minute: int, span: int) -> tuple[int, int]:
        """Start and finish of so much work, more than none, that begins at a moment or else after it."""
        at = minute - self.begin
        if 0 <= at < self.length:
            week = at // WEEK
            spot = self.base[week] + at - week * WEEK
            place = self.places[week] + self.before[spot]
            end = place + span - 1
            if span > 0 and end < self.last_place:  # a damaged file may ask for less than none
                wait = self.wait[spot]
                start = minute + wait if wait >= 0 else self.starting(place)
                if self.places[week + 1] <= end:
                    week = self.week_at[(end - self.first_place) >> _SHIFT]
                    while self.places[week + 1] <= end:
                        week += 1
                return start, self.begin + week * WEEK + self.minutes[self.base[week] + end - self.places[week]] + 1
        elif self.endless and at > 0:
            return minute, minute + span
        place = self.offset(minute)
        return self.starting(place), self.finishing(place + span)

    def from_finish(self, minute: int, span: int) -> tuple[int, int]:
        """Start and finish of so much work, more than none, that ends at a moment or else before it."""
        at = minute - self.begin
        if 0 <= at < self.length:
            week = at // WEEK
            spot = self.base[week] + at - week * WEEK
            place = self.places[week] + self.before[spot] - span
            if span > 0 and place >= self.first_place:
                since = self.since[spot]
                finish = minute - since if since >= 0 else self.finishing(place + span)
                if place < self.places[week]:
                    week = self.week_at[(place - self.first_place) >> _SHIFT]
                    while self.places[week + 1] <= place:
                        week += 1
                return self.begin + week * WEEK + self.minutes[self.base[week] + place - self.places[week]], finish
        elif self.endless and at - span >= self.length:
            return minute - span, minute
        place = self.offset(minute)
        return self.starting(place - span), self.finishing(place)
