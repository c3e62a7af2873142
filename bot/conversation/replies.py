"""What the bot says: texts, buttons and files, without Telegram's limits and marks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from flows.interview.case import Case
from flows.interview.words import Phrase
from letters.writing.paper import Paper

SCREEN = "!"  # what stands for an address where a button belongs to a screen, not to a question


@dataclass(frozen=True)
class Button:
    """A label and what it does: `token` at `address`. Never holds what a person wrote."""

    label: str = field(repr=False)  # of an item: what the person called it
    address: str
    token: str


@dataclass(frozen=True, repr=False)
class Press:
    """A button read back: of which case and screen, and what it does."""

    reference: str
    screen: int
    address: str
    token: str


Row = tuple[Button, ...]


@dataclass(frozen=True, repr=False)
class Reply:
    """One message. `in_place` edits the message that was tapped, `grows` the one that carries the
    keyboard now; `file` is sent as a document or a picture, with the parts under it."""

    parts: tuple[Phrase, ...]
    rows: tuple[Row, ...] = ()
    in_place: bool = False
    file: Paper | None = None
    grows: bool = False

    def plain(self) -> str:
        """The message as text, for transcripts and tests."""
        return "\n\n".join(part.plain() for part in self.parts)


@dataclass(frozen=True, repr=False)
class Fetch:
    """Files to fetch and to make ready as pages of `document`; then comes an event `Pages`."""

    document: str
    files: tuple[str, ...]
    album: str | None = None


@dataclass(frozen=True, repr=False)
class Reads:
    """Pages of a paper to be read; then comes an event `WasRead`.

    `pasted`: they were typed in. `card`: the person says that it is the plan's card.
    """

    texts: tuple[str, ...]
    pasted: str = ""
    card: bool = False


Place = tuple[str, int]  # a page: its paper, and its place there


@dataclass(frozen=True, repr=False)
class Turn:
    """What one event leads to. `case` None: nothing is kept of this person.

    `chosen` is written under the question that was tapped. `writes` asks for papers (`Which`);
    `erases` for all rows of the chat to go first. `fetch` asks for files, and what is said waits
    for them. `drops` are pages that go, `puts` the places of those just made ready. `shows` is the
    paper whose pages the person wants to see. `cases` asks for the person's other cases: empty to
    list them, else the reference of the one to open. `feedback` is the question somebody was at,
    and what was said of the bot there. `reads` asks for what a paper says,
    `brings` for what is in a file of a case; then comes an event `Brought`.
    """

    case: Case | None
    replies: tuple[Reply, ...] = ()
    toast: Phrase | None = None
    chosen: str | None = None
    writes: str = ""
    erases: bool = False
    fetch: Fetch | None = None
    drops: tuple[Place, ...] = ()
    puts: tuple[Place, ...] = ()
    shows: str = ""
    cases: str | None = None
    feedback: tuple[str, str] | None = None
    reads: Reads | None = None
    brings: str = ""

    def before(self, *replies: Reply) -> Turn:
        """The same turn with these replies first."""
        return replace(self, replies=(*replies, *self.replies))


def page(*parts: Phrase, rows: tuple[Row, ...] = ()) -> Reply:
    """A message of its own."""
    return Reply(parts, rows)


def text(words: str) -> Phrase:
    """A text without fields. Its braces are its own."""
    return Phrase("{said}", {"said": words})


def encode(button: Button, *, reference: str, screen: int) -> str:
    """The data of a button: at most 64 bytes, and no word of the person's."""
    return f"{reference}:{screen}:{button.address}:{button.token}"


def decode(data: str) -> Press | None:
    """A button read back, None where it is none of ours."""
    parts = data.split(":", 3)
    if len(parts) != 4 or not parts[1].isdecimal():
        return None
    return Press(parts[0], int(parts[1]), parts[2], parts[3])


@dataclass(frozen=True)
class House:
    """What this copy of the bot says of itself: its settings that are part of texts."""

    keep_days: int = 90
    operator: str = field(default="the owner of this sandbox")
    contact: str = field(default="the person who started it")
