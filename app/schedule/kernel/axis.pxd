# The types that make C of axis.py. Nothing here changes what it does: indexes stay checked, numbers have 64 bits;
# columns are as wide as codes.py says.

cimport cython

ctypedef long long number
ctypedef long long[::1] numbers
ctypedef int[::1] ints
ctypedef short[::1] shorts

cdef number WEEK, _SHIFT, _MOST

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
