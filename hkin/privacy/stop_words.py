"""Dutch words that say nothing about a signal. Written without accents, as `words.normalise` leaves them."""

_LINES = (
    "aan achter al alle alleen alles als altijd ander andere anders ben bij bijna binnen blijkbaar boven buiten",
    "daar daarbij daarna daarom dan dat de den der des deze die dit doch doen door dus echt een eens eerst",
    "eigenlijk elk elke en enige enkele er ergens even ga gaan gaat geen geweest gewoon ging haar had hadden heb",
    "hebben hebt heeft heel hem hen het hier hij hoe hun ieder iedere iemand iets ik in is ja je jij jou jouw",
    "jullie kan kon konden kun kunnen laat lijkt maar mag me mee meer men met mezelf mij mijn misschien mocht moest",
    "moet moeten mogen na naar nadat nee niet niets niks nog nu of om omdat omtrent onder ons onze ook op over per",
    "soms steeds te tegen tegenover ten ter terwijl tijdens toch toen tot tussen uit van vanaf veel via volgens",
    "voor vooral voordat waar waarin waarom waren was wat we weer wel welke werd wie wij wil wilde willen worden",
    "wordt ze zeer zeggen zegt zei zelf zich zij zijn zo zoals zonder zou zouden zowel zulke",
)
STOP_WORDS = frozenset(word for line in _LINES for word in line.split())
