"""Settings: from the environment (``FOI_*``), then ``.env``, then what is built in.

Nothing is required. ``foi doctor`` prints the effective values with secrets masked.
"""

import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError
from assistant.law.wording import Style, check_house_wording


def _default_data() -> Path:
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "foi-assistant"


class Settings(BaseSettings):
    """The effective settings, read once and passed on."""

    model_config = SettingsConfigDict(
        env_prefix="FOI_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    data: Path = Field(default_factory=_default_data, description="folder for index and cases")
    database_url: SecretStr | None = Field(default=None, description="SQLAlchemy URL; a file in data if unset")
    chroma_url: str | None = Field(default=None, description="a Chroma server; embedded in data if unset")
    authority: Path | None = Field(default=None, description="the authority's profile, a TOML file")
    threshold: int = Field(default=5, ge=2, le=1000, description="counts of people from 1 to one less are low")
    zeros: Literal["show", "hide"] = Field(default="show", description="with hide, 0 is low too")
    mark: str = Field(default="[c]", min_length=1, max_length=8, description="the mark of a hidden figure")
    profile: str | None = Field(
        default=None, description="a house's disclosure policy by name; foi profiles lists them"
    )
    model: str | None = Field(default=None, description="a chat model, as provider:name; none if unset")
    model_timeout: float = Field(default=60.0, gt=0, description="seconds for one reply of the model")
    host: str = Field(default="127.0.0.1", description="where the screen listens")
    port: int = Field(default=7860, ge=1, le=65535, description="where the screen listens")


class Authority(BaseModel):
    """The public authority that replies: one file, asked for once, used everywhere.

    A field that is not set appears in the letter as a blank in square brackets, which a check finds.

    Attributes:
        name: as the letter's head has it.
        address: its lines.
        email: the mailbox for requests.
        web: the authority's site.
        officer: who signs, a person or a team.
        post: of who signs.
        review_contact: where to ask for an internal review; the mailbox for requests if empty.
        cost_limit: 600 for central government, 450 for others (fees regulations, reg. 3).
        regime: the Act that binds the authority; environmental requests are recognised by themselves.
        style: "formal" or "warm".
        wording: the house's own words for paragraphs of the letter, by their names in ``law/wording.toml``.
        profile: the house's disclosure policy by name (``foi profiles``); ``FOI_PROFILE`` goes before it.
        template: a Word document whose page, header, footer and styles letters take; beside the profile unless its path is whole.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = "[name of your authority]"
    address: tuple[str, ...] = ()
    email: str = "[your FOI mailbox]"
    web: str = ""
    officer: str = "[your name]"
    post: str = "Information Rights Officer"
    review_contact: str = ""
    cost_limit: Literal[450, 600] = 450
    regime: Literal["foia", "foisa"] = "foia"
    style: Style = "formal"
    wording: dict[str, str] = Field(default_factory=dict)
    profile: str | None = None
    template: Path | None = None

    @field_validator("wording")
    @classmethod
    def _can_be_filled(cls, wording: dict[str, str]) -> dict[str, str]:
        try:
            check_house_wording(wording)
        except SettingsError as error:
            raise ValueError(f"{error.what}. {error.todo}") from None
        return wording

    @property
    def review_to(self) -> str:
        """Where a request for internal review goes."""
        return self.review_contact or self.email

    @property
    def blanks(self) -> tuple[str, ...]:
        """The fields that a letter needs and that are not set."""
        return tuple(name for name in ("name", "email", "officer") if getattr(self, name).startswith("["))

    @property
    def contact_block(self) -> str:
        """Every contact detail of the authority itself, for the check on people's details."""
        return "\n".join([self.name, *self.address, self.email, self.web, self.review_to, self.officer, self.post])


def load_settings() -> Settings:
    """Return the effective settings; the authority's profile is the one in the data folder unless another is named.

    Raises:
        SettingsError: a value is not acceptable; names the variable.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        problem = error.errors()[0]
        name = "FOI_" + "_".join(str(part) for part in problem["loc"]).upper()
        raise SettingsError(
            f"the setting {name} is not acceptable ({problem['msg']})",
            todo=f"Correct or remove {name} in the environment or in .env.",
        ) from None
    kept = authority_file(settings.data)
    if settings.authority is None and kept.is_file():
        return settings.model_copy(update={"authority": kept})
    return settings


def authority_file(data: Path) -> Path:
    """Return where the authority's profile is kept unless ``FOI_AUTHORITY`` names another file."""
    return data / "authority.toml"


@cache
def load_authority(path: Path | None) -> Authority:
    """Return the authority's profile, or one with blanks where no file is named.

    Raises:
        SettingsError: the file is missing, is not TOML, or holds a field that is not known.
    """
    if path is None:
        return Authority()
    import tomllib  # only where a profile is named

    try:
        authority = Authority.model_validate(tomllib.loads(path.read_text("utf-8-sig")))
        if authority.template is None:
            return authority
        return authority.model_copy(update={"template": path.resolve().parent / authority.template})
    except FileNotFoundError:
        raise SettingsError(
            "the authority's profile is missing", where=str(path), todo="Correct FOI_AUTHORITY."
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"the authority's profile cannot be read ({error})", where=str(path)) from None
    except ValidationError as error:
        problem = error.errors()[0]
        field = ".".join(str(part) for part in problem["loc"])
        raise SettingsError(
            f"the field {field!r} is not acceptable ({problem['msg']})",
            where=str(path),
            todo="The README lists the fields of an authority's profile; “foi authority” asks for them and writes it.",
        ) from None


def parse_date(text: str, what: str) -> date:
    """Read a date given by a person: 2026-11-23, 23/11/2026 or 23 November 2026.

    Raises:
        SettingsError: it is none of these.
    """
    from datetime import datetime  # keeps the module's names to dates

    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    raise SettingsError(f"{text!r} is not a date", where=what, todo="Write it as 2026-11-23 or 23 November 2026.")
