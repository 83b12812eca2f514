"""What a course, a module and progress are, and all text to safe HTML."""
