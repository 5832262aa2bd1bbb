"""Spark: a session for what is spread over many cores or machines."""
