"""A letter and a checklist of nobody: invented people, 555 numbers. Shared by the tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from letters.writing.blocks import Document
from letters.writing.compose import compose
from letters.writing.owned import own

MACROS = """
{% macro treatment_row(treatment) %}
<tr>
  <td>{{ treatment.name }}</td>
  <td>{{ treatment.since|known_date }} to {{ treatment.until|known_date }}</td>
  <td>{{ treatment.result|sentence }}</td>
</tr>
{% endmacro %}
"""

LETTER = """
{% import "macros.xhtml" as rows %}
<address>{{ answers.name }}<br/>{{ answers.address }}<br/>{{ answers.phone }}</address>
<date>{{ today|day }}</date>
<address>
  {{ answers.insurer }}<br/>
  {{ answers.appeals_unit }}
</address>
<p because="form"><strong>By fax and certified mail</strong></p>
<re>
  <line because="form">Request for internal appeal</line>
  <line name="Patient">{{ answers.name }}</line>
  <line name="Member ID">{{ answers.member_id }}</line>
  {% if answers.claim %}
  <line name="Claim number">{{ answers.claim }}</line>
  {% endif %}
  <line name="Service">{{ answers.service }}</line>
  <line name="Denial notice">{{ answers.notice_date|day }}</line>
</re>
<p because="form">To the appeals department:</p>
<p>I appeal your denial of {{ answers.service }}, dated {{ answers.notice_date|day }}. I ask you
  to reverse the decision and approve the scan that {{ answers.doctor }} ordered.</p>
<h2>What your notice says</h2>
<p because="form">Your notice gives this reason:</p>
<blockquote>“{{ answers.wording|quoted }}.”</blockquote>
<p>My medical records show otherwise, as told by {{ answers.doctor }} and set out below.</p>
<h2>Why the scan is needed</h2>
<p>My diagnosis is {{ answers.diagnosis }}. {{ answers.symptoms|sentence }}
  {% if answers.onset %}
  This began {{ answers.onset|on_known_date }}
  {% endif %}
  , and I was treated with {{ answers.tried|joined }}.</p>
<p>{{ answers.effect|lined }}</p>
<h2>What has been tried</h2>
<table widths="3 3 4">
  <tr><th>Treatment</th><th>When</th><th>Result</th></tr>
  {% for treatment in answers.treatments %}
  {{ rows.treatment_row(treatment) }}
  {% endfor %}
</table>
<h2>What I ask</h2>
<ol>
  <li>Approve {{ answers.service }} as ordered.</li>
  <li because="source:29-cfr-2560-503-1">Have the appeal decided by a clinician who had no part
    in the first decision and has training in this field.</li>
  <li because="source:29-cfr-2560-503-1">Send me, free of charge, the criteria and records you
    relied on.</li>
</ol>
<p>If you do not approve it, I ask for the reason for each criterion you find not met. Your plan
  allows {{ law.days }} days to appeal; {{ say("timely", day=answers.notice_date|day) }}</p>
<h2>Enclosed</h2>
<ul>
  {% for paper in answers.papers %}
  <li>{{ paper }}</li>
  {% endfor %}
</ul>
<p because="form">I ask you to confirm in writing that you have this appeal.</p>
<signature>
  <closing>Sincerely,</closing>
  <name>{{ answers.name }}</name>
  <role>Patient and member</role>
</signature>
<footer>{{ answers.name }} · Claim {{ answers.claim }}</footer>
"""

CHECKLIST = """
<h1>What to do next</h1>
<p>For <strong>{{ answers.name }}</strong>, about {{ answers.service }}.</p>
<note>The last day to appeal is <strong>{{ due|day }}</strong>. If your letter names an earlier
  day, that day counts.</note>
<h2>Before you send it</h2>
<steps>
  <step because="form">Read the letter. Change what is not right.</step>
  <step><by>By {{ aim|day }}</by>Sign the letter and send it to {{ answers.insurer }}.
    <ul><li because="form">By fax: keep the page that says it went through.</li>
    <li because="form">By mail: ask for a receipt.</li></ul></step>
  <step><by>By {{ aim|day }}</by>Ask {{ answers.doctor }} for a letter of medical need.</step>
