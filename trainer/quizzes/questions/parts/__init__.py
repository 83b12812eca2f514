"""What several types of questions share."""
