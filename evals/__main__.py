"""``python -m evals --out FILE``: run the suite on the program beside it, and write the result to a file."""

import argparse
import json
import sys
from pathlib import Path

from assistant.errors import FoiError
from assistant.files import write_atomically
from evals.run import Options, run_suite
from evals.scores import write_letters


def main() -> int:
    """Run the suite; 0 where it came to its end, whatever it found, else 2."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("names", nargs="*", help="parts of the suite; all if none is named")
    parser.add_argument("--out", type=Path, required=True, help="where the result goes")
    parser.add_argument("--model", default="", help="a chat model; none if not given")
    parser.add_argument("--trials", type=int, default=1, help="how often each case is tried")
    given = parser.parse_args()
    try:
        result = run_suite(given.names, model=given.model, options=Options(given.trials))
        write_letters(given.out, result.letters)
        write_atomically(given.out, json.dumps(result.as_json(), ensure_ascii=False).encode())
    except FoiError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
