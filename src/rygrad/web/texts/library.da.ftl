# Artiklerne: listen, hver artikel og søgningen i dem.
library-title = Læs om ryggen
library-lead = Artikler om ondt i ryggen. I rygrads egne står kilden ved hvert tal.
library-none = Her er ingen artikler endnu.
library-updated = Sidst opdateret { $day }
library-minutes = { $n } min. at læse
library-in-da = på dansk
library-in-en = på engelsk
library-also-da = Læs artiklen på dansk
library-also-en = Read this article in English
library-own-short = stedets egen artikel
library-own = Artiklen er skrevet af dem, der driver dette websted. Den hører ikke til rygrads egne tekster.
library-draft = Ingen læge eller fysioterapeut har gennemgået artiklen endnu.
library-contents = Indhold
library-sources = Kilder
library-related = Læs også
library-search-title = Søg i artiklerne
library-search-label = Hvad leder du efter?
library-search = Søg
library-found = { $n ->
    [0] Vi fandt ikke noget
    [one] 1 sted
   *[other] { $n } steder
  }
library-mended = »{ $typed }« står ingen steder. Vi viser »{ $used }« i stedet.
library-unknown = »{ $word }« står ingen steder.
library-some = Intet sted har alle ordene. Her er de steder, der har nogle af dem.
library-try = Prøv med et andet ord, eller
library-all = se alle artikler
library-go = Læs artiklerne
library-start-title = Vil du bare læse?
library-start = Vores artikel fortæller, hvad du skal handle på, hvad du selv kan gøre, og hvordan det plejer at gå.
read-on = Læs mere:
fault-search-empty = Skriv, hvad du leder efter.
fault-search-short = Skriv et ord på mindst to bogstaver.
fault-search-long = Det er for langt. Skriv højst { $most } tegn.
