"""The JobTech Taxonomy: concepts, labels, relations, substitutability and curated skills."""
