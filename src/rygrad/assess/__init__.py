"""From answers to an Assessment: pure, and never reads the clock."""