</steps>
<h2>Who you talked to</h2>
<table widths="2 3 3 2" blank="4">
  <tr><th>Date</th><th>Person</th><th>What was said</th><th>Call number</th></tr>
</table>
<p because="form">This is not legal advice.</p>
<footer>{{ answers.name }}</footer>
"""

WORDS = {"timely": "this appeal, of the notice of {day}, is **in time**."}
FORM = frozenset(
    {
        "By fax and certified mail",
        "Request for internal appeal",
        "To the appeals department:",
        "Your notice gives this reason:",
        "I ask you to confirm in writing that you have this appeal.",
        "Read the letter. Change what is not right.",
        "By fax: keep the page that says it went through.",
        "By mail: ask for a receipt.",
        "This is not legal advice.",
    }
)
ANSWERS: dict[str, Any] = {
    "name": "Rosa Delgado Nguyễn",
    "address": "418 Larkspur Lane, Apt 2B\nDayton, OH 45402",
    "phone": "937-555-0142",
    "insurer": "Bluestone Mutual Health Plan",
    "appeals_unit": "Member Appeals\nP.O. Box 5550\nColumbus, OH 43085",
    "member_id": "BMH 4471 0092 6",
    "claim": "24-118-77302",
    "service": "MRI of the lumbar spine without contrast",
    "notice_date": "2026-06-12",
    "doctor": "Dr. Amara Whitfield",
    "wording": "The requested study is not medically necessary. Our records do not show six weeks"
    " of provider-directed\nconservative care within the last three months.",
    "diagnosis": "lumbar radiculopathy",
    "symptoms": "Pain runs from the lower back into the left leg, with numbness in the foot",
    "onset": "2026-01",
    "tried": ["physical therapy", "naproxen", "a home exercise program"],
    "effect": "I cannot sit for more than fifteen minutes, and I wake three or four times a night."
    " Since March I have not been able to drive to work, lift my grandson, or climb the stairs to"
    " my own bedroom.\nDr. Whitfield wrote that surgery or an injection cannot be planned without"
    " seeing the disc.",
    "treatments": [
        {
            "name": "Physical therapy, twice a week",
            "since": "2026-02-03",
            "until": "2026-04-10",
            "result": "Eighteen visits; leg pain grew worse",
        },
        {
            "name": "Naproxen 500 mg",
            "since": "2026-01",
            "until": "2026-03",
            "result": "Stopped because of stomach bleeding",
        },
        {
            "name": "Home exercise program",
            "since": "2026-02",
            "until": "2026-06",
            "result": "No change in numbness",
        },
    ],
    "papers": [
        "Denial notice of June 12, 2026",
        "Office notes of Dr. Amara Whitfield, January to June 2026",
        "Physical therapy record, 18 visits",
    ],
}


def templates(folder: Path, **more: str) -> Path:
    """The sample's templates, and more, in a folder."""
    texts = {"macros": MACROS, "letter": LETTER, "checklist": CHECKLIST} | more
    for name, text in texts.items():
        (folder / f"{name}.xhtml").write_text(text, "utf-8")
    return folder


def context(**changes: Any) -> dict[str, object]:
    return {
        "answers": own(ANSWERS | changes, "answer:"),
        "law": own({"days": 180}, "source:29-cfr-2560-503-1"),
        "today": own(date(2026, 7, 6), "today"),
        "due": own(date(2026, 12, 9), "law:due"),
        "aim": own(date(2026, 7, 20), "law:aim"),
    }


def letter(folder: Path, **changes: Any) -> Document:
    return compose(
        "letter.xhtml",
        context(**changes),
        title="Appeal letter",
        words=WORDS,
        dated=date(2026, 7, 6),
        templates=templates(folder),
    )


def checklist(folder: Path, **options: Any) -> Document:
    return compose(
        "checklist.xhtml",
        context(),
        title="What to do next",
        kind="checklist",
        dated=date(2026, 7, 6),
        templates=templates(folder),
        **options,
    )


def one(folder: Path, template: str, **values: Any) -> Document:
    """A document of one small template over owned values."""
    (folder / "one.xhtml").write_text(template, "utf-8")
    owned = {name: own(value, f"answer:{name}") for name, value in values.items()}
    return compose("one.xhtml", owned, title="One", templates=folder)
