"""What marks tell of questions: the statistics of a quiz, pure."""
