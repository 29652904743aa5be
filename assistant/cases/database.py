"""The file that the record of cases is kept in."""

from assistant.datafile import Kind

_FORMS = (
    (
        """CREATE TABLE cases (
            id TEXT PRIMARY KEY, title TEXT NOT NULL, reference TEXT NOT NULL, status TEXT NOT NULL,
            version INTEGER NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL, changed_by TEXT NOT NULL,
            verdict TEXT NOT NULL)""",
        """CREATE TABLE changes (
            case_id TEXT NOT NULL REFERENCES cases(id), number INTEGER NOT NULL, at TEXT NOT NULL, until TEXT NOT NULL,
            who TEXT NOT NULL, action TEXT NOT NULL, what TEXT NOT NULL, why TEXT NOT NULL, kind TEXT NOT NULL,
            verdict TEXT NOT NULL, version INTEGER NOT NULL, paper TEXT NOT NULL, of INTEGER NOT NULL,
            PRIMARY KEY (case_id, number)) WITHOUT ROWID""",
        "CREATE VIRTUAL TABLE words USING fts5(case_id UNINDEXED, title, body, tokenize='unicode61')",
    ),
    (
        """CREATE TABLE sign_offs (
            case_id TEXT NOT NULL REFERENCES cases(id), number INTEGER NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
            version INTEGER NOT NULL, change INTEGER NOT NULL, verdict TEXT NOT NULL, checklist TEXT NOT NULL,
            paper TEXT NOT NULL, done TEXT NOT NULL, PRIMARY KEY (case_id, number)) WITHOUT ROWID""",
    ),
)
RECORD = Kind(
    file="cases.sqlite3",
    name="record of cases",
    application=0x666F6943,  # "foiC"
    forms=_FORMS,
    restore="Restore it from a backup; the officers' papers lie in the folder cases beside it.",
)
