"""``foi prompts …``: the prompts on the command line."""

import json
import sys
from typing import Annotated

import typer

from assistant.errors import FoiError

app = typer.Typer(
    help="The prompts that a model is sent: each with its versions and fingerprints.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Name = Annotated[str, typer.Argument(help="Its name.")]


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


@app.command("list")
def list_prompts(as_json: AsJson = False) -> None:
    """List every version: its blanks, its fingerprint, whether it is in use and released."""
    from assistant.model.prompts import prompt, released, versions

    kept = released()
    rows = [
        {
            "name": one.name,
            "version": one.version,
            "current": prompt(one.name).version == one.version,
            "released": kept.get(f"{one.name}/v{one.version}") == one.fingerprint,
            "changed": kept.get(f"{one.name}/v{one.version}", one.fingerprint) != one.fingerprint,
            "blanks": sorted(one.blanks),
            "fingerprint": one.fingerprint,
        }
        for one in versions()
    ]
    if as_json:
        _say(json.dumps({"prompts": rows}, indent=2))
    for row in rows if not as_json else ():
        state = "CHANGED SINCE ITS RELEASE" if row["changed"] else "released" if row["released"] else "not released"
        use = "in use" if row["current"] else "earlier"
        blanks = ", ".join(str(one) for one in row["blanks"])  # type: ignore[attr-defined]  # a list, above
        _say(f"{row['name']:9} v{row['version']}  {row['fingerprint']}  {use}, {state}; blanks: {blanks}")
    if any(row["changed"] for row in rows):
        raise FoiError("a released prompt has changed", todo="Put it back, and write a new version instead.")


@app.command("diff")
def diff(
    name: Name,
    old: Annotated[int, typer.Argument(help="The older version.")],
    new: Annotated[int, typer.Argument(help="The newer one.")],
) -> None:
    """Show what differs between two versions of a prompt."""
    import difflib

    from assistant.model.prompts import versions

    found = {one.version: one for one in versions(name)}
    missing = next((one for one in (old, new) if one not in found), None)
    if missing is not None:
        raise FoiError(f"{name} has no version {missing}", todo=f"It has {', '.join(map(str, found))}.")
    one, other = found[old].text.splitlines(), found[new].text.splitlines()
    lines = list(difflib.unified_diff(one, other, f"{name} v{old}", f"{name} v{new}", lineterm=""))
    _say("\n".join(lines) or "The two versions are the same.")


@app.command("try")
def try_prompt(
    name: Name,
    given: Annotated[list[str] | None, typer.Argument(help="Values for its blanks: question=TEXT …")] = None,
    version: Annotated[int | None, typer.Option("--version", help="Another than the one in use.")] = None,
) -> None:
    """Show a prompt as a model would be sent it, and what the model that the settings name replies."""
    from assistant.model.chat_model import open_model
    from assistant.model.failures import failure_of, within
    from assistant.model.prompts import prompt, versions
    from assistant.model.reply import reply_of
    from assistant.settings import load_settings

    one = next((p for p in versions(name) if p.version == (version or prompt(name).version)), None)
    if one is None:
        raise FoiError(f"{name} has no version {version}", todo="foi prompts list shows the versions.")
    values = dict(part.partition("=")[::2] for part in given or [])
    text = one.fill(**{blank: f"[{blank}]" for blank in one.blanks} | values)
    _say(text)
    settings = load_settings()
    model = open_model(settings)
    if model is None:
        _say("--- No model is named (FOI_MODEL), so nothing was sent.")
        return
    try:
        reply = within(settings.model_timeout, lambda: reply_of(model, text))
    except Exception as error:  # noqa: BLE001 - each provider raises its own kind
        raise FoiError(f"the model could not be used: {failure_of(error).words}", todo="Run foi doctor.") from None
    _say(f"--- {settings.model} replies:\n{reply}")
