"""What the library holds, and what a sync did, for a person and for scripts."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """What a sync, an addition or a removal did.

    Attributes:
        added: documents that are new.
        changed: documents whose file changed.
        removed: documents that went.
        unchanged: files that were not read again.
        embedded: chunks that got a vector.
        problems: files that were skipped, each with why.
        asked: what replies that were added do not say of themselves, each with how to say it.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    embedded: int = 0
    problems: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def done(self) -> int:
        """How many documents came, changed or went."""
        return self.added + self.changed + self.removed

    def in_words(self) -> str:
        parts = [
            f"{self.added} added",
            f"{self.changed} changed",
            f"{self.removed} removed",
            f"{self.unchanged} unchanged files",
        ]
        if self.problems:
            parts.append(f"{len(self.problems)} skipped")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class OwnReply:
    """A past reply that the officer added.

    Attributes:
        id: the document's.
        title: of the reply.
        date: as the document gives it, or "".
        authority: whose reply it is, where the document says so.
        parts: each question with its answer.
    """

    id: str
    title: str
    date: str
    authority: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as the status lists it."""

    id: str
    kind: str
    title: str
    regime: str
    date: str
    chunks: int
    own: bool
    invented: bool
    file: str
    added: str

    def age(self, today: datetime.date) -> str:
        """Return how long ago it was written or checked, in words; "" where no date is known."""
        try:
            days = (today - datetime.date.fromisoformat(self.date)).days
        except ValueError:
            return ""
        if days < 60:
            return f"{max(days, 0)} days"
        return f"{days // 30} months" if days < 730 else f"{days // 365} years"

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "kind": self.kind,
            "title": self.title,
            "regime": self.regime or None,
            "date": self.date or None,
            "chunks": self.chunks,
            "own": self.own,
            "invented": self.invented,
            "file": self.file,
            "added": self.added,
        }


@dataclass(frozen=True, slots=True)
class Status:
    """What is in the index and what is wrong with it.

    Attributes:
        entries: its documents.
        bad: its files that could not be read, each with why.
        chunks: how many there are.
        vectors: how many of them have one.
        model: what made the vectors, or "".
        synced: when it was last brought up to date, or "".
        problems: all that is wrong, files that were offered and not taken too.
        today: the day that ages are told from.
    """

    entries: tuple[Entry, ...]
    bad: tuple[tuple[str, str], ...]
    chunks: int
    vectors: int
    model: str
    synced: str
    problems: tuple[str, ...]
    today: datetime.date

    def as_json(self) -> dict[str, object]:
        return {
            "documents": [entry.as_json() for entry in self.entries],
            "files": self._files(),
            "chunks": self.chunks,
            "vectors": self.vectors,
            "embedding": self.model or None,
            "synced": self.synced or None,
            "problems": list(self.problems),
        }

    def _files(self) -> list[dict[str, object]]:
        held: dict[str, list[Entry]] = {}
        for entry in self.entries:
            held.setdefault(entry.file, []).append(entry)
        wrong = dict(self.bad)
        return [
            {
                "file": name,
                "documents": len(held.get(name, ())),
                "chunks": sum(entry.chunks for entry in held.get(name, ())),
                "added": min((entry.added for entry in held.get(name, ())), default=None),
                "problem": wrong.get(name),
            }
            for name in sorted({*held, *wrong})
        ]

    def in_words(self) -> str:
        own = sum(entry.own for entry in self.entries)
        kinds = {kind: sum(entry.kind == kind for entry in self.entries) for kind in ("response", "legislation")}
        lines = [
            f"{len(self.entries)} documents ({kinds['response']} past responses, {kinds['legislation']} of law; {own} your own), "
            f"{self.chunks} chunks, {self.vectors} with a vector ({self.model or 'no model yet'}).",
            f"Last brought up to date: {self.synced or 'never'}.",
        ]
        lines += [f"  {self._line(entry)}" for entry in self.entries]
        held = {entry.file for entry in self.entries}
        lines += [f"  {name}  (0 chunks; not in the index)" for name, _ in self.bad if name not in held]
        lines += [f"Problem: {problem}" for problem in self.problems]
        return "\n".join(lines)

    def _line(self, entry: Entry) -> str:
        marks = ["own"] * entry.own + ["invented"] * entry.invented
        age = entry.age(self.today)
        told = [f"{entry.chunks} chunks", *([f"{age} old"] if age else ["no date"]), *marks]
        return f"{entry.id}  {entry.title[:70]}  ({', '.join(told)})  {entry.file}"
