"""What a question is, how it is drawn and scored."""
