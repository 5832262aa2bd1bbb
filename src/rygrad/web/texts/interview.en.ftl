# The questions, and the page of answers.
steps = Three parts
stage-safety = Is it urgent?
stage-picture = What does it look like?
stage-everyday = Your everyday life
progress = How far you are
pages-left = { $n ->
    [one] About 1 page left in this part
   *[other] About { $n } pages left in this part
}
yes = Yes
no = No
dont-know = Don't know
next = Next
rest-no = No to the rest
why-ask = Why do we ask?
asked-again = You were in doubt before. Now we ask in another way.
rating-low = 0: no pain
rating-high = 10: worst pain imaginable
number-label = Whole number from { $low } to { $high }
number-label-plain = Whole number
unit = Unit
unit-day = days
unit-week = weeks
unit-month = months
unit-year = years
finish-now = See the result now
stop-here = Stop here and see what we know so far
fault-short = Something is missing
fault-title = Something is missing
fault-answer = Choose an answer. You can always choose “Don't know”.
fault-number-missing = Write a number, or tick “Don't know”.
fault-number-whole = Write a whole number from { $low } to { $high }, digits only.
fault-number-range = The number must be from { $low } to { $high }.
fault-none-and-yes = You answered yes here but also said that nothing fits. Which is right?
body-map-front = Front
body-map-back = Back
body-map-hint = Tap the figure, or tick the list.
body-map-rest = Places without a tick count as no. If you are in doubt, tick “I cannot say where it hurts”.
body-map-unsure = I cannot say where it hurts

answers-title = My answers
answers-lead = This is all you have answered. You can change it whenever you like.
answers-none = You have not answered anything yet.
change = Change
answers-keep-title = Keep the answers for later
answers-keep = The answers are in the browser alone, and they are gone at most a day after you last used the site. Download them as a file if you want to use them again or show them to your clinician.
answers-download = Download my answers (JSON)
answers-upload = Use a file of answers that you kept
answers-use = Use the file
answers-refused-title = The file could not be used
answers-refused = Nothing was changed. This could not be used:
forget-text = Are you done, or do you share a computer?
forget = Forget my answers
fault-no-place = Tick at least one place, or say that it is none of them, or that you cannot point it out.
