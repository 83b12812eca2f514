"""A cohort of fictional people, to look at the platform with."""
