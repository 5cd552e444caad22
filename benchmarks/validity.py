"""Does placestats keep its promises? Null rates, power, coverage and run lengths, each with its 95 % interval.

Outside the tests: 2 000 runs take about half an hour of one core. Trials have stored seeds, so a run can be stopped and
taken up again: what has been counted lies in build/validity-*.json, named after the source of the library that was
measured. With 2 000 runs a true 5 % shows as 4.0 to 6.0 %.

Usage: validity.py [--runs 2000] [--only where|when] [--show]
"""

import argparse
import json
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from trials import question

import placestats
from placestats.threads import set_threads

CHUNK = 50
Tally = dict[str, list[int]]  # hits, units, runs


def main() -> None:
    asked = _arguments()
    set_threads(1)
    kept = _state()
    tally: Tally = json.loads(kept.read_text()) if kept.exists() else {}
    questions = _questions(asked.only)
    if not asked.show:
        for upto in range(CHUNK, asked.runs + CHUNK, CHUNK):
            for one in questions:
                _advance(one, tally, min(upto, asked.runs))
            kept.parent.mkdir(exist_ok=True)
            kept.with_suffix(".part").write_text(json.dumps(tally, indent=1))
            kept.with_suffix(".part").replace(kept)
    print(f"placestats {placestats.__version__}, source {kept.stem[-12:]}, seed {question.SEED}\n")
    for group, members in groupby(questions, key=lambda one: one.group):
        print(f"| {group} | measured [95 % interval] | asked | runs |\n|---|---|---|---|")
        print("\n".join(one.line(*tally[one.key]) for one in members if one.key in tally), end="\n\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--only", choices=("where", "when"))
    parser.add_argument("--show", action="store_true", help="print what has been counted so far and stop")
    return parser.parse_args()


def _questions(only: str | None) -> list[question.Question]:
    from trials import when, where

    return [*(where.QUESTIONS if only != "when" else ()), *(when.questions() if only != "where" else ())]


def _advance(one: question.Question, tally: Tally, upto: int) -> None:
    hits, units, runs = tally.get(one.key, [0, 0, 0])
    for number in range(runs, upto):
        more = one.trial(number)
        hits, units, runs = hits + int(more[0]), units + int(more[1]), number + 1
    tally[one.key] = [hits, units, runs]


def _state() -> Path:
    """Figures of one source never mix with those of another."""
    digest = sha256()
    for path in [
        *sorted(Path(placestats.__file__).parent.glob("*.py")),
        *sorted(Path(__file__).parent.glob("trials/*.py")),
    ]:
        digest.update(path.read_bytes())
    return Path(__file__).parents[1] / "build" / f"validity-{digest.hexdigest()[:12]}.json"


if __name__ == "__main__":
    main()
