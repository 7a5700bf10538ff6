"""Comparative framing."""
