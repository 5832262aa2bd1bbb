# Find en behandler.
find-fysioterapeut = Find en fysioterapeut
find-kiropraktor = Find en kiropraktor
find-for = Du leder efter hjælp til { $specialty }.
specialty-ryg = ondt i ryggen
specialty-iskias = iskias
specialty-diskusprolaps = diskusprolaps
specialty-spinalstenose = spinalstenose
specialty-kroniske-smerter = smerter, der har varet længe
find-how = Sådan gør du
find-how-1 = Søg på sundhed.dk efter klinikker, hvor du bor.
find-how-2 = Ring, og spørg, om de har erfaring med { $specialty }.
find-how-3 = Spørg om prisen og om ventetiden, før du siger ja.
find-sundhed = Gå til sundhed.dk
find-referral = Henvisning og tilskud
find-private = Dette websted sender ingen af dine svar videre.
