"""The view as the data of the page."""
