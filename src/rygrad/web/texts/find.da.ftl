# Find en behandler.
find-search = Find en behandler
find-fysioterapeut = Find en fysioterapeut
find-kiropraktor = Find en kiropraktor
find-one-fysioterapeut = Fysioterapeut
find-one-kiropraktor = Kiropraktor
find-many-fysioterapeut = Fysioterapeuter { $where }
find-many-kiropraktor = Kiropraktorer { $where }
find-all-fysioterapeut = Vis alle fysioterapeuter
find-all-kiropraktor = Vis alle kiropraktorer
find-description = { $who }: de nærmeste først. Ingen kan betale for en plads på listen.
find-for = Du leder efter hjælp til { $specialty }.
find-for-any = Skriv, hvor du er. Så ser du de nærmeste først.
specialty-ryg = ondt i ryggen
specialty-iskias = iskias
specialty-diskusprolaps = diskusprolaps
specialty-spinalstenose = spinalstenose
specialty-kroniske-smerter = smerter, der har varet længe
specialty-alle = det er lige meget

# Søgningen
find-place = By, ø eller postnummer
find-place-hint = Tomt felt viser hele landet.
find-go = Søg
find-near = Brug, hvor jeg er
find-near-hint = Vi bruger kun den nærmeste by. Din placering gemmes ikke.
find-near-waiting = Finder den nærmeste by …
find-near-denied = Din browser må ikke fortælle, hvor du er. Skriv byen i stedet.
find-near-failed = Det lykkedes ikke at finde ud af, hvor du er. Skriv byen i stedet.
find-who = Hvem leder du efter?
find-what = Hvad skal de have erfaring med?
find-filters = Flere ønsker
find-filters-legend = Vis kun dem, der har oplyst
filter-ydernummer = Ydernummer (giver tilskud med henvisning)
filter-wheelchair = Plads til kørestol
filter-home-visits = Hjemmebesøg
filter-group-training = Holdtræning
find-within = Hvor langt væk?
find-within-any = Det er lige meget
find-within-km = Højst { $km } km
find-which = Hvilket sted mener du?
find-several = »{ $typed }« kan være flere steder:
find-no-such-place = Vi kender ikke »{ $typed }«. Skriv en by, en ø eller et postnummer. Er din by lille, så prøv den nærmeste større by.
find-not-in-denmark = Vi kunne ikke finde dit sted i Danmark. Skriv byen i stedet.
find-whole-country = Se hele landet

# Listen
find-found = De { $n } nærmeste af { $total } klinikker
find-found-all =
    { $n ->
        [one] En klinik
       *[other] { $n } klinikker
    }
find-found-country =
    { $n ->
        [0] Ingen klinikker
        [one] En klinik i hele landet
       *[other] { $n } klinikker i hele landet
    }
find-none = Ingen klinikker her
find-order = Nærmest midten af { $place } først, i luftlinje.
find-order-country = Vælg en by. Byerne står efter navn.
find-no-paid = Ingen kan betale for en plads på listen.
find-only-told = Kun klinikker, der selv har oplyst, at de arbejder med { $specialty }.
find-left-out =
    { $n ->
        [0] Ingen klinikker er sorteret fra.
        [one] En klinik i landet er sorteret fra. Den har svaret nej eller har ikke oplyst det.
       *[other] { $n } klinikker i landet er sorteret fra. De har svaret nej eller har ikke oplyst det.
    }
find-without-filters = Vis dem også
find-none-near = Der er ingen på listen { $where } med det, du søger. Den nærmeste er { $far } væk.
find-near-towns = De nærmeste byer med klinikker
find-town-away = { $far } væk · { $n ->
        [one] en klinik
       *[other] { $n } klinikker
    }
find-nothing = Ingen på listen passer til det, du søger.
find-clinics =
    { $n ->
        [one] klinik
       *[other] klinikker
    }
find-without-town =
    { $n ->
        [one] En klinik mere har ikke oplyst sin by. Søg på en by i nærheden af dig, så er den med.
       *[other] { $n } klinikker mere har ikke oplyst deres by. Søg på en by i nærheden af dig, så er de med.
    }
find-map-towns = Tallene på kortet er byerne på listen.
find-map-largest = Kortet viser de { $n } byer, der har flest klinikker.
find-map-hint = Tallene på kortet er dem på listen. Kysten er groft tegnet.
find-more = Vis { $n }
find-km = { $km } km
find-under-1-km = under 1 km
known-ydernummer = Ydernummer
known-wheelchair = Plads til kørestol
known-home-visits = Hjemmebesøg
known-group-training = Holdtræning
known-waiting =
    { $n ->
        [0] Ingen ventetid
        [one] 1 dags ventetid
       *[other] { $n } dages ventetid
    }
known-price = Første gang { $kroner } kr.
find-missing = Mangler der en klinik? Du kan også søge på sundhed.dk.
find-invented = Klinikkerne her er opdigtede. De viser, hvordan siden virker. Du kan ikke bruge dem.
find-osm = Klinikker fra
find-places-from = Byer fra

# Uden en liste
find-how = Sådan gør du
find-how-1 = Søg på sundhed.dk efter klinikker, hvor du bor.
find-how-2 = Ring, og spørg, om de har erfaring med { $specialty }.
find-how-3 = Spørg om prisen og om ventetiden, før du siger ja.
find-sundhed = Gå til sundhed.dk
find-referral = Henvisning og tilskud
find-referral-read = Sådan læste vi reglerne { $day }. Spørg klinikken, om de stadig gælder.
find-private = Dette websted sender ingen af dine svar videre.

# Klinikken
clinic-approximate = til byens midte
clinic-approximate-long = Listen siger ikke præcis hvor. Kortet viser byens midte.
clinic-no-address = Adressen er ikke oplyst
clinic-no-contact = Telefon og mail er ikke oplyst.
clinic-phone = Telefon
clinic-mail = Mail
clinic-web = Klinikkens hjemmeside
clinic-book = Bestil tid
clinic-specialties = Arbejder med
clinic-waiting = Ventetid
clinic-days =
    { $n ->
        [0] Ingen
        [one] 1 dag
       *[other] { $n } dage
    }
clinic-price-first = Pris, første gang
clinic-price-follow-up = Pris, næste gange
clinic-kroner = { $kroner } kr.
clinic-ydernummer = Ydernummer
clinic-wheelchair = Plads til kørestol
clinic-home-visits = Hjemmebesøg
clinic-group-training = Holdtræning
clinic-opening-hours = Åbningstider
clinic-languages = Sprog
clinic-note = Bemærkning
clinic-confirmed = Oplysningerne er bekræftet
clinic-unknown = Ikke oplyst
clinic-unknown-is = »Ikke oplyst« betyder ikke nej. Ring, og spørg.
clinic-closed = Klinikken er ikke på listen mere
clinic-closed-text = Den har ikke været på listen siden { $day }. Den kan være lukket eller flyttet.
