# The types that make C of kernel.py. Nothing here changes what it does: indexes stay checked, numbers have 64 bits;
# columns are as wide as codes.py says.

cimport cython

ctypedef long long number
ctypedef long long[::1] numbers
ctypedef int[::1] ints
ctypedef short[::1] shorts

cdef number NEVER, EVER, NOBODY, CHILD
cdef number FROM_FINISH, TO_FINISH, ELAPSED, PERCENT
cdef number ODD, ACTIVE, FINISHED, STARTED, MANUAL, UNDECIDED, LATE, DELAYED
cdef number CHANGED, MOVED
cdef number WEEK, _SHIFT, _MOST

@cython.locals(whole=number, rest=number)
cpdef number percent_of(number percent, number minutes) except? -9

cdef class Axis:
    cdef object time
    cdef numbers base, places, week_at
    cdef shorts before, wait, since, minutes
    cdef bint endless
    cdef number known, begin, length, first_place, last_place
    cdef number _answer(self, number answer) except? -9
    @cython.locals(at=number, week=number)
    cpdef number offset(self, number minute) except? -9
    @cython.locals(week=number)
    cpdef number starting(self, number place) except? -9
    cpdef number finishing(self, number place) except? -9
    @cython.locals(at=number, to=number, week=number, other=number, place=number)
    cpdef number between(self, number start, number finish) except? -9
    @cython.locals(at=number, later=number, week=number, place=number)
    cpdef number moved(self, number minute, number by) except? -9
    @cython.locals(at=number, week=number, spot=number, place=number, end=number, wait=number, start=number)
    cpdef (number, number) from_start(self, number minute, number span) except *
    @cython.locals(at=number, week=number, spot=number, place=number, since=number, finish=number)
    cpdef (number, number) from_finish(self, number minute, number span) except *

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
    cdef numbers hold_start, hold_finish, hold_summary, start_by, finish_by, below_start, below_finish, hand_start, hand_finish, own_finish
    cdef numbers wanted, due, was
    cdef bytearray marks, seen
    cdef readonly number count
    cdef number slack_limit
    cdef bint several_paths
    cdef readonly number at_start, at_finish, at_summary, at_start_code, at_finish_code, at_summary_code
    cdef readonly number limit_start, limit_finish
    cdef readonly bint limit_waited

    @cython.locals(minutes=number, kinds=number, graph=Graph, axis=Axis)
    cdef number _shifted(self, number link, number moment, bint back) except? -9
    @cython.locals(graph=Graph, repair=bint, row=number, above=number, link=number, kind=number, moment=number,
                   start=number, code=number, finish=number, finish_code=number, at_finish=number, span=number,
                   minutes=number, start_code=ints, finish_codes=ints, lag_time=ints,
                   order=ints, parent=ints, first_child=ints, first_in=ints, before=ints, kinds=shorts,
                   lag=numbers, next_in=ints, bits=shorts, spans=numbers, time=ints,
                   length=numbers, starts=numbers, finishes=numbers, early_start=numbers, early_finish=numbers,
                   hold_start=numbers, hold_finish=numbers, duration=numbers, driver=ints, axes=list, axis=Axis)
    cpdef number forward(self, number place, number end, number limit) except -9
    @cython.locals(above=number)
    cdef void _ask(self, number row, number start, number code, number finish, number finish_code) except *
    cpdef void open(self, number row) except *
    @cython.locals(start=number, finish=number, early_start=number, early_finish=number, first=number, child=number,
                   graph=Graph)
    cpdef void close(self, number row) except *
    @cython.locals(axis=Axis)
    cpdef void measure(self, number row) except *
    @cython.locals(after=number, bits=number, graph=Graph)
    cdef number _bound(self, number link, number moment) except? -9
    cdef bint _stands_below(self, number row, number summary) except -1
    @cython.locals(graph=Graph, row=number, leaf=bint, above=number, bits=number, within=number, waited=bint, link=number,
                   after=number, kind=number, moment=number, start=number, finish=number, limit=number, span=number,
                   minutes=number, all_waited=shorts, all_within=ints, lag_time=ints,
                   order=ints, parent=ints, first_child=ints, first_out=ints, afters=ints, kinds=shorts,
                   lag=numbers, next_out=ints, all_bits=shorts, spans=numbers, time=ints, deadline=numbers,
                   start_by=numbers, finish_by=numbers, late_start=numbers, late_finish=numbers, below_start=numbers,
                   below_finish=numbers, early_finish=numbers, axes=list, axis=Axis)
    cpdef number backward(self, number place, bint repair) except -9
    @cython.locals(finish=number, above=number, link=number, after=number, graph=Graph)
    cdef void _hand_down(self, number row) except *
    @cython.locals(start=number, prompt_start=number, finish=number, count=number, held=number, child=number,
                   bits=number, moment=number, by=number, end=number, limit=number, earlier=number, axis=Axis,
                   first_child=ints, next_child=ints, all_bits=shorts, late_starts=numbers,
                   late_finishes=numbers, start_by=numbers)
    cdef void _close_late(self, number row) except *
    @cython.locals(finish=number, child=number)
    cdef number _last_early_finish(self, number row) except? -9
    cpdef void slack_of_all(self) except *
    @cython.locals(place=number, row=number)
    cpdef void slack_of(self, list rows) except *
    @cython.locals(graph=Graph, axis=Axis, place=number, row=number, bits=number, start=number, finish=number,
                   at_start=number, at_finish=number, total=number, free=number, link=number, after=number, kind=number,
                   moment=number, gap=number, pressing=bint, same=bint, axes=list, touched=ints,
                   first_child=ints, first_out=ints,
                   next_out=ints, afters=ints, kinds=shorts, lag=numbers, all_bits=shorts, yard=ints,
                   time=ints, starts=numbers, finishes=numbers, early_start=numbers, early_finish=numbers,
                   late_start=numbers, late_finish=numbers, wanted=numbers, due=numbers, start_slack=numbers,
                   finish_slack=numbers, total_slack=numbers, free_slack=numbers, critical=shorts)
    cdef void _slack(self, number first, number end, bint repair, bint kept) except *
    cdef void _touch(self, number row) except *
    @cython.locals(graph=Graph)
    cpdef void mark(self, number row) except *
    cdef number _next_marked(self, number place, number limit) except -9
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
    cdef number _next_marked_late(self, number place) except -9
    @cython.locals(row=number)
    cdef void _keep_late(self, number step) except *
    @cython.locals(row=number, same=bint, above=number, graph=Graph)
    cpdef void spread_late(self, number step) except *
    @cython.locals(place=number, row=number)
    cpdef bint looked_at_within(self, number first, number last) except -1
    @cython.locals(place=number, link=number, graph=Graph)
    cpdef void slack_of_looked_at(self, number dated) except *
    @cython.locals(first=number, row=number, same=bint)
    cpdef void slack_of_late(self, numbers late_start, numbers late_finish, numbers due) except *
    @cython.locals(place=number, touched=ints, seen=bytearray)
    cpdef object changed(self, number how)
    @cython.locals(place=number)
    cpdef void forget(self) except *
