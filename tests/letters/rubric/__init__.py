"""The points by which a letter is judged, as far as a program can tell them."""

from tests.letters.rubric.case import Case
from tests.letters.rubric.packet import paper_points
from tests.letters.rubric.packet_of import Packet
from tests.letters.rubric.scored import KNOCK_OUT, failures, points
from tests.letters.rubric.table import Table

__all__ = ["KNOCK_OUT", "Case", "Packet", "Table", "failures", "paper_points", "points"]
