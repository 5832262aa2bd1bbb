"""The web guide: pages and routes, nothing else."""
