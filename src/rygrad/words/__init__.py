"""Words that help: scan reports explained, words that frighten found, articles read and checked."""
