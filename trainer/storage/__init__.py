"""Tables, transactions and migrations; knows no rule."""
