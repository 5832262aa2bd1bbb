# Spørgsmålene og siden med svar.
steps = Tre dele
stage-safety = Haster det?
stage-picture = Hvad ligner det?
stage-everyday = Din hverdag
progress = Hvor langt du er
pages-left = { $n ->
    [one] Ca. 1 side tilbage i denne del
   *[other] Ca. { $n } sider tilbage i denne del
}
yes = Ja
no = Nej
dont-know = Ved ikke
next = Videre
rest-no = Nej til resten
why-ask = Hvorfor spørger vi?
asked-again = Du var i tvivl før. Nu spørger vi på en anden måde.
rating-low = 0: ingen smerter
rating-high = 10: værst tænkelige smerter
number-label = Helt tal fra { $low } til { $high }
number-label-plain = Helt tal
unit = Enhed
unit-day = dage
unit-week = uger
unit-month = måneder
unit-year = år
finish-now = Se resultatet nu
stop-here = Stop her, og se, hvad vi ved indtil nu
fault-short = Der mangler noget
fault-title = Der mangler noget
fault-answer = Vælg et svar. Du kan altid vælge »Ved ikke«.
fault-number-missing = Skriv et tal, eller sæt kryds ved »Ved ikke«.
fault-number-whole = Skriv et helt tal fra { $low } til { $high }, kun med cifre.
fault-number-range = Tallet skal ligge fra { $low } til { $high }.
fault-none-and-yes = Du har svaret ja her, men også trykket på, at intet passer. Hvad er rigtigt?
body-map-front = Forfra
body-map-back = Bagfra
body-map-hint = Tryk på figuren, eller sæt kryds på listen.
body-map-rest = Steder uden kryds regnes for nej. Er du i tvivl, så sæt kryds ved »Jeg kan ikke sige, hvor det gør ondt«.
body-map-unsure = Jeg kan ikke sige, hvor det gør ondt

answers-title = Mine svar
answers-lead = Her er alt, du har svaret. Du kan ændre det, når du vil.
answers-none = Du har ikke svaret på noget endnu.
change = Ændr
answers-keep-title = Gem svarene til senere
answers-keep = Svarene ligger kun i browseren, og de forsvinder senest et døgn, efter at du sidst har brugt siden. Hent dem som en fil, hvis du vil bruge dem igen eller vise dem til din behandler.
answers-download = Hent mine svar (JSON)
answers-upload = Brug en fil med svar, du har gemt
answers-use = Brug filen
answers-refused-title = Filen kunne ikke bruges
answers-refused = Intet er ændret. Det her kunne ikke bruges:
forget-text = Er du færdig, eller deler du computer med andre?
forget = Glem mine svar
fault-no-place = Sæt kryds ved mindst ét sted, eller sig, at det ikke er nogen af dem, eller at du ikke kan vise det.
