"""Compiled loops for points in polygons: which cells an edge touches, what covers a cell, where a point lies."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from placestats.checks import Floats, Integers
from placestats.compiled import compiled
from placestats.regions_squares_kernels import (
    HELD,
    LIST,
    LOWER,
    ONE,
    OWNERS,
    SQUARES,
    THIRTY_TWO,
    TOUCHED,
    Bits,
    is_left,
    write_words,
)

Ids = NDArray[np.int32]
NONE = -1
AT = -2  # a cell that edges touch holds AT - (the row of its words)
TOUCH, TURN = range(2)  # columns of the heads of the cells' chains
FLAT = 1e-12  # cells
BLOCK = 4096  # points looked up together: their cells stay in the nearest cache


@compiled
def touched(ax: float, ay: float, bx: float, by: float, slope: float, row: int) -> Any:  # (int, int)
    """First and last column that an edge touches in a row; coordinates in cells, ay <= by.

    An edge within 1e-7 of a cell counts as touching it, so that rounding loses none.
    """
    low, high = max(ay, row - 1e-7), min(by, row + 1.0 + 1e-7)
    start, end = ax + (low - ay) * slope, bx if by - ay <= FLAT else ax + (high - ay) * slope
    left, right = min(start, end), max(start, end)
    left, right = max(left, min(ax, bx)), min(right, max(ax, bx))
    return int(np.floor(left - 1e-7)), int(np.floor(right + 1e-7))


@compiled
def upward_edges(corners: Floats, sizes: Integers, ring_owner: Ids, place: Any, edges: Floats, owner: Ids) -> int:
    """Fill in the edges (ax, ay, bx, by) in cells, ay <= by, so that an edge looks the same from both its sides.

    Returns how many there are; edges without length (a repeated corner) are left out.
    """
    x0, y0, per_metre = place
    many, first = 0, 0
    for ring in range(sizes.size):
        last = first + sizes[ring] - 1
        for i in range(first, last + 1):
            k = i + 1 if i < last else first
            ax, ay = (corners[i, 0] - x0) * per_metre, (corners[i, 1] - y0) * per_metre
            bx, by = (corners[k, 0] - x0) * per_metre, (corners[k, 1] - y0) * per_metre
            if ax == bx and ay == by:
                continue
            if ay > by or (ay == by and ax > bx):
                ax, ay, bx, by = bx, by, ax, ay
            edges[many, 0], edges[many, 1], edges[many, 2], edges[many, 3] = ax, ay, bx, by
            owner[many] = ring_owner[ring]
            many += 1
        first = last + 1
    return many


@compiled
def rows_of(ay: float, by: float, band: Any) -> Any:  # (int, int)
    """First and last row of a band (first, last + 1) that an upward edge touches."""
    return max(band[0], int(np.floor(ay - 1e-7))), min(band[1] - 1, int(np.floor(by + 1e-7)))


@compiled
def list_cells(edges: Floats, band: Any, columns: int, links: Ids, heads: Ids) -> Any:  # (int, int)
    """Chain the edges of each cell of a band (first row, last + 1): heads[cell, TOUCH] is the link of the first edge
    that touches the cell, heads[cell, TURN] of the first that crosses its row's middle just west of the cell's middle;
    links (…, 2) hold the edge and the next link. Edges are put in from the last to the first, so that chains run in
    their order. Returns how many links there are (NONE: no room for all) and how many touch."""
    many, touches = 0, 0
    heads[:] = NONE
    for e in range(edges.shape[0] - 1, -1, -1):
        ax, ay, bx, by = edges[e, 0], edges[e, 1], edges[e, 2], edges[e, 3]
        lowest, highest = rows_of(ay, by, band)
        if lowest > highest:
            continue
        slope = (bx - ax) / (by - ay) if by > ay else 0.0
        for row in range(lowest, highest + 1):
            left, right = touched(ax, ay, bx, by, slope, row)
            left, right = max(left, 0), min(right, columns - 1)
            if many + right - left + 2 > links.shape[0]:
                return NONE, 0
            first, middle = (row - band[0]) * columns, row + 0.5
            for cell in range(first + left, first + right + 1):
                links[many, 0], links[many, 1] = e, heads[cell, TOUCH]
                heads[cell, TOUCH] = many
                many, touches = many + 1, touches + 1
            if ay <= middle < by:
                turn = max(int(np.ceil(ax + (middle - ay) * slope - 0.5)), 0)
                if turn < columns:
                    links[many, 0], links[many, 1] = e, heads[first + turn, TURN]
                    heads[first + turn, TURN] = many
                    many += 1
    return many, touches


@compiled
def fill_rows(
    band: Any,  # (first row, last + 1, columns, polygons, row of `words` to begin with)
    edges: Floats,
    owner: Ids,
    lists: Any,  # (links, heads) of list_cells
    cover: Ids,
    lists_out: Any,  # (words, near), room for as many rows as cells are touched and for twice as many
) -> None:
    """Walk the rows of a band. cover[cell] becomes the first polygon that covers the whole cell, NONE, or where its
    words are; those tell where its list in `near` begins.

    near (…, 4) holds for each polygon with edges in the cell a head (number of edges, less than 0 when another
    polygon follows; 2 × polygon, one more where it holds the middle of the cell; a polygon that holds what this one
    does not, or NONE; what covers the cell without an edge in it, or NONE) and then the edges.
    """
    first, last, columns, polygons, word = band
    (links, heads), (words, near), to = lists, lists_out, 2 * band[4]
    here, mixed = np.empty((links.shape[0], 2), np.int32), np.empty((columns, 3), np.int32)
    active, holding, touching = np.empty(polygons, np.int32), np.empty(polygons, np.int32), np.empty(polygons, np.int32)
    for row in range(first, last):
        holding[:], touching[:] = 0, NONE
        many = count = cells = 0
        whole = np.int32(NONE)  # what covers a cell that no edge touches
        for column in range(columns):
            link, turn = heads[(row - first) * columns + column, TOUCH], heads[(row - first) * columns + column, TURN]
            if turn != NONE:
                while turn != NONE:
                    polygon = owner[links[turn, 0]]
                    many = turned(active, many, polygon)
                    holding[polygon] ^= 1
                    turn = links[turn, 1]
                whole = lowest(active, many, touching, AT)
            if link == NONE:
                cover[row * columns + column] = whole
                continue
            while link != NONE:
                polygon = owner[links[link, 0]]
                touching[polygon] = column
                here[count, 0], here[count, 1] = links[link, 0], 2 * polygon + holding[polygon]
                count, link = count + 1, links[link, 1]
            mixed[cells, 0], mixed[cells, 1], mixed[cells, 2] = column, count, lowest(active, many, touching, column)
            cells += 1
        to = write_row(mixed, cells, here, edges, near, to)
        write_squares(mixed, cells, (row, columns), cover, words, word, near)
        word += cells


@compiled
def lowest(active: Ids, many: int, touching: Ids, column: int) -> Any:  # np.int32
    """Return the lowest-numbered of the first `many` without an edge in this column, or NONE."""
    best = np.int32(NONE)
    for a in range(many):
        if touching[active[a]] != column and (best < 0 or active[a] < best):
            best = active[a]
    return best


@compiled
def turned(active: Ids, many: int, polygon: int) -> int:
    """Add a polygon to the first `many` of the active ones, or take it away; returns how many there are then."""
    for a in range(many):
        if active[a] == polygon:
            active[a] = active[many - 1]
            return many - 1
    active[many] = polygon
    return many + 1


@compiled
def write_row(mixed: Ids, cells: int, here: Ids, edges: Floats, near: Floats, to: int) -> int:
    """Write the lists of a row's cells that edges touch; returns where they end.

    mixed: for each such cell its column, where its entries in `here` end (then: where its list begins), and what
    covers it without touching it. here: the edge, and 2 × its polygon, one more where that holds the middle of the
    cell; those of a polygon together.

    Of two polygons that share all their edges in the cell, and of which one holds its middle, only the first is kept:
    what it does not hold belongs to the other.
    """
    begin = 0
    for cell in range(cells):
        last, best = mixed[cell, 1], mixed[cell, 2]
        following, mixed[cell, 1] = last, to
        other, end = np.int32(NONE), begin
        if (here[begin, 1] ^ here[last - 1, 1]) & 1 and are_shared(here, begin, last, edges):
            other, last = here[last - 1, 1] >> 1, (begin + last) // 2
        while begin < last:
            mark = here[begin, 1]
            head, to = to, to + 1
            while end < last and here[end, 1] == mark:
                e = here[end, 0]
                near[to, 0], near[to, 1], near[to, 2], near[to, 3] = edges[e, 0], edges[e, 1], edges[e, 2], edges[e, 3]
                end, to = end + 1, to + 1
            near[head, 0] = end - begin if end == last else begin - end
            near[head, 1], near[head, 2], near[head, 3] = mark, other, best
            begin = end
        begin = following
    return to


@compiled
def write_squares(mixed: Ids, cells: int, place: Any, cover: Ids, words: Bits, first: int, near: Floats) -> None:
    """Write the words of a row's cells that edges touch, and in `cover` where they are. place: (row, columns)."""
    row, columns = place
    for cell in range(cells):
        column = mixed[cell, 0]
        cover[row * columns + column] = AT - (first + cell)
        write_words(words[first + cell], near, mixed[cell, 1], column, row)


