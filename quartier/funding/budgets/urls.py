"""Addresses of the money pages."""

desk: list = []
desk_city: list = []
