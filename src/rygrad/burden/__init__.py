"""The simulation of a population's back pain: one law (docs/burden.md), two programs that follow it."""
