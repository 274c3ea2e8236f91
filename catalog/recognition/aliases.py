"""What people say for a concept when the taxonomy says it otherwise: preferred label → texts.

Written by this project from general knowledge of Swedish working life. A label that the catalogue
does not hold is skipped. Where a bare word fits several concepts ("elektriker"), it stands under the
commonest of them.
"""

ALIASES: dict[str, tuple[str, ...]] = {}
