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

## Artiklens diagrammer
article-what = Hvad
article-whose = Hvem siger det
article-figure = Tal
unit-percent = { $n } %
unit-days = { $n } dage
weeks-n = { $n } uger
under = under { $n }
over = over { $n }
up-to = op til { $n }
at-age = { $n } år
whose-article = Artiklen
whose-article-at-most = Artiklen siger op mod
whose-article-in-weeks = Artiklen (3 måneder som 12 uger)
whose-danes-of-forty = Danskere på 41-49 år
whose-danish-review = Dansk oversigt
whose-danes = Danskere i 2000 og 2005
whose-who = WHO
whose-primary-care = Folk, der gik til læge eller behandler
whose-sees-doctor = Folk, der går til læge
whose-danish-guidance = Danske råd
whose-recurrence = Folk, der var kommet sig
whose-walkback = WalkBack-forsøget
whose-pain-free = Folk uden smerter
base-rates-title = Fund hos folk uden smerter, efter alder
base-rates-note = Tal over søjlen: hvor mange ud af 100. Under den: alder. Åbne søjler og tal i parentes er regnet ud eller ikke efterprøvet i kilden.
statistics-title = Hvor mange får ondt i lænden?
many-in-life = I løbet af livet
many-in-a-year = I løbet af et år
many-lately = For nylig
many-seek-care = Søgte hjælp i løbet af et år
any-pain = Ondt på noget tidspunkt
over-thirty-days = Ondt i over 30 dage
with-consequences = Over 30 dage, så det gik ud over hverdagen
past-month = Den seneste måned
past-fortnight = De seneste 14 dage
cause-title = Hvad er årsagen?
cause-none = Ingen bestemt årsag
cause-physical = En klar fysisk årsag
cause-serious = Noget alvorligt
cause-note = Tallene er fra hver sin kilde og kan ikke lægges sammen.
duration-title = Hvor længe har det varet?
duration-how-many = Hvor mange?
duration-note = Det er trin på en vej. Tallene kan ikke lægges sammen.
acute = Akut
subacute = Subakut
chronic = Kronisk
new = Ny
long-lasting = Langvarig
becomes-subacute = Akut bliver subakut
becomes-chronic = Bliver kronisk
still-at-three-months = Ondt efter 3 måneder
recurrence-title = Kommer det igen?
within-a-year = 100 mennesker, et år efter at de var kommet sig
again-limiting = Så ondt igen, at det gik ud over hverdagen
again-any = Ondt igen i alt
again-any-dots = Ondt igen i alt, begge slags prikker
again-none = Ikke ondt igen det år
again-care = Søgte hjælp igen
again-how-soon = Hvor mange havde fået ondt igen?
within-three-months = Efter 3 måneder
within-six-months = Efter 6 måneder
within-twelve-months = Efter 12 måneder
walking-title = Gåture, og dage før det kom igen
walking-days = Så længe varede det, før halvdelen havde fået et tilbagefald
walked = Gik og fik viden og hjælp
no-programme = Fik ikke noget
walking-note = Stregen viser, hvor sikkert tallet er. Vi viser dage og ikke mennesker ud af 100, for det tal gav forsøget ikke.
