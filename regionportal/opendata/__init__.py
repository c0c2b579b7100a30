"""Taking the data away: tables, interface, catalogue, complete dumps."""
