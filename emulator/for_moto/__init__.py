"""What moto lacks: one file a subject. Its version is pinned in requirements-moto.txt."""
