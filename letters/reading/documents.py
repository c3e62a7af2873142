"""A stranger's PDF, opened: whether it is locked, how long it is. Its scripts are never run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pikepdf
import pypdfium2

from letters.reading.unreadable import Unreadable


@contextmanager
def opened(content: bytes, *, most: int | None) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed afterwards.

    A PDF that anyone may read but not change opens; pdfium is built without JavaScript here, so
    that what a script would do is not done.

    Raises:
        Unreadable: encrypted, corrupt, empty (no page), too_many_pages.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise Unreadable("encrypted" if _locked(content) else "corrupt") from None
    try:
        document.init_forms()  # what was typed into a form's fields is drawn, too
        pages = len(document)
        if not pages:
            raise Unreadable("empty")
        if most is not None and pages > most:
            raise Unreadable("too_many_pages")
        yield document
    finally:
        document.close()


def _locked(content: bytes) -> bool:
    try:
        pikepdf.open(BytesIO(content)).close()
    except pikepdf.PasswordError:
        return True
    except Exception:
        return False
    return False
