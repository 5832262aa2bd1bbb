"""The knowledge: reads knowledge/, checks it, and compiles its sentences into one program."""
