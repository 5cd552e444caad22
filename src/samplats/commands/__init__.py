"""The command line: `samplats analyse`, `samplats serve` and the rest."""
