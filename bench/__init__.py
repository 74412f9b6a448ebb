"""What Mi Comedor costs, in exact bytes: a kitchen's standard day, and what a phone fetches before it can work without signal."""
