"""Other ways of answering the path question, slow and simple, for tests and benchmarks only."""
