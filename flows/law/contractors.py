"""The local coverage determination of a service in a state, by the state's Medicare contractor."""

from __future__ import annotations

from flows.law.services import services
from flows.law.states import states


def local_determination(service: str, state: str | None) -> str | None:
    """The number of the LCD, such as "L38201"; None where either table was not read for it.

    The table of a service names a contractor with its jurisdictions ("Novitas JH/JL", "CGS J15").
    """
    found = states().get(state or "")
    if found is None or found.medicare_ab_mac.verified != "read-in-stored-text":
        return None
    for each in services()[service].lcds:
        _, _, jurisdictions = each.mac.rpartition(" ")
        known = each.verified == "read-in-stored-text" and each.mac_verified.startswith(_READ)
        if known and found.medicare_ab_mac.jurisdiction in jurisdictions.split("/"):
            return each.lcd
    return None


_READ = ("read-in-stored-text", "via WISeR state list")
