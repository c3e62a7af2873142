"""What a person sends: files of strangers, opened in bounded workers, into pages of text."""
