"""Whether terms are rendered as a glossary says, and always the same way."""
