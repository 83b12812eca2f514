"""What a reader may stumble over: findings about how well a course teaches, beside the problems of its format."""
