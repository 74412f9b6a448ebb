"""What Mi Comedor costs, in exact bytes: the standard work of a kitchen's day, and what a phone fetches before it can work without signal."""
