"""Skills of occupations: curated, calculated by way of ESCO, and those of the whole group."""
