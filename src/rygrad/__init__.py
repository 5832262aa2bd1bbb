"""rygrad: low back pain, from the first worry to the right next step."""
