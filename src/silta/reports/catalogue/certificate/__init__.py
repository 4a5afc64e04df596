"""Certificates of attendance of an event, one page for each person who was there."""
