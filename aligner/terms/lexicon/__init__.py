"""What terms are rendered as: words learned with a glossary, and renderings found by them."""
