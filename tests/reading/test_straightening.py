"""Lines of a tilted page laid in the order in which they stand."""

from __future__ import annotations

from letters.reading.line import Line
from letters.reading.reading_order import page_text
from letters.reading.straightening import straightened

LINES = (  # as found on a page tilted by seven degrees: words, and the corners of their boxes
    ("Tamarack Mutual Insurance Company", ((400, 196), (684, 234), (681, 263), (397, 225))),
    ("RE: a pressure device for the airway", ((394, 244), (744, 289), (741, 318), (390, 273))),
    (
        "Member: DELACROIX, MARGUERITE    Member #: 900417765",
        ((390, 268), (928, 335), (925, 363), (387, 296)),
    ),
    ("Notice date: August 19", ((1060, 278), (1279, 308), (1275, 335), (1057, 306))),
    ("Claim ID: CLM0077812934 Treatment date", ((388, 292), (816, 345), (813, 373), (385, 320))),
    (
        "Your employer group policy is underwritten by us. We have decided that the device is not",
        ((383, 340), (1583, 490), (1578, 519), (380, 370)),
    ),
    (
        "necessary. This is an adverse benefit determination.",
        ((378, 363), (858, 423), (854, 452), (375, 392)),
    ),
    (
        "Appeals: write to us within 180 days after you get this letter. You may ask also",
        ((373, 411), (1146, 505), (1143, 535), (370, 440)),
    ),
    (
        "for an external review within four months after it",
        ((370, 435), (835, 493), (832, 521), (366, 462)),
    ),
)


def test_a_long_line_of_a_tilted_page_stays_above_the_next() -> None:
    lines = [Line(words, 0.99, box) for words, box in LINES]

    read = page_text(straightened(lines)).split()

    assert read[read.index("not") + 1] == "necessary."