@compiled
def are_shared(here: Ids, begin: int, end: int, edges: Floats) -> bool:
    """Say whether the edges are those of two polygons, the second's the same as the first's from the last to the first:
    a neighbour walks along the border the other way."""
    shared = (end - begin) % 2 == 0
    for k in range((end - begin) // 2):
        one, other = here[begin + k, 0], here[end - 1 - k, 0]
        shared &= (here[begin + k, 1] == here[begin, 1]) & (here[end - 1 - k, 1] == here[end - 1, 1])
        shared &= (edges[one, 0] == edges[other, 0]) & (edges[one, 1] == edges[other, 1])
        shared &= (edges[one, 2] == edges[other, 2]) & (edges[one, 3] == edges[other, 3])
    return shared


@compiled
def locate(
    x: Floats,
    y: Floats,
    grid: Any,  # (x0, y0, cells per metre, rows, columns)
    cover: Ids,
    lists: Any,  # (words, near) of fill_rows
    out: Ids,
) -> bool:
    """Find the first polygon that holds each point, a block at a time: first the squares, then what covers their cells,
    then the words of the cells with edges, then the lists of the squares with edges, so that the processor never has
    to guess which points are which. Says whether all points are finite."""
    (x0, y0, per_metre, rows, columns), (words, near) = grid, lists
    finite, fine = True, per_metre * SQUARES
    outside = np.uint32(rows * columns * SQUARES * SQUARES)
    squares, waiting, counts = np.empty(BLOCK, np.uint32), np.empty(BLOCK, np.uint32), np.empty(BLOCK, np.int32)
    for begin in range(0, x.size, BLOCK):
        end = min(begin + BLOCK, x.size)
        east, north, found = x[begin:end], y[begin:end], out[begin:end]
        for i in range(found.size):
            u, v = (east[i] - x0) * fine, (north[i] - y0) * fine
            inside = (u >= 0.0) & (u < columns * SQUARES) & (v >= 0.0) & (v < rows * SQUARES)
            a, b = np.int32(u if inside else 0.0), np.int32(v if inside else 0.0)
            square = ((b >> 3) * np.int32(columns) + (a >> 3)) * 64 + (b & 7) * 8 + (a & 7)
            squares[i] = np.uint32(square) if inside else outside
            finite &= (u - u == 0.0) & (v - v == 0.0)
        many = 0
        for i in range(found.size):
            held = cover[squares[i] >> 6]
            found[i] = held
            waiting[many] = i
            many += held < NONE
        many = look_at_words(squares, waiting, many, found, words)
        for k in range(many):  # all lists are on their way from memory before the first is read
            counts[k] = np.int32(near[found[waiting[k]], 0])
        for k in range(many):
            i = waiting[k]
            u, v = (east[i] - x0) * per_metre, (north[i] - y0) * per_metre
            found[i] = first_owner(u, v, near, np.uint64(found[i]), counts[k])
    return finite


@compiled
def look_at_words(squares: Any, waiting: Any, many: int, found: Ids, words: Bits) -> int:
    """Settle the points in squares without edges. For the others `found` becomes where their list begins; returns how
    many there are, now first in `waiting`."""
    left = 0
    for k in range(many):
        i = waiting[k]
        at = AT - found[i]
        square = np.uint64(squares[i] & 63)
        held = (words[at, HELD] >> square) & ONE
        owner = np.int32((words[at, OWNERS] >> (held * THIRTY_TWO)) & LOWER) - 1
        touched = (words[at, TOUCHED] >> square) & ONE
        found[i] = np.int32(words[at, LIST]) if touched else owner
        waiting[left] = i
        left += touched
    return left


@compiled
def first_owner(u: float, v: float, near: Floats, at: np.uint64, count: int) -> Any:  # np.int32
    """Return the lowest-numbered polygon that holds (u, v), from the list that begins at `at` with `count` in its head:
    the parity of crossings on the path from the middle of the cell sideways and then up or down to the point, one
    polygon after the other."""
    mu, mv = np.floor(u) + 0.5, np.floor(v) + 0.5
    found = np.int32(near[at, 3])
    one = np.uint64(1)  # places without a sign are looked up without a look at it
    while True:
        mark = int(near[at, 1])
        held = (mark & 1) == 1
        end = at + np.uint64(abs(count)) + one
        e = at + one
        while e < end:
            ax, ay, bx, by = near[e, 0], near[e, 1], near[e, 2], near[e, 3]
            rise, run = by - ay, bx - ax  # ay <= by
            corner = is_left(run, rise, u - ax, mv - ay)
            # no `and`, no `if`: a wrong guess of the processor costs more than both comparisons
            held ^= (ay <= mv) & (mv < by) & (is_left(run, rise, mu - ax, mv - ay) != corner)
            held ^= ((ax > u) != (bx > u)) & (is_left(run, rise, u - ax, v - ay) != corner)
            e += one
        polygon = np.int32(mark >> 1) if held else np.int32(near[at, 2])
        if polygon >= 0 and (found < 0 or polygon < found):
            found = polygon
        if count > 0:
            return found
        at, count = end, int(near[end, 0])
