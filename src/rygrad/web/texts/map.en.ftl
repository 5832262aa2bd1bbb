# The map of clinics.
map-label = Map. The numbers are those of the list.
map-bornholm = Bornholm
