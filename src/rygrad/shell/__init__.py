"""What the command line reads and prints; the rules know nothing of it."""
