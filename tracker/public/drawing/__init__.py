"""Pictures: charts, maps and cards."""
