"""./test: run the steps, then say what ran, what did not and why."""

from __future__ import annotations

import argparse
import sys
import time

from tests.runner.outcome import Outcome
from tests.runner.steps import STEPS, Step


def main() -> int:
    names = [step.name for step in STEPS]
    parser = argparse.ArgumentParser(prog="./test", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only what answers within a minute")
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"only these steps: {', '.join(names)}")
    options = parser.parse_args()
    if unknown := set(options.steps) - set(names):
        parser.error(f"no such step: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    chosen = [step for step in STEPS if not options.steps or step.name in options.steps]
    outcomes = {step.name: _run(step, options.quick) for step in chosen if not options.quick or step.quick}
    return _summary(chosen, outcomes)


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
