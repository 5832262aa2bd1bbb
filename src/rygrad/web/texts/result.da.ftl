# Resultatet.
result-title = Dit resultat
do-now = Gør dette nu
answer-rest = Svar på resten
more-text = Det vigtigste er afklaret. Vil du svare på lidt mere om din hverdag? Så kan rådene passe bedre til dig.
more = Ja, spørg bare videre
why-title = Derfor råder vi til det
you-answered = Du har svaret:
rule-and-sources = Reglen og kilderne
others-say = Andre kilder siger noget andet
instead-title = Hvad ville have ændret rådet?
perhaps = måske
looks-like = Det ligner mest
rule-out = Det skal en læge se efter
phase-acute = Det er nyt: under seks uger.
phase-subacute = Det har varet seks til tolv uger. Det er et godt tidspunkt at få en plan.
phase-chronic = Det har varet tolv uger eller mere. Så hjælper det at arbejde med flere ting på én gang.
phase-danish-new = I Danmark kaldes det nyopstået, op til tolv uger.
phase-danish-long-lasting = I Danmark kaldes det langvarigt.
speaks-for = Det taler for
speaks-against = Det taler imod
scan-title = Hjælper en scanning?
scan-not-indicated = Nej, ikke nu.
scan-clinician-decides = Det må en behandler vurdere.
scan-indicated-urgent = Ja. Du skal hurtigt undersøges, og en scanning kan være nødvendig.
course-title = Sådan går det som regel
as-table = Se tallene som tabel
care-title = Det kan du gøre
care-until = Det kan du gøre, indtil du bliver set
care-lead = Det, der virker bedst for folk i din situation, står først. Under hvert råd kan du se, hvad retningslinjerne siger.
care-more = Mere, der hjælper
care-ask-first = Tal med læge eller apotek først
care-uncertain = Her er virkningen usikker
care-not = Det hjælper sjældent
verdicts = Hvad siger retningslinjerne?
they-differ = de er uenige
verdict-for = for
verdict-consider = kan overvejes
verdict-careful = med forsigtighed
verdict-against = imod
verdict-no-recommendation = ingen anbefaling
risks-title = Det kan du selv påvirke
differ-title = Artiklen og forskningen
differ-lead = { $n ->
    [one] Ét sted siger artiklen og forskningen ikke det samme. Se begge dele.
   *[other] { $n } steder siger artiklen og forskningen ikke det samme. Se begge dele.
}
the-article = Artiklen
the-research = Forskningen
net-title = Hold øje med dette
find-title = Har du brug for en, der har forstand på rygge?
find-text = En fysioterapeut eller kiropraktor kan undersøge dig og hjælpe dig i gang. Vi sender ingen af dine svar videre.
find-physio = Find en fysioterapeut
keep-title = Tag det med
keep-text = Vis det til din læge eller fysioterapeut. Du kan også printe siden.
result-download = Hent resultatet (JSON)
make-plan = Lav min plan
keep-diary = Begynd en dagbog
sources-n = { $n ->
    [one] 1 kilde
   *[other] { $n } kilder
}
certainty-definition = en definition
certainty-high = sikkert
certainty-moderate = ret sikkert
certainty-low = usikkert
certainty-very-low = meget usikkert
checked-secondary = læst i en anden kilde, der gengiver den
checked-not-checked = ikke tjekket ved kilden
checked-derived = regnet ud fra kildens tal
checked-proposal = vores eget forslag
knowledge-version = Viden: version { $version }, { $day }.
