"""What a site keeps: diaries, in a database of its own."""
