"""Run ours and a peer on the same data, each in its own fresh process, and print times, ratio and peak memory.

Every contender is a function `run(data)` at module level. It is called once to warm up (compilers, caches) and then
timed; the best of the repeats counts. Processor time (over all threads) is given beside, since it says more than the
clock when the machine is shared. Memory is the process's peak resident size, and above the loaded data.
"""

import json
import multiprocessing
import platform
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from queue import Empty
from typing import Any


@dataclass(frozen=True)
class Outcome:
    """What one contender did; `scaled` is the time for the full task when only part of it was run."""

    name: str
    seconds: float
    scaled: float
    cpu: float
    peak_mb: float
    above_data_mb: float
    answer: str


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _contend(name: str, make: Callable[[], Any], run: Callable[[Any], Any], repeats: int, warm: Any, to: Any) -> None:
    data = make()
    before = _peak_mb()
    if warm:
        (run if warm is True else warm)(data)
    best, work, answer = float("inf"), float("inf"), None
    for _ in range(repeats):
        started, worked = time.perf_counter(), time.process_time()
        answer = run(data)
        best, work = min(best, time.perf_counter() - started), min(work, time.process_time() - worked)
    peak = _peak_mb()
    to.put(Outcome(name, best, best, work, peak, peak - before, str(answer)))
    _end_workers()


def _end_workers() -> None:
    """End the worker processes that a peer started through joblib: a spawned process would wait for them for ever."""
    if "joblib" in sys.modules:
        from joblib.externals.loky import get_reusable_executor

        get_reusable_executor().shutdown(kill_workers=True)


def contender(
    name: str,
    make: Callable[[], Any],
    run: Callable[[Any], Any],
    *,
    repeats: int = 3,
    warm: bool | Callable[[Any], Any] = True,
) -> Outcome:
    """Time one contender in a fresh process. warm: called once before (True: `run` itself), to load what it loads."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_contend, args=(name, make, run, repeats, warm, queue))
    process.start()
    while True:
        try:
            found = queue.get(timeout=5)
            break
        except Empty:
            if not process.is_alive():
                raise RuntimeError(f"{name} ended with {process.exitcode} and no answer") from None
    process.join()
    return found


def scaled(
    name: str, make: Callable[[], Any], run_with: Callable[[int], Any], counts: tuple[int, int], whole: int
) -> Outcome:
    """Time a slow peer with two smaller numbers of permutations and extend the line through them to the whole number.

    That permutations cost the same each is what a straight line says; the two points are printed, to be judged.
    """
    few, more = (contender(name, make, run_with(count), repeats=1, warm=run_with(counts[0])) for count in counts)
    print(f"  {name}: {counts[0]} permutations {few.seconds:.3f} s, {counts[1]} permutations {more.seconds:.3f} s")
    steps = (whole - counts[0]) / (counts[1] - counts[0])
    seconds = few.seconds + steps * (more.seconds - few.seconds)
    return replace(more, scaled=seconds, cpu=few.cpu + steps * (more.cpu - few.cpu))


def report(work: str, ours: Outcome, peer: Outcome | None, *, least: str) -> None:
    """Print a line for people and one for programs."""
    print(f"{work}   (asked: {least}; {platform.machine()}, Python {platform.python_version()})")
    for each in (ours, peer):
        if each is not None:
            part = "" if each.scaled == each.seconds else f" scaled from {each.seconds:.3f} s"
            print(f"  {each.name:<28}{each.scaled:10.4f} s{part}, {each.cpu:.4f} s of processor")
            print(f"  {'':<28}peak {each.peak_mb:.0f} MB (+{each.above_data_mb:.0f})")
            print(f"  {'':<28}answer {each.answer}")
    if peer is not None:
        print(f"  ratio {peer.scaled / ours.scaled:.0f} × by the clock, {peer.cpu / ours.cpu:.0f} × by the processor")
    print(json.dumps({"row": _row(work, ours, peer, least), "ours": asdict(ours), "peer": peer and asdict(peer)}))


def _row(work: str, ours: Outcome, peer: Outcome | None, least: str) -> list[str]:
    """One row of the table that run.py prints: times by the clock, ratio by the clock and by the processor, peak."""
    mine = f"{_told(ours.scaled)} ({_told(ours.cpu)})"
    if peer is None:
        return [work, mine, "–", "–", least, f"{ours.peak_mb:.0f} MB"]
    told = "" if peer.scaled == peer.seconds else ", scaled"
    theirs = f"{peer.name} {_told(peer.scaled)} ({_told(peer.cpu)}{told})"
    ratio = f"{peer.scaled / ours.scaled:.0f} × ({peer.cpu / ours.cpu:.0f} ×)"
    return [work, mine, theirs, ratio, least, f"{ours.peak_mb:.0f} / {peer.peak_mb:.0f} MB"]


def _told(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"
