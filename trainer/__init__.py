"""A self-hosted training platform for therapists who learn ketamine-assisted psychotherapy."""
