# Find a clinician.
find-fysioterapeut = Find a physiotherapist
find-kiropraktor = Find a chiropractor
find-for = You are looking for help with { $specialty }.
specialty-ryg = back pain
specialty-iskias = sciatica
specialty-diskusprolaps = a herniated disc
specialty-spinalstenose = spinal stenosis
specialty-kroniske-smerter = pain that has lasted long
find-how = What to do
find-how-1 = Search sundhed.dk for clinics where you live.
find-how-2 = Phone and ask whether they have experience with { $specialty }.
find-how-3 = Ask about the price and the waiting time before you say yes.
find-sundhed = Go to sundhed.dk
find-referral = Referral and subsidy
find-private = This site passes none of your answers on.
