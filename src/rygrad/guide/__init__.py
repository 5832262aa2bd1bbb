"""One person, step by step: which question next and why, and why a verdict is what it is."""
