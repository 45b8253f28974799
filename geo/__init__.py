"""Areas as shapes: read, check, project, group, classify, draw."""

from geo.drivers import leave_out

leave_out()  # before GDAL is loaded: afterwards it asks nobody any more
