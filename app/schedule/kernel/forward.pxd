# The types that make C of forward.py.

cimport cython

from .axis cimport Axis, ints, number, numbers, shorts
from .sweep cimport Graph, Sweep

cdef number ACTIVE, CHANGED, CHILD, ELAPSED, EVER, FROM_FINISH, MOVED, NEVER, NOBODY, ODD, PERCENT, TO_FINISH

@cython.locals(graph=Graph, repair=bint, row=number, above=number, link=number, kind=number, moment=number,
               start=number, code=number, finish=number, finish_code=number, at_finish=number, span=number,
               minutes=number, start_code=ints, finish_codes=ints, lag_time=ints,
               order=ints, parent=ints, first_child=ints, first_in=ints, before=ints, kinds=shorts,
               lag=numbers, next_in=ints, bits=shorts, spans=numbers, time=ints,
               length=numbers, starts=numbers, finishes=numbers, early_start=numbers, early_finish=numbers,
               hold_start=numbers, hold_finish=numbers, duration=numbers, driver=ints, axes=list, axis=Axis)
cpdef number forward(Sweep sweep, number place, number end, number limit) except -9

@cython.locals(above=number)
cdef void _ask(Sweep sweep, number row, number start, number code, number finish, number finish_code) except *

@cython.locals(graph=Graph, start=number, link=number, kind=number, before=number, moment=number)
cdef number _asked_by_links(Sweep sweep, number row) except? -9

cpdef void _open(Sweep sweep, number row) except *

@cython.locals(start=number, finish=number, early_start=number, early_finish=number, first=number, child=number,
               graph=Graph)
cpdef void close(Sweep sweep, number row) except *

@cython.locals(axis=Axis)
cpdef void measure(Sweep sweep, number row) except *

cdef number _next_marked(Sweep sweep, number place, number limit) except -9

@cython.locals(row=number)
cdef void _keep(Sweep sweep, number step) except *

@cython.locals(row=number, same=bint, child=number, above=number, link=number, graph=Graph)
cpdef void spread(Sweep sweep, number step) except *
