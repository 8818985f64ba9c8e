"""What finding costs: this project, Datasette and the plain stock way, on the same claims."""
