"""Run every benchmark of this folder, one after the other. Usage: run.py [name ...]"""

import subprocess
import sys
from pathlib import Path

PARTS = ("run", "contest", "synthetic", "places")  # no benchmarks themselves


def main() -> None:
    here = Path(__file__).parent
    for script in sorted(here.glob("*.py")):
        if script.stem in PARTS or (sys.argv[1:] and script.stem not in sys.argv[1:]):
            continue
        print(f"== {script.stem}", flush=True)
        subprocess.run([sys.executable, str(script)], check=False)


if __name__ == "__main__":
    main()
