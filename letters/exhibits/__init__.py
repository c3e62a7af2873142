"""Photos and PDFs of a person's papers into sheets that a fax carries, and a signature."""
