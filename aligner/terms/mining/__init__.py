"""Terms that a glossary does not have yet, with their renderings, from aligned texts."""
