"""Scan reports read: what a report says of the low back, in its own words and in plain ones."""
