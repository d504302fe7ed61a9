"""The plan: records, the project that holds them, and patches that change it."""
