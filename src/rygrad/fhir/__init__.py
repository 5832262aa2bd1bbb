"""FHIR R4 and its neighbours: translation only, no rule of our own."""
