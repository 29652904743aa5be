"""The library's tables."""

import sqlalchemy as sa

SCHEMA = "1"

metadata = sa.MetaData()
documents = sa.Table(
    "library_documents",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("kind", sa.String, nullable=False, index=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("authority", sa.String, nullable=False),
    sa.Column("authority_type", sa.String, nullable=False),
    sa.Column("regime", sa.String, nullable=False),
    sa.Column("date", sa.String, nullable=False),
    sa.Column("url", sa.String, nullable=False),
    sa.Column("outcome", sa.String, nullable=False),
    sa.Column("sections", sa.JSON, nullable=False),
    sa.Column("invented", sa.Boolean, nullable=False),
    sa.Column("extent", sa.String, nullable=False),
    sa.Column("checked", sa.String, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("own", sa.Boolean, nullable=False),
    sa.Column("file", sa.String, nullable=False, index=True),
    sa.Column("added", sa.String, nullable=False),
)
# A file may hold many documents (a disclosure log) or none (a bad one); either way it is not read twice.
files = sa.Table(
    "library_files",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("modified", sa.Integer, nullable=False),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("problem", sa.String, nullable=False),
)
chunks = sa.Table(
    "library_chunks",
    metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("document", sa.String, sa.ForeignKey("library_documents.id"), nullable=False, index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("locator", sa.String, nullable=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("question", sa.String, nullable=False),
    sa.Column("answer", sa.String, nullable=False),
    sa.Column("sections", sa.JSON, nullable=False),
)
vectors = sa.Table(
    "library_vectors",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("kind", sa.String, nullable=False, index=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)
references = sa.Table(
    "library_references",
    metadata,
    sa.Column("ref", sa.String, primary_key=True),
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String, nullable=False),
)
meta = sa.Table(
    "library_meta",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
FULL_TEXT = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS library_words USING fts5(title, question, body, tokenize='porter unicode61')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS library_terms USING fts5vocab(library_words, 'row')",
)
