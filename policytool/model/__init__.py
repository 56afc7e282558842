"""Frozen value objects that every layer speaks in. Standard library only."""
