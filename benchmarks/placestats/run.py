"""Run the benchmarks of this folder one after the other and print all rows as one table. Usage: run.py [name ...]

`run.py --few` times esda with fewer permutations and scales, for a machine that is not quiet.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

PARTS = ("run", "contest", "synthetic", "places")  # no benchmarks themselves
TITLES = ["work", "ours (processor)", "peer (processor)", "ratio (processor)", "asked", "peak memory ours / peer"]
YARDSTICK = 12.8  # ms on the machine when it was quiet and the targets were set


def main() -> None:
    asked, options = (
        [each for each in sys.argv[1:] if each[0] != "-"],
        [each for each in sys.argv[1:] if each[0] == "-"],
    )
    began, rows = time.perf_counter(), []
    print(yardstick(), flush=True)
    for script in sorted(Path(__file__).parent.glob("*.py")):
        if script.stem not in PARTS and (not asked or script.stem in asked):
            rows += run(script, options)
    print("\n" + "\n".join(f"| {' | '.join(row)} |" for row in [TITLES, ["---"] * len(TITLES), *rows]))
    print(f"\n{yardstick()}\nall in {time.perf_counter() - began:.0f} s")


def run(script: Path, options: list[str]) -> list[list[str]]:
    """Show what a benchmark prints and return the rows of the table that it gave."""
    print(f"== {script.stem}", flush=True)
    began, rows = time.perf_counter(), []
    with subprocess.Popen([sys.executable, "-u", str(script), *options], stdout=subprocess.PIPE, text=True) as running:
        for line in running.stdout or ():
            if line.startswith("{"):
                rows.append(json.loads(line)["row"])
            else:
                print(line, end="", flush=True)
    print(f"== {script.stem} took {time.perf_counter() - began:.0f} s", flush=True)
    return rows if running.returncode == 0 else [*rows, [f"{script.stem} FAILED", *["–"] * 5]]


def yardstick() -> str:
    """Say how fast the machine is just now, by a Fourier transform there and back."""
    field, best = np.random.default_rng(1).random((1024, 1024)), float("inf")
    for _ in range(15):
        began = time.perf_counter()
        np.fft.irfft2(np.fft.rfft2(field))
        best = min(best, time.perf_counter() - began)
    return f"yardstick: rfft2 and back of 1024 x 1024 in {best * 1e3:.1f} ms; {YARDSTICK} ms when the targets were set"


if __name__ == "__main__":
    main()
