"""What legal text is made of: front matter, words, citations, defined terms."""
