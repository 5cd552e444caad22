"""Compare the times of pairs of events in many permutations at once: 64 side by side, in vector registers.

The compiler does not find this loop by itself (the running counts would go to memory for every pair), so it is written
in LLVM's vector language, which the compiler turns into whatever the processor has.
"""

from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

LANES = 64
SQUARE = 16  # lanes and events turned at a time
_INDEX = ir.IntType(64)
_ONE = ir.Constant(_INDEX, 1)
_I32 = ir.IntType(32)


@intrinsic
def _count_lanes(typing_context, times, starts, others, base, row, low, high, reach, counts):  # type: ignore[no-untyped-def]
    """For the pairs low..high and each lane: counts[lane] += |times[i, lane] - times[j, lane]| <= reach.

    times: the rows of events `base` and on, (…, 64) uint16, uint32 or float64; starts: (n + 1,) int64, where the
    pairs of each i begin; others: uint32, the j of each pair; row: the i of pair `low`; counts: (64,) uint16. Returns
    the i at which `high` was reached. Unsigned differences wrap: one comparison of (own + reach - other) with
    2 × reach replaces two, which is right
    while twice the span fits the type.
    """
    index = types.int64
    return index(times, starts, others, index, index, index, index, times.dtype, counts), _emit


def _emit(context: Any, builder: Any, signature: Any, given: Any) -> Any:
    times_type, starts_type, others_type, *_, counts_type = signature.args
    times, starts, others, base, row, low, high, reach, counts = given
    vector = ir.VectorType(context.get_value_type(times_type.dtype), LANES)
    tally = ir.VectorType(context.get_value_type(counts_type.dtype), LANES)

    def start_of(kind: Any, value: Any) -> Any:
        return context.make_array(kind)(context, builder, value).data

    rows = builder.bitcast(start_of(times_type, times), vector.as_pointer())
    rows = builder.gep(rows, [builder.neg(base)])
    sums = builder.bitcast(start_of(counts_type, counts), tally.as_pointer())
    ends, partners = start_of(starts_type, starts), start_of(others_type, others)
    lay = _Layout(builder, vector, rows, reach, times_type.dtype)
    entry, opening = builder.block, builder.load(sums, align=2)
    names = ("outer", "inside", "inner", "body", "next", "done")
    outer, inside, inner, body, following, done = (builder.append_basic_block(name) for name in names)
    builder.branch(outer)
    builder.position_at_end(outer)
    i, at, running = builder.phi(_INDEX), builder.phi(_INDEX), builder.phi(tally)
    builder.cbranch(builder.icmp_signed("<", at, high), inside, done)
    builder.position_at_end(inside)
    own_end = builder.load(builder.gep(ends, [builder.add(i, _ONE)]))
    end = builder.select(builder.icmp_signed("<", own_end, high), own_end, high)
    near = lay.nearness(i)
    builder.branch(inner)
    builder.position_at_end(inner)
    k, sofar = builder.phi(_INDEX), builder.phi(tally)
    builder.cbranch(builder.icmp_signed("<", k, end), body, following)
    builder.position_at_end(body)
    other = builder.zext(builder.load(builder.gep(partners, [k])), _INDEX)
    more = builder.sub(sofar, builder.sext(near(other), tally))
    after = builder.add(k, _ONE)
    builder.branch(inner)
    builder.position_at_end(following)
    step = builder.select(builder.icmp_signed("<", k, high), builder.add(i, _ONE), i)
    builder.branch(outer)
    for phi, first, again, source in (
        (i, row, step, following),
        (at, low, k, following),
        (running, opening, sofar, following),
    ):
        phi.add_incoming(first, entry)
        phi.add_incoming(again, source)
    for phi, first, again in ((k, at, after), (sofar, running, more)):
        phi.add_incoming(first, inside)
        phi.add_incoming(again, body)
    builder.position_at_end(done)
    builder.store(running, sums, align=2)
    return i


class _Layout:
    """Rows of 64 times and how to compare two of them."""

    def __init__(self, builder: Any, vector: Any, rows: Any, reach: Any, element: Any) -> None:
        nothing = ir.Constant(vector, ir.Undefined)
        one = builder.insert_element(nothing, reach, ir.Constant(_I32, 0))
        self.reach = builder.shuffle_vector(one, nothing, ir.Constant(ir.VectorType(_I32, LANES), [0] * LANES))
        self.builder, self.rows = builder, rows
        self.align = element.bitwidth // 8
        self.floating = isinstance(element, types.Float)
        self.double = None if self.floating else builder.add(self.reach, self.reach)

    def row(self, number: Any) -> Any:
        return self.builder.load(self.builder.gep(self.rows, [number]), align=self.align)

    def nearness(self, own: Any) -> Callable[[Any], Any]:
        """Return what emits, for the number of another row, whether each lane is within reach of our own row."""
        builder = self.builder
        if not self.floating:
            raised = builder.add(self.row(own), self.reach)
            return lambda other: builder.icmp_unsigned("<=", builder.sub(raised, self.row(other)), self.double)
        here = self.row(own)

        def near(other: Any) -> Any:
            gap, back = builder.fsub(here, self.row(other)), builder.fsub(self.row(other), here)
            ahead = builder.fcmp_ordered("<=", gap, self.reach)
            return builder.and_(ahead, builder.fcmp_ordered("<=", back, self.reach))

        return near


@intrinsic
def _turn_square(typing_context, rows, laid, event, line, lane):  # type: ignore[no-untyped-def]
    """laid[line + e, lane + r] = rows[lane + r, event + e] for e and r below 16; both uint16, laid 64 lanes wide."""
    return types.void(rows, laid, types.int64, types.int64, types.int64), _emit_turn


def _emit_turn(context: Any, builder: Any, signature: Any, given: Any) -> Any:
    """Zip the first eight vectors with the last eight, four times: each zip rotates the bits of (row, event) by one."""
    rows_type, laid_type, *_ = signature.args
    rows, laid, event, line, lane = given
    source = context.make_array(rows_type)(context, builder, rows)
    target = context.make_array(laid_type)(context, builder, laid)
    width = builder.extract_value(source.shape, 1)
    vector = ir.VectorType(ir.IntType(16), SQUARE)
    half = SQUARE // 2

    def zipped(a: Any, b: Any, begin: int) -> Any:
        order = [each for k in range(begin, begin + half) for each in (k, SQUARE + k)]
        return builder.shuffle_vector(a, b, ir.Constant(ir.VectorType(_I32, SQUARE), order))

    held = []
    for row in range(SQUARE):
        source_row = builder.add(lane, ir.Constant(_INDEX, row))
        at = builder.add(builder.mul(width, source_row), event)
        place = builder.bitcast(builder.gep(source.data, [at]), vector.as_pointer())
        held.append(builder.load(place, align=2))
    for _ in range(4):
        pairs = [(held[k], held[k + half]) for k in range(half)]
        held = [zipped(a, b, begin) for a, b in pairs for begin in (0, half)]
    for step, column in enumerate(held):
        below = builder.add(line, ir.Constant(_INDEX, step))
        at = builder.add(builder.mul(below, ir.Constant(_INDEX, LANES)), lane)
        builder.store(column, builder.bitcast(builder.gep(target.data, [at]), vector.as_pointer()), align=2)
    return context.get_dummy_value()


turn_square = cast(Callable[..., None], _turn_square)
count_lanes = cast(Callable[..., int], _count_lanes)  # the typing context is filled in by the compiler
