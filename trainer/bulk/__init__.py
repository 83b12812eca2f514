"""What administrators bring in from a file: how it is read, what it would do, what can be taken back."""
