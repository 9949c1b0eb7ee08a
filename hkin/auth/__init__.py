"""Signing in, a subject a file."""
