"""Whose site it is: name, logo, colours, who is behind it, and what is switched off.

Read from settings once, at start, and checked there: a colour that some could not read, a logo that
is no picture or a switch that does not exist stops the process with a hint. docs/test-bed.md has
the guide for whoever sets a site up.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlparse

from django.core.exceptions import ImproperlyConfigured

Switch = Literal["finance", "feedback", "codes", "pdf", "suggestions", "open-data"]
Rgb = tuple[int, int, int]

LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}
MAX_LOGO = 60 * 1024  # bytes; the first view has 60 KB in all, so a logo is small
MAX_NAME = 40  # characters; longer does not fit a phone beside the menu
TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3

# The surfaces of static/css/site.css that a site's colour is written on, and the text on it.
_LIGHT = ("#fbfaf6", "#ffffff", "#f2f0e9")
_DARK = ("#111716", "#1a2220", "#222c2a")
_ON_LIGHT, _ON_DARK = "#ffffff", "#06201f"


@dataclass(frozen=True)
class Palette:
    """The four tokens that follow a site's own colour, for one colour scheme."""

    way: str
    strong: str
    soft: str
    on_way: str


@dataclass(frozen=True)
class Logo:
    """A picture, held in memory. version: changes with its content."""

    content: bytes
    media_type: str
    version: str


@dataclass(frozen=True)
class Deployment:
    """name: "" for the product's own · owner: who is behind it · about: a sentence on them ·
    contact: e-mail address or https address · logo, light, dark: None for the product's own ·
    switched_off: what this site does without."""

    name: str = ""
    owner: str = ""
    about: str = ""
    contact: str = ""
    logo: Logo | None = None
    light: Palette | None = None
    dark: Palette | None = None
    switched_off: frozenset[str] = frozenset()

    @property
    def contact_address(self) -> str:
        """What a link to the contact leads to; "" when there is none."""
        return f"mailto:{self.contact}" if "@" in self.contact else self.contact

    def has(self, switch: Switch) -> bool:
        """Whether this site offers it."""
        return switch not in self.switched_off


def read_deployment(
    *,
    name: str = "",
    owner: str = "",
    about: str = "",
    contact: str = "",
    logo: str = "",
    colour: str = "",
    colour_dark: str = "",
    switched_off: list[str] | None = None,
) -> Deployment:
    """Check what the settings say. Raises `ImproperlyConfigured` with the name of the setting.

    logo: path of an SVG, PNG or WebP · colour: #rrggbb for a light page · colour_dark: the same for
    a dark one; without it the light one is lightened until it can be read.
    """
    if len(name) > MAX_NAME:
        raise ImproperlyConfigured(f"DEPLOYMENT_NAME is longer than {MAX_NAME} characters")
    unknown = set(switched_off or ()) - set(get_args(Switch))
    if unknown:
        raise ImproperlyConfigured(
            f"SWITCHED_OFF names {', '.join(sorted(unknown))}; "
            f"it knows {', '.join(get_args(Switch))}"
        )
    if colour_dark and not colour:
        raise ImproperlyConfigured("DEPLOYMENT_COLOUR_DARK needs DEPLOYMENT_COLOUR beside it")
    return Deployment(
        name=name.strip(),
        owner=owner.strip(),
        about=about.strip(),
        contact=_contact(contact.strip()),
        logo=_logo(Path(logo)) if logo else None,
        light=_light(colour) if colour else None,
        dark=_dark(colour_dark or _lightened(colour)) if colour else None,
        switched_off=frozenset(switched_off or ()),
    )


def stylesheet_of(deployment: Deployment) -> str:
    """The site's colours as CSS; "" when it has none of its own. Paper stays black on white."""
    if deployment.light is None or deployment.dark is None:
        return ""
    return (
        f"@media screen {{\n{_tokens(deployment.light)}}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n{_tokens(deployment.dark)}}}\n"
    )


def contrast(one: str, other: str) -> float:
    """Contrast of two colours #rrggbb by WCAG 2.2: 1 to 21, the same in either order."""
    dark, light = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))))
    return (light + 0.05) / (dark + 0.05)


def _contact(contact: str) -> str:
    is_mail = re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", contact)
    parts = urlparse(contact)
    if contact and not is_mail and not (parts.scheme == "https" and parts.netloc):
        raise ImproperlyConfigured(
            f"DEPLOYMENT_CONTACT is {contact!r}; give an e-mail address or an https:// address"
        )
    return contact


def _logo(path: Path) -> Logo:
    media_type = LOGO_TYPES.get(path.suffix.lower())
    if media_type is None:
        raise ImproperlyConfigured(f"DEPLOYMENT_LOGO must end in {', '.join(LOGO_TYPES)}: {path}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ImproperlyConfigured(f"DEPLOYMENT_LOGO cannot be read: {error}") from error
    if len(content) > MAX_LOGO:
        raise ImproperlyConfigured(f"DEPLOYMENT_LOGO is larger than {MAX_LOGO // 1024} KB: {path}")
    return Logo(content, media_type, hashlib.blake2b(content, digest_size=6).hexdigest())


def _light(colour: str) -> Palette:
    palette = Palette(
        colour, _mixed(colour, "#000000", 0.3), _mixed(colour, "#ffffff", 0.88), _ON_LIGHT
    )
    return _readable("DEPLOYMENT_COLOUR", palette, _LIGHT)


def _dark(colour: str) -> Palette:
    palette = Palette(
        colour, _mixed(colour, "#ffffff", 0.35), _mixed(colour, _DARK[1], 0.8), _ON_DARK
    )
    return _readable("DEPLOYMENT_COLOUR_DARK", palette, _DARK)


def _readable(setting: str, palette: Palette, surfaces: tuple[str, ...]) -> Palette:
    """The palette, when the colour can be read on every surface and text can be read on it."""
    worst = min((*surfaces, palette.soft, palette.on_way), key=lambda s: contrast(palette.way, s))
    found = contrast(palette.way, worst)
    if found < TEXT_CONTRAST:
        raise ImproperlyConfigured(
            f"{setting} {palette.way} has contrast {found:.1f} to {worst}; text needs at least "
            f"{TEXT_CONTRAST}. Choose a {'darker' if surfaces is _LIGHT else 'lighter'} one"
        )
    return palette


def _lightened(colour: str) -> str:
    """The colour, mixed with white until it can be read on every dark surface."""
    for step in range(21):
        mixed = _mixed(colour, "#ffffff", step / 20)
        against = (*_DARK, _ON_DARK, _mixed(mixed, _DARK[1], 0.8))
        if min(contrast(mixed, one) for one in against) >= TEXT_CONTRAST:
            return mixed
    return "#ffffff"


def _tokens(palette: Palette) -> str:
    return (
        f"  :root {{\n    --way: {palette.way};\n    --way-strong: {palette.strong};\n"
        f"    --way-soft: {palette.soft};\n    --on-way: {palette.on_way};\n  }}\n"
    )


def _rgb(colour: str) -> Rgb:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ImproperlyConfigured(f"{colour!r} is no colour; write it as #0b5a5e")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(colour: str, other: str, share: float) -> str:
    """`share` of the other colour in the first."""
    pairs = zip(_rgb(colour), _rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in rgb)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
