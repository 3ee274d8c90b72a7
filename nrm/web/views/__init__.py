"""Pages of no room: about this service, is it up, and the gallery of components."""
