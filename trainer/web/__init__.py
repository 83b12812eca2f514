"""The only code that knows Flask: one blueprint for each audience."""
