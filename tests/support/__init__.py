"""What several folders of tests stand on."""
