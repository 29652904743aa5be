"""The sample case: invented, in the shape of a real request about facial recognition arrests."""

from importlib.resources import files
from pathlib import Path

FOLDER = Path(str(files(__package__)))
REQUEST = FOLDER / "request.txt"
TABLE = FOLDER / "arrests.csv"
NOTES = FOLDER / "notes.txt"
AUTHORITY = FOLDER / "authority.toml"
