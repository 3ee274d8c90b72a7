"""Starts everything on one machine: PostgreSQL, a Redis-protocol server, web, worker and beat.

Nothing here is imported by the application, and nothing here imports Django.
"""
