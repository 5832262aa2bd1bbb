"""Clinics and places: lists read and checked, what a new list changes, where a town is."""
