"""./test: run the steps in lanes beside each other, then say what ran, what did not and why.

A lane is this program again, over steps of its own; what it prints is shown when it has ended.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.runner.outcome import Outcome, from_json, to_json
from tests.runner.steps import LANES, ROOT, STEPS, Step


def main() -> int:
    names = [step.name for step in STEPS]
    parser = argparse.ArgumentParser(prog="./test", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only what answers soonest")
    parser.add_argument("--outcomes", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"only these steps: {', '.join(names)}")
    options = parser.parse_args()
    if unknown := set(options.steps) - set(names):
        parser.error(f"no such step: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    chosen = [step for step in STEPS if not options.steps or step.name in options.steps]
    outcomes = _one_lane(chosen, options.quick) if options.quick or options.steps else _lanes(chosen)
    if options.outcomes:
        options.outcomes.write_text(to_json(outcomes), encoding="utf-8")
        return 0
    return _summary(chosen, outcomes)


def _one_lane(chosen: list[Step], quick: bool) -> dict[str, Outcome]:
    return {step.name: _run(step, quick) for step in chosen if not quick or step.quick}


def _lanes(chosen: list[Step]) -> dict[str, Outcome]:
    """The lanes in programs of their own; here the steps of no lane."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as started:
        lanes = [started.enter_context(_lane(Path(folder, str(at)), lane)) for at, lane in enumerate(LANES)]
        outcomes = _one_lane([step for step in chosen if not any(step.name in lane for lane in LANES)], quick=False)
        for ended in lanes:
            outcomes |= ended()
        return outcomes


@contextmanager
def _lane(place: Path, names: tuple[str, ...]) -> Iterator[Callable[[], dict[str, Outcome]]]:
    """Start a lane; what is given waits for its end, shows what it printed and tells what came of it."""
    found, printed = place.with_suffix(".json"), place.with_suffix(".txt")
    command = [sys.executable, "-m", "tests.runner", "--outcomes", str(found), *names]
    with printed.open("wb") as sink:
        started = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink)

    def ended() -> dict[str, Outcome]:
        started.wait()
        print(printed.read_text(encoding="utf-8", errors="replace"), flush=True)
        if found.exists():
            return from_json(found.read_text(encoding="utf-8"))
        return {name: Outcome(failed=1) for name in names}

    try:
        yield ended
    finally:
        if started.poll() is None:
            started.terminate()
            started.wait()


def _run(step: Step, quick: bool) -> Outcome:
    print(f"\n=== {step.title}", flush=True)
    started = time.monotonic()
    outcome = step.quick() if quick and step.quick else step.full()
    outcome.seconds = time.monotonic() - started
    return outcome


def _summary(chosen: list[Step], outcomes: dict[str, Outcome]) -> int:
    print("\n=== Summary")
    for step in chosen:
        if step.name not in outcomes:
            print(f"  left out  {step.title}: not part of --quick")
            continue
        outcome = outcomes[step.name]
        word = "FAILED" if outcome.failed else "ok" if outcome.passed else "left out"
        print(
            f"  {word:9} {step.title}: {outcome.passed} passed, {outcome.failed} failed,"
            f" {outcome.skipped} left out ({outcome.seconds:.1f} s)"
        )
        for reason, number in outcome.left_out.most_common():
            print(f"              {number} left out: {reason}")
    passed, failed = (sum(getattr(outcome, word) for outcome in outcomes.values()) for word in ("passed", "failed"))
    skipped = sum(outcome.skipped for outcome in outcomes.values())
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return int(failed > 0 or passed == 0)


if __name__ == "__main__":
    sys.exit(main())
