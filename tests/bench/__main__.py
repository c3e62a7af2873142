"""make bench: every section, one after the other; `python -m tests.bench papers` only that one."""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.bench import papers, reading, steps, talk

SECTIONS: dict[str, Callable[[], None]] = {
    "papers": papers.measure,
    "talk": talk.measure,
    "steps": steps.measure,
    "reading": reading.measure,
}


def main() -> int:
    for name in sys.argv[1:] or SECTIONS:
        SECTIONS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
