"""The upload page: a personal link opens it, files and questions go in, the verdict comes out.

It runs as a process of its own, beside the Prefect server and without Prefect (ADR 19).
"""
