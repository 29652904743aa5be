"""The import graph is the data flow: stages in order, frameworks behind their fences."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "assistant"
# Each stage may import those before it; errors, findings, settings, resources and law are neutral.
STAGES = [
    "request",
    "notes",
    "library",
    "evidence",
    "decision",
    "figures",
    "reasons",
    "letter",
    "checks",
    "guard",
    "paragraph",
    "case",
    "model",
    "pipeline",
    "export",
]
# What a stage may import although it stands later in the list, and why.
ALLOWED = {
    ("decision", "library"): "the passage type",
}
NEUTRAL = {"errors", "datafile", "findings", "settings", "resources", "law", "reading"}
FENCES = {
    "chromadb": {"library"},
    "sentence_transformers": {"library"},
    "torch": {"library", "doctor"},
    "langchain": {"model", "chat"},
    "langchain_core": {"model", "chat"},
    "gradio": {"screen"},
    "typer": {"cli", "cases", "model"},
    "highspy": {"figures"},
    "scipy": set(),
    "docx": {"export", "reading", "checks"},
}


def modules(name: str) -> list[Path]:
    return [*PACKAGE.glob(f"{name}.py"), *PACKAGE.glob(f"{name}/**/*.py")]


def imports(path: Path, *, typing_only: bool = False) -> set[str]:
    """Return the modules that a file imports, those under TYPE_CHECKING left out."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in skipped and not typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def area(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_only_earlier_stages(stage: str) -> None:
    later = STAGES[STAGES.index(stage) + 1 :]
    files = modules(stage)
    assert files, f"no module for stage {stage!r}"
    for file in files:
        wrong = {
            name
            for name in imports(file)
            if any(name == f"assistant.{one}" or name.startswith(f"assistant.{one}.") for one in later)
            and (stage, name.split(".")[1]) not in ALLOWED
        }
        assert not wrong, f"{file.name} imports {sorted(wrong)}"


@pytest.mark.parametrize("framework", FENCES)
def test_a_framework_stays_behind_its_fence(framework: str) -> None:
    for file in PACKAGE.rglob("*.py"):
        uses = any(name == framework or name.startswith(f"{framework}.") for name in imports(file, typing_only=False))
        assert not uses or area(file) in FENCES[framework], f"{file.relative_to(PACKAGE)} imports {framework}"


def test_only_figures_reads_the_value_of_a_count() -> None:
    """`.value` of a Count is read nowhere else; protected cells and quantities have a `.value` of their own."""
    for file in PACKAGE.rglob("*.py"):
        if area(file) == "figures":
            continue
        assert "assistant.figures.counts" not in imports(file), f"{file.relative_to(PACKAGE)} imports Count"


@pytest.mark.parametrize(
    ("command", "heavy"),
    [
        (["--help"], {"pydantic", "highspy", "numpy", "torch", "gradio", "sqlalchemy"}),
        (["deadline", "--received", "2026-11-23"], {"torch", "gradio", "highspy", "numpy", "chromadb", "langchain"}),
        (["protect", "TABLE"], {"torch", "gradio", "chromadb", "langchain", "sqlalchemy"}),
        (["check", "LETTER"], {"torch", "gradio", "chromadb", "langchain", "sqlalchemy", "pdfplumber"}),
    ],
)
def test_light_commands_import_nothing_heavy(command: list[str], heavy: set[str], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Area,2023,2024\nNorth,12,30\nSouth,9,41\n", "utf-8")
    (tmp_path / "l.md").write_text("We hold this information.", "utf-8")
    paths = {"TABLE": str(tmp_path / "t.csv"), "LETTER": str(tmp_path / "l.md")}
    arguments = [paths.get(one, one) for one in command]
    script = (
        "import sys\nfrom assistant.cli import main\n"
        f"sys.argv = ['foi', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.rsplit("LOADED", 1)[1].split())
    assert not loaded & heavy
