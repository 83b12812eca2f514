"""A course as a learner would meet it, in a database of its own."""
