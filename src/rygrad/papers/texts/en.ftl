### The papers: the plan as a PDF and a calendar, QR codes and charts.

## The plan as a PDF
plan-title = Your back plan
plan-from = From { $day }
what-it-is = The plan guides and makes no diagnosis. No clinician has reviewed it yet.
stop-title = Stop and get help
life-danger = In danger to life: phone 112.
walks-title = Your walks
walks-how = Tick the box when you have walked.
week = Week
dates = From
minutes = Minutes
days = Days
minutes-n = { $n } min
up-title = Go a step up
down-title = Go a step down
exercises-title = Your exercises
strength-days = Strength days in the first weeks
easier = Easier
harder = Harder
advice-title = In daily life
link-title = Take the plan with you on your phone
link-how = Point the phone's camera at the code. Only show it to those you want to share the plan with.
link-says = QR code with the link { $link }
knowledge-version = knowledge { $version }
page-of = page { $page } of { $pages }

## The plan in the calendar
calendar-name = Your back plan
calendar-walk = Walk { $minutes } minutes
calendar-strength = Strength exercises
calendar-exercises = Your exercises:
calendar-review = Take stock of your back
calendar-review-says = How is it going now? Answer the questions again and see whether the plan still suits you.
calendar-alarm = Soon: { $what }

## Charts
x-from-now = Weeks from now
x-onset = Weeks since it began
x-first = Weeks from the first day of the diary
y-pain = Pain 0-10
mean = Mean
band = How sure the mean is
compared = Older review from 2012
yours = Your figures
expected = How it goes on average
course-title = How it goes on average
diary-title = Your pain day by day
week-now = now
week-first = at first
after-weeks = after { $n ->
    [one] { $n } week
   *[other] { $n } weeks
}
pain-at = { $when } { $pain } out of 10
course-says = Mean pain, measured from 0 to 10: { $points }.
band-says = The band shows how sure the mean is. It does not show how differently it goes from person to person.
compared-says = An older review from 2012 was brighter: { $points }. It counts the weeks from the day the pain began.
yours-says = Your own figures: { $points }.
diary-says = { $n ->
    [one] 1 day with a pain figure
   *[other] { $n } days with pain figures
}, from { $first } to { $last }. First figure { $from } out of 10, latest { $to } out of 10. Lowest { $low }, highest { $high }.
diary-empty-says = There are no pain figures yet.
expected-says = The dashed curve shows the mean for others: { $points }.
band-compared = Uncertainty of the older review
course-caption = Mean pain from 0 to 10
course-caption-sure = Mean pain from 0 to 10 (in brackets: how sure the mean is)
mean-says = The curve is a mean. Some are free of pain long before, and others hurt for longer.
yes = yes
no = no
diary-day = Day
diary-pain = Pain 0-10
diary-walked = Walked
diary-strength = Strength
diary-went = The day 0-10

## The article's charts
article-what = What
article-whose = Who says so
article-figure = Figure
unit-percent = { $n } %
unit-days = { $n } days
weeks-n = { $n } weeks
under = under { $n }
over = over { $n }
up-to = up to { $n }
at-age = { $n } years
whose-article = The article
whose-article-at-most = The article says up to
whose-article-in-weeks = The article (3 months as 12 weeks)
whose-danes-of-forty = Danes of 41 to 49
whose-danish-review = A Danish review
whose-danes = Danes in 2000 and 2005
whose-who = WHO
whose-primary-care = People who saw a doctor or clinician
whose-sees-doctor = People who see a doctor
whose-danish-guidance = Danish guidance
whose-recurrence = People who had recovered
whose-walkback = The WalkBack trial
whose-pain-free = People without pain
base-rates-title = Findings in people without pain, by age
base-rates-note = Above a column: how many of 100. Below it: age. Open columns and figures in brackets are calculated or not checked at the source.
statistics-title = How many get low back pain?
many-in-life = In a lifetime
many-in-a-year = In a year
many-lately = Lately
many-seek-care = Sought care in a year
any-pain = Pain at any time
over-thirty-days = Pain for over 30 days
with-consequences = Over 30 days, limiting daily life
past-month = The past month
past-fortnight = The past 14 days
cause-title = What is the cause?
cause-none = No definite cause
cause-physical = A clear physical cause
cause-serious = Something serious
cause-note = The figures are from different sources and cannot be added.
duration-title = How long has it lasted?
duration-how-many = How many?
duration-note = These are steps on a way. The figures cannot be added.
acute = Acute
subacute = Subacute
chronic = Chronic
new = New
long-lasting = Long lasting
becomes-subacute = Acute becomes subacute
becomes-chronic = Becomes chronic
still-at-three-months = Pain after 3 months
recurrence-title = Does it come back?
within-a-year = 100 people, a year after they had recovered
again-limiting = Pain again that limited daily life
again-any = Pain again in all
again-any-dots = Pain again in all, both kinds of dots
again-none = No pain again that year
again-care = Sought care again
again-how-soon = How many had pain again?
within-three-months = After 3 months
within-six-months = After 6 months
within-twelve-months = After 12 months
walking-title = Walks, and days before it came back
walking-days = How long it took before half had a recurrence
walked = Walked, with education and support
no-programme = Were given nothing
walking-note = The line shows how sure the figure is. We show days and not people in 100, for the trial did not give that figure.
