# The types that make C of sweep.py.

cimport cython

from .axis cimport Axis, ints, number, numbers, shorts

cdef number ACTIVE, ELAPSED, EVER, FINISHED, GONE, NEVER, NOBODY, PERCENT, STARTED

@cython.locals(whole=number, rest=number)
cpdef number percent_of(number percent, number minutes) except? -9

cdef class Graph:
    cdef number rows, steps, placed
    cdef ints parent, first_child, next_child, first_in, first_out, order, rank
    cdef ints before, after, next_in, next_out
    cdef numbers lag
    cdef shorts kinds
    cpdef bint is_summary(self, number row) except -1
    cpdef void renumber(self, number place) except *
    @cython.locals(link=number, row=number, above=number, summaries=number)
    cpdef number chain(self, number count) except -1
    @cython.locals(row=number, place=number)
    cpdef bint lay(self, number count) except -1
    @cython.locals(row=number, link=number)
    cdef bint _in_order(self, number count) except -1
    @cython.locals(row=number, link=number)
    cpdef number count_waits(self, ints waits, ints ready) except -1
    @cython.locals(step=number, row=number, above=number, link=number)
    cpdef number arrange(self, ints waits, ints ready, number count) except -1

cdef class Sweep:
    cdef Graph graph
    cdef list axes
    cdef ints time, yard, lag_time
    cdef shorts bits
    cdef numbers length, span, deadline, delay
    cdef public number project_start, project_finish
    cdef numbers starts, finishes, duration, early_start, early_finish, late_start, late_finish
    cdef numbers total_slack, free_slack, start_slack, finish_slack
    cdef shorts critical, waited
    cdef ints driver, start_code, finish_code, summary_code, within, touched
    cdef numbers hold_start, hold_finish, hold_summary, link_start, start_by, finish_by, below_start, below_finish
    cdef numbers hand_start, hand_finish, own_finish, wanted, due, was
    cdef bytearray marks, seen
    cdef readonly number count
    cdef number slack_limit
    cdef bint several_paths
    cdef readonly number at_start, at_finish, at_summary, at_start_code, at_finish_code, at_summary_code
    cdef readonly number at_links
    cdef readonly number limit_start, limit_finish
    cdef readonly bint limit_waited

    @cython.locals(minutes=number, kinds=number, graph=Graph, axis=Axis)
    cdef number shifted(self, number link, number moment, bint back) except? -9
    @cython.locals(after=number, bits=number, graph=Graph)
    cdef number bound(self, number link, number moment) except? -9
    cdef void touch(self, number row) except *
    @cython.locals(graph=Graph)
    cpdef void mark(self, number row) except *
    cpdef void unmark(self, number place) except *
    @cython.locals(place=number, row=number)
    cpdef bint looked_at_within(self, number first, number last) except -1
    @cython.locals(place=number, touched=ints, seen=bytearray)
    cpdef object changed(self, number how)
    @cython.locals(place=number)
    cpdef void forget(self) except *
