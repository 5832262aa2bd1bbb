"""The plan, the course of a diary, the questionnaires: what helps one person over time. Pure."""
