"""The path engine: `find_paths` and the shapes of its answer."""

from guidance.core.paths.find import find_paths as find_paths
