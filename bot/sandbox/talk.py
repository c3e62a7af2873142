"""A person's talk as it stands on the screen and as it happened."""

from __future__ import annotations

from bot.sandbox.log import Event


class Talk:
    """What a person sees: the messages in their last form, the keyboard, the transcript."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._visible: dict[int, Event] = {}
        self._lines: list[str] = []

    def sees(self, event: Event) -> None:
        """Takes in the next line of the log."""
        self.events.append(event)
        if line := self._line(event):
            self._lines.append(line)
        if event.chat != "private":
            return
        if event.kind in ("message", "edited", "keyboard"):
            self._visible[event.message_id] = event
        if event.kind == "deleted":
            self._visible.pop(event.message_id, None)

    @property
    def messages(self) -> list[Event]:
        """The private chat as it stands now, oldest first, each message in its last form."""
        return [self._visible[key] for key in sorted(self._visible)]

    @property
    def last_message(self) -> Event | None:
        """The newest message of the bot."""
        return next((m for m in reversed(self.messages) if m.by == "bot"), None)

    @property
    def last(self) -> str:
        """The text of the bot's newest message."""
        return self.last_message.text if self.last_message else ""

    @property
    def buttons(self) -> list[str]:
        """The labels on the newest message that has a keyboard."""
        return next((m.labels for m in reversed(self.messages) if m.rows), [])

    @property
    def toasts(self) -> list[str]:
        return [event.text for event in self.events if event.kind == "toast"]

    def transcript(self, *, last: int = 0) -> str:
        """The talk in the order it happened; with `last`, only that many lines."""
        return "\n".join(self._lines[-last:])

    def _line(self, event: Event) -> str:
        mark = ">" if event.by == "person" else "<"
        mark += "" if event.chat == "private" else " (group)"
        if event.kind in ("message", "edited"):
            again = "(edited)" if event.kind == "edited" else ""
            file = event.file.name if event.file else event.other or ""
            labels = " ".join(f"[{label}]" for label in event.labels)
            return " ".join(filter(None, (mark, again, file, event.text, labels)))
        if event.kind == "tapped":
            return f"{mark} [{self._label(event)}]"
        if event.kind == "toast":
            return f"{mark} ({event.text})"
        if event.kind in ("deleted", "left", "blocked", "unblocked", "added"):
            return f"{mark} ({event.kind})"
        return ""

    def _label(self, tapped: Event) -> str:
        for event in reversed(self.events):
            if event.message_id == tapped.message_id:
                for button in event.buttons:
                    if button.data == tapped.data:
                        return button.text
        return tapped.data
