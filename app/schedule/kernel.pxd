# The types that make C of kernel.py. Nothing here changes what it does: indexes stay checked, numbers have 64 bits.

cimport cython

ctypedef long long number
ctypedef long long[::1] column

cdef number NEVER, EVER, NOBODY, CHILD
cdef number FROM_FINISH, TO_FINISH, ELAPSED, PERCENT
cdef number ODD, ACTIVE, FINISHED, STARTED, MANUAL, UNDECIDED, LATE
cdef number _MINUTES, _PLACES

@cython.locals(whole=number, rest=number)
cpdef number percent_of(number percent, number minutes) except? -9

cdef class Axis:
    cdef object time
    cdef column starts, ends, offsets, row_of, row_at
    cdef number count, first, last, first_place, last_place, minutes, places
    cdef number _answer(self, number answer) except? -9
    @cython.locals(row=number, end=number)
    cpdef number offset(self, number minute) except? -9
    cpdef number starting(self, number place) except? -9
    cpdef number finishing(self, number place) except? -9
    @cython.locals(row=number)
    cdef number _moment(self, number place, number within) except? -9

cdef class Graph:
    cdef number rows, steps, placed
    cdef column parent, first_child, next_child, first_in, first_out, order, rank
    cdef column before, after, lag, kinds, next_in, next_out
    cpdef bint is_summary(self, number row) except -1
    cpdef void renumber(self, number place) except *
    @cython.locals(link=number, row=number, above=number, summaries=number)
    cpdef number chain(self, number count) except -1
    @cython.locals(row=number, link=number)
    cpdef number count_waits(self, column waits, column ready) except -1
    @cython.locals(step=number, row=number, above=number, link=number)
    cpdef number arrange(self, column waits, column ready, number count) except -1

cdef class Sweep:
    cdef Graph graph
    cdef list axes
    cdef column time, yard, lag_time, length, span, bits, deadline, delay
    cdef public number project_start, project_finish
    cdef column starts, finishes, duration, early_start, early_finish, late_start, late_finish
    cdef column total_slack, free_slack, start_slack, finish_slack, critical, driver
    cdef column hold_start, hold_finish, hold_summary, start_code, finish_code, summary_code
    cdef column start_by, finish_by, within, waited, below_start, below_finish, hand_start, hand_finish, own_finish
    cdef column wanted, due, touched, was
    cdef bytearray marks, seen
    cdef number count
    cdef number slack_limit
    cdef bint several_paths
    cdef readonly number at_start, at_finish, at_summary, at_start_code, at_finish_code, at_summary_code
    cdef readonly number limit_start, limit_finish
    cdef readonly bint limit_waited

    cdef number _lag(self, number link) except? -9
    @cython.locals(axis=Axis, place=number)
    cdef number _shifted(self, number link, number moment, number minutes) except? -9
    @cython.locals(above=number, start=number, finish=number, start_code=number, finish_code=number, link=number,
                   kinds=number, before=number, moment=number, graph=Graph)
    cpdef void hold(self, number row) except *
    @cython.locals(step=number, graph=Graph)
    cpdef number forward(self, number place) except -9
    cpdef void take_forward(self, number step) except *
    @cython.locals(start=number, finish=number, code=number, span=number, place=number, axis=Axis)
    cdef void _date(self, number row) except *
    cpdef void open(self, number row) except *
    @cython.locals(start=number, finish=number, early_start=number, early_finish=number, first=number, child=number,
                   graph=Graph)
    cpdef void close(self, number row) except *
    @cython.locals(axis=Axis)
    cpdef void measure(self, number row) except *
    @cython.locals(above=number, bits=number, start=number, finish=number, within=number, leaf=bint, waited=bint, link=number,
                   after=number, by=number, moment=number, graph=Graph)
    cpdef void limit(self, number row) except *
    @cython.locals(after=number, bits=number, graph=Graph)
    cdef number _bound(self, number link, number moment) except? -9
    cdef bint _stands_below(self, number row, number summary) except -1
    @cython.locals(step=number, graph=Graph)
    cpdef number backward(self, number place) except -9
    cdef void _take_backward(self, number step) except *
    @cython.locals(start=number, finish=number, span=number, place=number, axis=Axis)
    cdef void _date_late(self, number row) except *
    @cython.locals(finish=number, above=number, link=number, after=number, graph=Graph)
    cdef void _hand_down(self, number row) except *
    @cython.locals(start=number, prompt_start=number, finish=number, early_finish=number, count=number, prompt=number,
                   child=number, bits=number, manual=bint, stays=bint, limit=number, earlier=number, axis=Axis,
                   graph=Graph)
    cdef void _close_late(self, number row) except *
    @cython.locals(bits=number, start=number, finish=number, at_start=number, at_finish=number, total=number, axis=Axis)
    cdef void _slack(self, number row) except *
    @cython.locals(link=number, after=number, kinds=number, moment=number, here=number, axis=Axis, graph=Graph)
    cdef number _free(self, number row, number free) except -1
    @cython.locals(row=number)
    cpdef void slack_of_all(self) except *
    cdef void _touch(self, number row) except *
    @cython.locals(graph=Graph)
    cpdef void mark(self, number row) except *
    @cython.locals(step=number, graph=Graph)
    cpdef number forward_marked(self, number place, number limit) except -9
    @cython.locals(row=number)
    cdef void _keep(self, number step) except *
    @cython.locals(row=number, same=bint, child=number, above=number, link=number, graph=Graph)
    cpdef void spread(self, number step) except *
    @cython.locals(place=number, row=number, above=number, graph=Graph)
    cpdef void mark_late(self) except *
    @cython.locals(link=number, before=number, graph=Graph)
    cdef void _mark_before(self, number row) except *
    @cython.locals(child=number, graph=Graph)
    cdef void _mark_children(self, number row) except *
    @cython.locals(step=number, graph=Graph)
    cpdef number backward_marked(self, number place) except -9
    @cython.locals(row=number)
    cdef void _keep_late(self, number step) except *
    @cython.locals(row=number, same=bint, above=number, graph=Graph)
    cpdef void spread_late(self, number step) except *
    @cython.locals(place=number)
    cpdef list looked_at(self)
    @cython.locals(place=number, row=number)
    cpdef bint looked_at_within(self, number first, number last) except -1
    @cython.locals(place=number, link=number, graph=Graph)
    cpdef void slack_of_looked_at(self, number dated) except *
    @cython.locals(row=number)
    cpdef list settle(self, list now, list was)
    @cython.locals(place=number)
    cpdef void forget(self) except *

@cython.locals(place=number, row=number)
cdef void _compare(column mine, column other, column rows, bytearray seen, number count) except *
