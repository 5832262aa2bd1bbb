# Find somebody who can help.
find-search = Find somebody who can help
find-fysioterapeut = Find a physiotherapist
find-kiropraktor = Find a chiropractor
find-one-fysioterapeut = Physiotherapist
find-one-kiropraktor = Chiropractor
find-many-fysioterapeut = Physiotherapists { $where }
find-many-kiropraktor = Chiropractors { $where }
find-all-fysioterapeut = Show all physiotherapists
find-all-kiropraktor = Show all chiropractors
find-description = { $who }: the nearest first. Nobody can pay for a place in the list.
find-for = You are looking for help with { $specialty }.
find-for-any = Write where you are, and you see the nearest first.
specialty-ryg = back pain
specialty-iskias = sciatica
specialty-diskusprolaps = a disc herniation
specialty-spinalstenose = spinal stenosis
specialty-kroniske-smerter = pain that has lasted long
specialty-alle = it does not matter

# The search
find-place = Town, island or postcode
find-place-hint = Leave it empty for the whole country.
find-go = Search
find-near = Use where I am
find-near-hint = We only use the nearest town. Your position is not kept.
find-near-waiting = Finding the nearest town …
find-near-denied = Your browser may not tell where you are. Write the town instead.
find-near-failed = We could not find out where you are. Write the town instead.
find-who = Who are you looking for?
find-what = What should they know about?
find-filters = More wishes
find-filters-legend = Show only those known to have
filter-ydernummer = A "ydernummer" (gives the subsidy with a referral)
filter-wheelchair = Wheelchair access
filter-home-visits = Home visits
filter-group-training = Group training
find-within = How far away?
find-within-any = It does not matter
find-within-km = At most { $km } km
find-which = Which place do you mean?
find-several = "{ $typed }" may be several places:
find-no-such-place = We do not know "{ $typed }". Write a town, an island or a postcode. If your town is small, try the nearest larger one.
find-not-in-denmark = We could not find your place in Denmark. Write the town instead.
find-whole-country = See the whole country

# The list
find-found = The { $n } nearest of { $total } clinics
find-found-all =
    { $n ->
        [one] One clinic
       *[other] { $n } clinics
    }
find-found-country =
    { $n ->
        [0] No clinics
        [one] One clinic in the whole country
       *[other] { $n } clinics in the whole country
    }
find-none = No clinics here
find-order = Nearest the middle of { $place } first, as the crow flies.
find-order-country = Choose a town. Towns stand by name.
find-no-paid = Nobody can pay for a place in the list.
find-only-told = Only clinics that have said they work with { $specialty }.
find-left-out =
    { $n ->
        [0] No clinics are left out.
        [one] One clinic in the country is left out. It said no or has not told.
       *[other] { $n } clinics in the country are left out. They said no or have not told.
    }
find-without-filters = Show them too
find-none-near = Nobody in the list { $where } has what you are looking for. The nearest is { $far } away.
find-near-towns = The nearest towns with clinics
find-town-away = { $far } away · { $n ->
        [one] one clinic
       *[other] { $n } clinics
    }
find-nothing = Nobody in the list fits what you are looking for.
find-clinics =
    { $n ->
        [one] clinic
       *[other] clinics
    }
find-without-town =
    { $n ->
        [one] One more clinic has not told its town. Search for a town near you, and it is there.
       *[other] { $n } more clinics have not told their town. Search for a town near you, and they are there.
    }
find-map-towns = The numbers on the map are the towns of the list.
find-map-largest = The map shows the { $n } towns with most clinics.
find-map-hint = The numbers on the map are those of the list. The coast is drawn roughly.
find-more = Show { $n }
find-km = { $km } km
find-under-1-km = under 1 km
known-ydernummer = Ydernummer
known-wheelchair = Wheelchair access
known-home-visits = Home visits
known-group-training = Group training
known-waiting =
    { $n ->
        [0] No waiting time
        [one] 1 day's wait
       *[other] { $n } days' wait
    }
known-price = First visit { $kroner } kr.
find-missing = Is a clinic missing? You can search sundhed.dk too.
find-invented = The clinics here are invented. They show how the page works. You cannot use them.
find-osm = Clinics from
find-places-from = Towns from

# Without a list
find-how = How to do it
find-how-1 = Search sundhed.dk for clinics where you live.
find-how-2 = Phone and ask whether they have experience with { $specialty }.
find-how-3 = Ask about the price and the waiting time before you say yes.
find-sundhed = Go to sundhed.dk
find-referral = Referral and subsidy
find-referral-read = This is how we read the rules on { $day }. Ask the clinic whether they still hold.
find-private = This site passes none of your answers on.

# The clinic
clinic-approximate = to the middle of the town
clinic-approximate-long = The list does not say exactly where. The map shows the middle of the town.
clinic-no-address = The address is not known
clinic-no-contact = Phone and mail are not known.
clinic-phone = Phone
clinic-mail = Mail
clinic-web = The clinic's own pages
clinic-book = Book a visit
clinic-specialties = Works with
clinic-waiting = Waiting time
clinic-days =
    { $n ->
        [0] None
        [one] 1 day
       *[other] { $n } days
    }
clinic-price-first = Price, first visit
clinic-price-follow-up = Price, later visits
clinic-kroner = { $kroner } kr.
clinic-ydernummer = Ydernummer
clinic-wheelchair = Wheelchair access
clinic-home-visits = Home visits
clinic-group-training = Group training
clinic-opening-hours = Opening hours
clinic-languages = Languages
clinic-note = Note
clinic-confirmed = Last confirmed
clinic-unknown = Not known
clinic-unknown-is = "Not known" does not mean no. Phone and ask.
clinic-closed = The clinic is no longer in the list
clinic-closed-text = It has not been in the list since { $day }. It may have closed or moved.
