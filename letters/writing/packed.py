"""What the checklist says of a packet: it is what is signed and sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flows.interview.words import Words
from flows.plan import ToDo


@dataclass(frozen=True)
class Packed:
    """The packet: its file, the page of it to sign, what is to go behind it.

    `sign_page` is None where it is `signed`, and where the pages are not counted yet.
    """

    file: str
    sign_page: int | None
    loose: tuple[str, ...]
    signed: bool = False


def packed_steps(steps: Sequence[ToDo], packed: Packed, said: Words) -> tuple[ToDo, ...]:
    """The steps, with the packet in place of the letter and of the papers that are in it."""
    return tuple(step for each in steps for step in _told(each, packed, said))


def _told(step: ToDo, packed: Packed, said: Words) -> Iterator[ToDo]:
    match step.key:
        case "sign" if packed.signed:
            signed = {"file": packed.file}
            yield replace(step, key="signed", how="signed_how", values=signed)
        case "sign" if packed.sign_page is None:
            named = {"file": packed.file}
            yield replace(step, key="sign_packet", how="sign_packet_line_how", values=named)
        case "sign":
            values = {"file": packed.file, "page": packed.sign_page}
            yield replace(step, key="sign_packet", how="sign_packet_how", values=values)
        case "copies":
            if packed.loose:  # else all of them are in it
                names = "; ".join(said.documents[key].name for key in packed.loose)
                values = {"file": packed.file, "papers": names}
                yield replace(step, key="copies_packet", how="copies_packet_how", values=values)
        case _:
            yield step
