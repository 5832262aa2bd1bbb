# Words that frighten, found in a text somebody pastes.
lint-link = Skriver du om ryg? Få din tekst set efter for ord, der skræmmer
lint-title = Ord, der skræmmer
lint-lead = Sæt din tekst ind. Så ser du de ord, der kan gøre en læser bange uden grund, og de tal, der mangler en kilde.
lint-text = Din tekst
lint-text-lang = Tekstens sprog
lint-lang-auto = Find selv ud af det
lint-lang-da = Dansk
lint-lang-en = Engelsk
lint-check = Se teksten efter
lint-private = Din tekst bliver ikke gemt. Den bliver sendt til denne side, set efter og glemt.
lint-found = { $n ->
    [0] Intet at bemærke
    [one] 1 sted at tænke over
   *[other] { $n } steder at tænke over
}
lint-lix = LIX er { $lix }.
lint-band = Det er { $band } at læse.
lint-see = Se punkt
lint-kept = Disse ord er navne på noget alvorligt. Lad dem stå:
lint-severity-catastrophic = Dom over fremtiden
lint-severity-structural = Ord, der skræmmer
lint-severity-number = Tal uden kilde
lint-severity-jargon = Fagord
lint-severity-remark = Bemærkning, der ikke kan følges
lint-line = linje { $line }
lint-instead = Skriv fx:
lint-draft = Ordene er forslag og venter på klinisk gennemgang. Læs rådet, før du retter.
fault-lint-empty = Skriv eller sæt en tekst ind.
fault-lint-long = Teksten er for lang. Højst { $most } tegn ad gangen.
fault-lint-unreadable = Teksten kan ikke læses.
