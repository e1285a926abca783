"""Lexicons learned with the terms of a glossary, and the renderings found with them."""
