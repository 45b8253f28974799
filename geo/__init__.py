"""Areas as shapes: read, check, project, group, classify, draw."""
