"""Before the first person comes everything is read that her questions need."""

from __future__ import annotations

import subprocess
import sys

from tests.support.bot import ROOT

# In a process of its own: what another test has read cannot be read a first time.
TALK = """
import gc, sys
from bot.conversation.replies import House
from bot.rehearsal import rehearse
from tests.support.patient import Patient

opened = []
sys.addaudithook(lambda event, told: opened.append(str(told[0])) if event == "open" else None)
rehearse(House())
read, apart = [each for each in opened if each.endswith(".yaml")], gc.get_freeze_count()
opened.clear()
patient = Patient.agreed()
while patient.key:
    patient.answers_well()
patient.taps_token("make")
late = [each for each in opened if each.endswith((".yaml", ".npz"))]
print(len(read), apart, *late)
"""


def test_nobody_waits_for_a_table() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TALK], cwd=ROOT, check=True, capture_output=True, text=True
    )
    read, apart, *late = done.stdout.split()

    assert int(read) > 50
    assert int(apart) > 100_000
    assert late == []
