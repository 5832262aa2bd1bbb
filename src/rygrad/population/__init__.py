"""The same rules over records of many people."""
