"""The law tables as a document that a lawyer can mark up."""

from flows.law_document.pages import law_document

__all__ = ["law_document"]
