"""The language linter: words that frighten without need, and numbers without a source, with their place."""
