"""House profiles: the settings that some bodies use, by name, from ``profiles.toml``.

None is law: no statute sets a threshold, and a count is not exempt by being low.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from assistant.errors import SettingsError
from assistant.figures.policy import Policy
from assistant.settings import Settings, load_authority


@dataclass(frozen=True, slots=True)
class Profile:
    """What a house does, and where that is written.

    Attributes:
        name: what it is called on the command line.
        title: in words.
        description: what it hides and rounds.
        used_by: whose it is.
        source: the page that says so.
        status: whether that page was read: ``verified``, ``part`` or ``unverified``.
        note: that it is a house's policy, and how far that goes.
        settings: what it sets of a ``Policy``; all else is left as it is.
        unverified: those of its settings that could not be confirmed.
    """

    name: str
    title: str
    description: str
    used_by: str
    source: str
    status: Literal["verified", "part", "unverified"]
    note: str
    settings: Mapping[str, Any] = field(hash=False)
    unverified: tuple[str, ...] = ()

    def policy(self, base: Policy | None = None) -> Policy:
        """Return a policy with what the profile sets; the rest is as in the base, or as usual."""
        return replace(base or Policy(), **self.settings)


@cache
def profiles() -> tuple[Profile, ...]:
    """Return every profile, in the order of the file."""
    text = (Path(__file__).parent / "profiles.toml").read_text("utf-8")
    entries: list[dict[str, Any]] = tomllib.loads(text)["profile"]
    return tuple(Profile(**{**entry, "unverified": tuple(entry.get("unverified", ()))}) for entry in entries)


def policy_of(settings: Settings, profile: str | None = None) -> Policy:
    """Return the policy that the settings give, with what a profile sets where one is named.

    A profile is named by the caller, else by ``FOI_PROFILE``, else in the authority's own file.

    Raises:
        SettingsError: there is no such profile, or the authority's file cannot be used.
    """
    policy = Policy(threshold=settings.threshold, zeros=settings.zeros, mark=settings.mark)
    name = profile or settings.profile or load_authority(settings.authority).profile
    return load_profile(name, policy) if name else policy


def load_profile(name: str, base: Policy | None = None) -> Policy:
    """Return the policy of a named profile.

    Args:
        name: of the profile, in any case.
        base: what holds for all that the profile does not set; the usual policy if None.

    Raises:
        SettingsError: there is no such profile; names those there are.
    """
    wanted = name.strip().casefold()
    for profile in profiles():
        if profile.name == wanted:
            return profile.policy(base)
    names = ", ".join(profile.name for profile in profiles())
    raise SettingsError(f"there is no profile {name!r}", where="--profile", todo=f"Choose from: {names}.")
