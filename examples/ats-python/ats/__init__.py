"""A small applicant tracking service: it takes in recorded interviews, verifies and ranks them, and
answers Greenhouse's assessment partner calls.

One process, one SQLite file, one folder for the uploads. It decides nothing about people.
"""
