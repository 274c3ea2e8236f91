"""How the shipped embedding is made: material, vocabulary, training, packing."""
