"""The file that the register of released figures is kept in."""

from assistant.datafile import Kind

_TABLES = (
    """CREATE TABLE releases (
        id TEXT PRIMARY KEY, title TEXT NOT NULL, measure TEXT NOT NULL, unit TEXT NOT NULL,
        population TEXT NOT NULL, place TEXT NOT NULL, period TEXT NOT NULL, layout TEXT NOT NULL,
        dimensions TEXT NOT NULL, rounded_to INTEGER, threshold INTEGER,
        reference TEXT NOT NULL, released_on TEXT NOT NULL, source TEXT NOT NULL, document TEXT NOT NULL)""",
    """CREATE TABLE figures (
        release TEXT NOT NULL REFERENCES releases(id) ON DELETE CASCADE, number INTEGER NOT NULL,
        labels TEXT NOT NULL, value INTEGER, PRIMARY KEY (release, number)) WITHOUT ROWID""",
    "CREATE INDEX releases_by_reference ON releases(reference)",
    "CREATE INDEX releases_by_document ON releases(document)",
)
REGISTER = Kind(
    file="releases.sqlite3",
    name="register of releases",
    application=0x666F6952,  # "foiR"
    forms=(_TABLES,),
    restore="Restore it from a backup. Without it, earlier replies are not compared with new tables.",
)
