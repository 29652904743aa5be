"""Indexing beside LangChain's own: how many chunks a second, and are the vectors the same?

    python -m evals.benchmarks.indexing [--rounds 3]

The starter corpus, from files to a searchable index, by the program and by ``Chroma.from_documents`` with LangChain's wrapper of
sentence-transformers, in turns, each into an empty folder and with the same weights already loaded. LangChain gets the chunks
ready made; the program reads and cuts its files in the time that is measured. It needs langchain-chroma and langchain-huggingface,
which the program does without.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

LEAST_RATIO, LEAST_COSINE = 1.6, 0.999


def ours(model):
    from assistant.library import Library

    with tempfile.TemporaryDirectory() as place:
        start = time.perf_counter()
        library = Library.open(Path(place), embedding=model, progress=lambda _: None)
        took = time.perf_counter() - start
        waiting = library._database.rows(_words())
        vectors = dict(library._database.vectors_of([row.id for row in waiting]))
        library.close()
    return took, {row.id: row for row in waiting}, vectors


def _words():
    import sqlalchemy as sa

    from assistant.library.schema import chunks, documents

    columns = (chunks.c.id, documents.c.title, chunks.c.question, chunks.c.text)
    return sa.select(*columns).join(documents, documents.c.id == chunks.c.document)


def theirs(embeddings, texts):
    from langchain_chroma import Chroma
    from langchain_core.documents import Document

    documents = [Document(page_content=text, id=name) for name, text in texts.items()]
    with tempfile.TemporaryDirectory() as place:
        start = time.perf_counter()
        store = Chroma.from_documents(documents, embeddings, persist_directory=place, ids=list(texts))
        took = time.perf_counter() - start
        found = store.get(include=["embeddings"])
    return took, dict(zip(found["ids"], found["embeddings"], strict=True))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    import numpy as np

    from assistant.library.database import to_embed
    from assistant.library.embeddings import MiniLM, model_folder

    try:
        from langchain_huggingface import HuggingFaceEmbeddings
    except ImportError:
        print("langchain-chroma and langchain-huggingface are not installed, so there is nothing to compare with")
        return 2
    with tempfile.TemporaryDirectory() as memo:
        model = MiniLM(Path(memo))
        model.encode(["the weights are loaded before the clock starts"] * 20)
        embeddings = HuggingFaceEmbeddings(model_name=str(model_folder()))
        embeddings.embed_documents(["these too"])
        ratios = []
        for _ in range(rounds):
            own, rows, vectors = ours(model)
            texts = {name: to_embed(row.title, row.question, row.text) for name, row in rows.items()}
            other, others = theirs(embeddings, texts)
            ratios.append(other / own)
            print(
                f"{len(texts)} chunks: {len(texts) / own:.0f} a second; LangChain {len(texts) / other:.0f}; ratio {ratios[-1]:.2f}"
            )
    cosines = [
        float(np.dot(vectors[name], others[name]) / np.linalg.norm(others[name]) / np.linalg.norm(vectors[name]))
        for name in vectors
    ]
    ratio = statistics.median(ratios)
    print(f"median ratio {ratio:.2f} (target {LEAST_RATIO}); least cosine {min(cosines):.5f} (target {LEAST_COSINE})")
    return 0 if ratio >= LEAST_RATIO and min(cosines) >= LEAST_COSINE else 1


if __name__ == "__main__":
    sys.exit(main())
