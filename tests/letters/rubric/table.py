"""The score of many letters: yes of applicable, by section and by point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Table:
    """Counts verdicts; `share` is yes of applicable, 1 where nothing applies."""

    letters: int = 0
    passed: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, verdicts: Mapping[str, str]) -> None:
        self.letters += 1
        for point, verdict in verdicts.items():
            if verdict == "passed":
                self.passed[point] += 1
            elif verdict == "failed":
                self.failed[point] += 1
                self.examples.setdefault(point, name)

    @property
    def share(self) -> float:
        applicable = self.passed.total() + self.failed.total()
        return self.passed.total() / applicable if applicable else 1.0

    def printed(self) -> str:
        """The table as text: the sections, then every point that some letter fails."""
        lines = [f"{self.letters} letters, {self.share:.1%} of the applicable points"]
        for section in "ABCDEFGHI":
            yes = sum(n for point, n in self.passed.items() if point[0] == section)
            no = sum(n for point, n in self.failed.items() if point[0] == section)
            if yes + no:
                ids = {p for p in (*self.passed, *self.failed) if p[0] == section}
                lines.append(f"  {section}  {len(ids):2} points  {yes} of {yes + no}")
        for point, n in sorted(self.failed.items()):
            lines.append(f"  failed {point}: {n}, such as {self.examples[point]}")
        return "\n".join(lines)
