# Kortet over klinikker.
map-label = Kort. Tallene er de samme som på listen.
map-bornholm = Bornholm
