"""Where the resource view's pictures come from: the loads, cut into the cells of the time scale that are in view."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from ...app.analysis.loading import Loading
from ...app.analysis.resource_load import ResourceLoad
from ...app.analysis.working_curve import Bools, Ints
from ...app.chart.tier_labels import Labels
from ...app.chart.tiers import Tier
from ...app.chart.time_scale import TimeScale
from ...app.project.records import ResourceUid, TaskUid
from ...app.workspace.document import Document
from ...app.workspace.time_axis import TimeAxis
from .ground import free_boxes, load_ground
from .histogram import Histogram, highest_value, histogram, picked_otherwise
from .overview import Strips


class LoadSource:
    """Loads of a document on a time axis.

    Attributes:
        percent: Values are percent rather than hours.
    """

    def __init__(self, document: Document, loading: Loading, axis: TimeAxis, labels: Labels) -> None:
        """Take how wide labels are, so that buckets are the cells that the chart's time scale shows."""
        self._document = document
        self._axis = axis
        self._labels = labels
        self._highest: tuple[ResourceLoad, Tier, bool, float] | None = None
        self._buckets: tuple[tuple[object, ...], Ints] | None = None
        self._drawn: tuple[tuple[object, ...], Bools, Histogram] | None = None
        self._loading = loading
        self.percent = False

    def histogram(self, uid: ResourceUid, chosen: Collection[TaskUid], width: int, height: int) -> Histogram:
        """The histogram of one resource; the part of the chosen tasks stands out. The same one as long as it holds."""
        scale, axis = self._scale(), self._axis
        edges = self._edges(scale, width)
        self._loading.cover(int(edges[0]), int(edges[-1]))
        load = self._loading.of(uid)
        picked = np.array([task in chosen for task in load.tasks.tolist()], np.bool_)
        place = (axis.offset, axis.minutes_per_pixel, axis.division, width, height)
        of = (load, self._document.project.info, place, self.percent)
        if self._drawn is not None and self._drawn[0] == of:
            if not np.array_equal(self._drawn[1], picked):
                self._drawn = of, picked, picked_otherwise(self._drawn[2], load, picked)
        else:
            times = self._document.engine.working_times.resource(uid)
            drawn = histogram(
                load,
                edges,
                load_ground(self._document.project, axis, scale, times, width, height),
                highest=max(self._highest_of(load, scale), highest_value(load, edges, self.percent)),
                picked=picked,
                percent=self.percent,
            )
            self._drawn = of, picked, drawn
        return self._drawn[2]

    def strips(
        self, uids: Sequence[ResourceUid], chosen: set[ResourceUid], width: int, height: int, row_height: int
    ) -> Strips:
        """A strip for each of the resources; those not chosen are faint."""
        scale, project = self._scale(), self._document.project
        edges = self._edges(scale, width)
        load = self._loading.matrix(uids, edges)
        buckets = [self._loading.of(uid).buckets(edges) for uid in uids]
        ground = load_ground(project, self._axis, scale, None, width, height)
        times = self._document.engine.working_times
        return Strips(
            uids=uids,
            edges=edges,
            x=np.floor(edges / self._axis.minutes_per_pixel).astype(np.int64) - self._axis.offset,
            load=load,
            capacity=np.array([one.capacity for one in buckets]).reshape(load.shape),
            working=np.array([one.working for one in buckets], dtype=np.int64).reshape(load.shape),
            over=np.array([one.overloaded for one in buckets], dtype=np.bool_).reshape(load.shape),
            chosen=np.array([uid in chosen for uid in uids], dtype=np.bool_),
            free=[free_boxes(ground.frame, times.resource(uid), scale, row_height) for uid in uids],
            percent=self.percent,
            ground=ground,
        )

    def _scale(self) -> TimeScale:
        return self._axis.scale(self._labels, self._document.project.info)

    def _edges(self, scale: TimeScale, width: int) -> Ints:
        """The cells in view of the lower tier of the time scale."""
        first, last = self._axis.minute(0), self._axis.minute(max(width, 1))
        return np.array(scale.ticks(scale.lower, first, last + 1), dtype=np.int64)

    def _buckets_of(self, load: ResourceLoad, scale: TimeScale) -> Ints:
        """The buckets of all of a load; edits of a day or two leave them as they are."""
        extent = int(load.starts.min()), int(load.finishes.max())
        of = (scale.lower, self._axis.division, self._document.project.info, extent)
        if self._buckets is None or self._buckets[0] != of:
            self._buckets = of, np.array(scale.ticks(scale.lower, *extent), dtype=np.int64)
        return self._buckets[1]

    def _highest_of(self, load: ResourceLoad, scale: TimeScale) -> float:
        """The highest value of the whole plan in such buckets, kept until load or zoom change."""
        kept = self._highest
        if kept is None or kept[0] is not load or kept[1:3] != (scale.lower, self.percent):
            value = 0.0
            if len(load.starts):
                value = highest_value(load, self._buckets_of(load, scale), self.percent)
            self._highest = kept = (load, scale.lower, self.percent, value)
        return kept[3]
