"""Concentrations of ketamine over time by published models, for teaching only."""
