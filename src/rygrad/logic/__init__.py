"""The rule language: text, tree, and one generator a target. Knows no medicine."""
