### Papirerne: planen som PDF og kalender, QR-koder og kurver.

## Planen som PDF
plan-title = Din plan for ryggen
plan-from = Fra { $day }
what-it-is = Planen vejleder og stiller ingen diagnose. Ingen kliniker har gennemgået den endnu.
stop-title = Stop, og få hjælp
life-danger = I livsfare: ring 112.
walks-title = Dine gåture
walks-how = Sæt kryds, når du har gået.
week = Uge
dates = Fra
minutes = Minutter
days = Dage
minutes-n = { $n } min.
up-title = Gå et trin op
down-title = Gå et trin ned
exercises-title = Dine øvelser
strength-days = Styrkedage de første uger
easier = Lettere
harder = Sværere
advice-title = I hverdagen
link-title = Tag planen med på telefonen
link-how = Peg telefonens kamera mod koden. Vis kun koden til dem, du vil dele planen med.
link-says = QR-kode med linket { $link }
knowledge-version = viden { $version }
page-of = side { $page } af { $pages }

## Planen i kalenderen
calendar-name = Din plan for ryggen
calendar-walk = Gå { $minutes } minutter
calendar-strength = Styrkeøvelser
calendar-exercises = Dine øvelser:
calendar-review = Gør status på ryggen
calendar-review-says = Hvordan går det nu? Svar på spørgsmålene igen, og se, om planen stadig passer til dig.
calendar-alarm = Om lidt: { $what }

## Kurver
x-from-now = Uger fra nu
x-onset = Uger siden det begyndte
x-first = Uger fra første dag i dagbogen
y-pain = Smerte 0-10
mean = Gennemsnit
band = Hvor sikkert gennemsnittet er
compared = Ældre overblik fra 2012
yours = Dine tal
expected = Sådan går det i gennemsnit
course-title = Sådan går det i gennemsnit
diary-title = Din smerte dag for dag
week-now = nu
week-first = først
after-weeks = efter { $n ->
    [one] { $n } uge
   *[other] { $n } uger
}
pain-at = { $when } { $pain } ud af 10
course-says = Gennemsnitlig smerte, målt fra 0 til 10: { $points }.
band-says = Feltet viser, hvor sikkert gennemsnittet er. Det viser ikke, hvor forskelligt det går fra person til person.
compared-says = Et ældre overblik fra 2012 så lysere på det: { $points }. Det regner ugerne fra den dag, smerten begyndte.
yours-says = Dine egne tal: { $points }.
diary-says = { $n ->
    [one] 1 dag med smertetal
   *[other] { $n } dage med smertetal
}, fra { $first } til { $last }. Første tal { $from } ud af 10, seneste { $to } ud af 10. Laveste { $low }, højeste { $high }.
diary-empty-says = Der er ingen smertetal endnu.
expected-says = Den stiplede kurve viser gennemsnittet for andre: { $points }.
band-compared = Usikkerhed i det ældre overblik
course-caption = Gennemsnitlig smerte fra 0 til 10
course-caption-sure = Gennemsnitlig smerte fra 0 til 10 (i parentes: hvor sikkert gennemsnittet er)
mean-says = Kurven er et gennemsnit. Nogle er fri for smerter længe før, og andre har ondt i længere tid.
yes = ja
no = nej
diary-day = Dag
diary-pain = Smerte 0-10
diary-walked = Gået
diary-strength = Styrke
diary-went = Dagen 0-10
