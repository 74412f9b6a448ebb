"""The pages of signing in and of one's own account, a module for each thing one does there."""
