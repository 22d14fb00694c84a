"""Lists from outside, taken in whole or not at all. Each bad row gets its line and a sentence."""

from quartier.ground.quarters.imports.addresses import addresses_from_csv
from quartier.ground.quarters.imports.boundaries import boundaries_from_geojson
from quartier.ground.quarters.imports.places import places_from_csv
from quartier.ground.quarters.imports.report import Problem, Report, text_of

__all__ = ["Problem", "Report", "addresses_from_csv", "boundaries_from_geojson", "places_from_csv", "text_of"]
