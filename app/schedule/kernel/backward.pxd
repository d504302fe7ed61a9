# The types that make C of backward.py.

cimport cython

from .axis cimport Axis, ints, number, numbers, shorts
from .sweep cimport Graph, Sweep

cdef number ACTIVE, CHANGED, DELAYED, ELAPSED, EVER, FROM_FINISH, MANUAL, NEVER, ODD, PERCENT, STARTED, TO_FINISH

@cython.locals(graph=Graph, row=number, leaf=bint, above=number, bits=number, within=number, waited=bint, link=number,
               after=number, kind=number, moment=number, start=number, finish=number, limit=number, span=number,
               minutes=number, all_waited=shorts, all_within=ints, lag_time=ints,
               order=ints, parent=ints, first_child=ints, first_out=ints, afters=ints, kinds=shorts,
               lag=numbers, next_out=ints, all_bits=shorts, spans=numbers, time=ints, deadline=numbers,
               start_by=numbers, finish_by=numbers, late_start=numbers, late_finish=numbers, below_start=numbers,
               below_finish=numbers, early_finish=numbers, axes=list, axis=Axis)
cpdef number backward(Sweep sweep, number place, number end, bint repair) except -9

cdef bint _stands_below(Sweep sweep, number row, number summary) except -1

@cython.locals(finish=number, above=number, link=number, after=number, graph=Graph)
cdef void _hand_down(Sweep sweep, number row) except *

@cython.locals(start=number, prompt_start=number, finish=number, count=number, held=number, child=number,
               bits=number, moment=number, by=number, end=number, limit=number, earlier=number, axis=Axis,
               first_child=ints, next_child=ints, all_bits=shorts, late_starts=numbers,
               late_finishes=numbers, start_by=numbers)
cdef void _close_late(Sweep sweep, number row) except *

@cython.locals(finish=number, child=number)
cdef number _last_early_finish(Sweep sweep, number row) except? -9

@cython.locals(place=number, row=number, above=number, graph=Graph)
cpdef void mark_late(Sweep sweep) except *

@cython.locals(link=number, before=number, graph=Graph)
cdef void _mark_before(Sweep sweep, number row) except *

@cython.locals(child=number, graph=Graph)
cdef void _mark_children(Sweep sweep, number row) except *

cdef number _next_marked_late(Sweep sweep, number place) except -9

@cython.locals(row=number)
cdef void _keep_late(Sweep sweep, number step) except *

@cython.locals(row=number, same=bint, above=number, graph=Graph)
cpdef void spread_late(Sweep sweep, number step) except *
