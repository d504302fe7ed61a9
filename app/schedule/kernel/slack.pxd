# The types that make C of slack.py.

cimport cython

from .axis cimport Axis, ints, number, numbers, shorts
from .sweep cimport Graph, Sweep

cdef number ACTIVE, CHANGED, EVER, FINISHED, FROM_FINISH, LATE, MANUAL, NEVER, STARTED, TO_FINISH, UNDECIDED

cpdef void slack_of_all(Sweep sweep) except *

@cython.locals(place=number, row=number)
cpdef void slack_of(Sweep sweep, list rows) except *

@cython.locals(graph=Graph, axis=Axis, place=number, row=number, bits=number, start=number, finish=number,
               at_start=number, at_finish=number, total=number, free=number, link=number, after=number, kind=number,
               moment=number, gap=number, pressing=bint, same=bint, axes=list, touched=ints,
               first_child=ints, first_out=ints,
               next_out=ints, afters=ints, kinds=shorts, lag=numbers, all_bits=shorts, yard=ints,
               time=ints, starts=numbers, finishes=numbers, early_start=numbers, early_finish=numbers,
               late_start=numbers, late_finish=numbers, wanted=numbers, due=numbers, start_slack=numbers,
               finish_slack=numbers, total_slack=numbers, free_slack=numbers, critical=shorts)
cdef void _slack(Sweep sweep, number first, number end, bint repair, bint kept) except *

@cython.locals(place=number, link=number, graph=Graph)
cpdef void slack_of_looked_at(Sweep sweep, number dated) except *

@cython.locals(first=number, row=number, same=bint)
cpdef void slack_of_late(Sweep sweep, numbers late_start, numbers late_finish, numbers due) except *
