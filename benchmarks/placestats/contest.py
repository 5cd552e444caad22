"""Run ours and a peer on the same data, each in its own fresh process, and print times, ratio and peak memory.

Every contender is a function `run(data)` at module level. It is called once to warm up (compilers, caches) and then
timed; the best of the repeats counts. Processor time (over all threads) is given beside, since it says more than the
clock when the machine is shared. Memory is the process's peak resident size, and above the loaded data.
"""

import json
import multiprocessing
import platform
import resource
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
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


def _contend(name: str, make: Callable[[], Any], run: Callable[[Any], Any], repeats: int, warm: bool, to: Any) -> None:
    data = make()
    before = _peak_mb()
    if warm:
        run(data)
    best, work, answer = float("inf"), float("inf"), None
    for _ in range(repeats):
        started, worked = time.perf_counter(), time.process_time()
        answer = run(data)
        best, work = min(best, time.perf_counter() - started), min(work, time.process_time() - worked)
    peak = _peak_mb()
    to.put(Outcome(name, best, best, work, peak, peak - before, str(answer)))


def contender(
    name: str,
    make: Callable[[], Any],
    run: Callable[[Any], Any],
    *,
    repeats: int = 3,
    warm: bool = True,
) -> Outcome:
    """Time one contender in a fresh process."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_contend, args=(name, make, run, repeats, warm, queue))
    process.start()
    found = queue.get()
    process.join()
    return found


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
    print(json.dumps({"work": work, "ours": asdict(ours), "peer": asdict(peer) if peer else None}))
