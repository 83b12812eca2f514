"""Reading: one file per page or report, each giving a frozen dataclass."""
