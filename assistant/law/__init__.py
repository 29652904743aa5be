"""The law as data: packs, clocks, regulators and citations. Nothing here is legal advice."""
