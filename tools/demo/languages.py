"""The words of the captions in seven languages: nouns with their genders, adjectives with their forms."""

LANGUAGES = {
    "english": "eng-Latn",
    "deutsch": "deu-Latn",
    "francais": "fra-Latn",
    "espanol": "spa-Latn",
    "italiano": "ita-Latn",
    "portugues": "por-Latn",
    "nederlands": "nld-Latn",
}

SHAPES = ("circle", "square", "triangle", "star", "cross", "ring", "heart", "arrow", "diamond")
COLOURS = ("red", "green", "blue", "yellow", "purple", "brown", "black", "white")
SIZES = ("small", "large")
PLACES = ("top left", "top right", "bottom left", "bottom right", "centre")
RELATIONS = ("left of", "right of", "above", "below")


def _rows(keys: tuple[str, ...], text: str) -> dict[str, tuple[str, ...]]:
    """One comma-separated entry per key; the parts of an entry are separated by slashes."""
    return dict(zip(keys, (tuple(entry.strip().split("/")) for entry in text.split(",")), strict=True))


# Gender / singular / plural.
NOUNS = {
    "english": _rows(SHAPES, "n/circle/circles, n/square/squares, n/triangle/triangles, n/star/stars, n/cross/crosses,"
                             "n/ring/rings, n/heart/hearts, n/arrow/arrows, n/diamond/diamonds"),
    "deutsch": _rows(SHAPES, "m/Kreis/Kreise, n/Quadrat/Quadrate, n/Dreieck/Dreiecke, m/Stern/Sterne, n/Kreuz/Kreuze,"
                             "m/Ring/Ringe, n/Herz/Herzen, m/Pfeil/Pfeile, f/Raute/Rauten"),
    "francais": _rows(SHAPES, "m/cercle/cercles, m/carré/carrés, m/triangle/triangles, f/étoile/étoiles, f/croix/croix,"
                              "m/anneau/anneaux, m/cœur/cœurs, f/flèche/flèches, m/losange/losanges"),
    "espanol": _rows(SHAPES, "m/círculo/círculos, m/cuadrado/cuadrados, m/triángulo/triángulos, f/estrella/estrellas,"
                             "f/cruz/cruces, m/anillo/anillos, m/corazón/corazones, f/flecha/flechas, m/rombo/rombos"),
    "italiano": _rows(SHAPES, "m/cerchio/cerchi, m/quadrato/quadrati, m/triangolo/triangoli, f/stella/stelle,"
                              "f/croce/croci, m/anello/anelli, m/cuore/cuori, f/freccia/frecce, m/rombo/rombi"),
    "portugues": _rows(SHAPES, "m/círculo/círculos, m/quadrado/quadrados, m/triângulo/triângulos, f/estrela/estrelas,"
                               "f/cruz/cruzes, m/anel/anéis, m/coração/corações, f/seta/setas, m/losango/losangos"),
    "nederlands": _rows(SHAPES, "c/cirkel/cirkels, n/vierkant/vierkanten, c/driehoek/driehoeken, c/ster/sterren,"
                                "n/kruis/kruisen, c/ring/ringen, n/hart/harten, c/pijl/pijlen, c/ruit/ruiten"),
}

# Romance: masculine / feminine / masculine plural / feminine plural. German: the stem. Dutch: bare / inflected.
ADJECTIVES = {
    "english": _rows(SIZES + COLOURS, "small, large, red, green, blue, yellow, purple, brown, black, white"),
    "deutsch": _rows(SIZES + COLOURS, "klein, groß, rot, grün, blau, gelb, violett, braun, schwarz, weiß"),
    "francais": _rows(SIZES + COLOURS, "petit/petite/petits/petites, grand/grande/grands/grandes, rouge/rouge/rouges/rouges,"
                      "vert/verte/verts/vertes, bleu/bleue/bleus/bleues, jaune/jaune/jaunes/jaunes,"
                      "violet/violette/violets/violettes, brun/brune/bruns/brunes, noir/noire/noirs/noires,"
                      "blanc/blanche/blancs/blanches"),
    "espanol": _rows(SIZES + COLOURS, "pequeño/pequeña/pequeños/pequeñas, grande/grande/grandes/grandes, rojo/roja/rojos/rojas,"
                     "verde/verde/verdes/verdes, azul/azul/azules/azules, amarillo/amarilla/amarillos/amarillas,"
                     "morado/morada/morados/moradas, marrón/marrón/marrones/marrones, negro/negra/negros/negras,"
                     "blanco/blanca/blancos/blancas"),
    "italiano": _rows(SIZES + COLOURS, "piccolo/piccola/piccoli/piccole, grande/grande/grandi/grandi, rosso/rossa/rossi/rosse,"
                      "verde/verde/verdi/verdi, blu/blu/blu/blu, giallo/gialla/gialli/gialle, viola/viola/viola/viola,"
                      "marrone/marrone/marroni/marroni, nero/nera/neri/nere, bianco/bianca/bianchi/bianche"),
    "portugues": _rows(SIZES + COLOURS, "pequeno/pequena/pequenos/pequenas, grande/grande/grandes/grandes,"
                       "vermelho/vermelha/vermelhos/vermelhas, verde/verde/verdes/verdes, azul/azul/azuis/azuis,"
                       "amarelo/amarela/amarelos/amarelas, roxo/roxa/roxos/roxas, castanho/castanha/castanhos/castanhas,"
                       "preto/preta/pretos/pretas, branco/branca/brancos/brancas"),
    "nederlands": _rows(SIZES + COLOURS, "klein/kleine, groot/grote, rood/rode, groen/groene, blauw/blauwe, geel/gele,"
                                         "paars/paarse, bruin/bruine, zwart/zwarte, wit/witte"),
}

# From one to six; two forms where the word has a feminine.
NUMBERS = {
    "english": "a two three four five six".split(),
    "deutsch": "ein/eine zwei drei vier fünf sechs".split(),
    "francais": "un/une deux trois quatre cinq six".split(),
    "espanol": "un/una dos tres cuatro cinco seis".split(),
    "italiano": "un/una due tre quattro cinque sei".split(),
    "portugues": "um/uma dois/duas três quatro cinco seis".split(),
    "nederlands": "een twee drie vier vijf zes".split(),
}

PLACE_WORDS = {
    "english": ("in the top left", "in the top right", "in the bottom left", "in the bottom right", "in the centre"),
    "deutsch": ("oben links", "oben rechts", "unten links", "unten rechts", "in der Mitte"),
    "francais": ("en haut à gauche", "en haut à droite", "en bas à gauche", "en bas à droite", "au centre"),
    "espanol": ("arriba a la izquierda", "arriba a la derecha", "abajo a la izquierda", "abajo a la derecha", "en el centro"),
    "italiano": ("in alto a sinistra", "in alto a destra", "in basso a sinistra", "in basso a destra", "al centro"),
    "portugues": ("em cima à esquerda", "em cima à direita", "em baixo à esquerda", "em baixo à direita", "no centro"),
    "nederlands": ("linksboven", "rechtsboven", "linksonder", "rechtsonder", "in het midden"),
}

# Joined to the noun phrase as it stands: French ends in an apostrophe before "un".
RELATION_WORDS = {
    "english": ("left of ", "right of ", "above ", "below "),
    "deutsch": ("links von ", "rechts von ", "über ", "unter "),
    "francais": ("à gauche d'", "à droite d'", "au-dessus d'", "au-dessous d'"),
    "espanol": ("a la izquierda de ", "a la derecha de ", "encima de ", "debajo de "),
    "italiano": ("a sinistra di ", "a destra di ", "sopra ", "sotto "),
    "portugues": ("à esquerda de ", "à direita de ", "acima de ", "abaixo de "),
    "nederlands": ("links van ", "rechts van ", "boven ", "onder "),
}

# Light, dark.
BACKGROUND_WORDS = {
    "english": ("on a light background", "on a dark background"),
    "deutsch": ("auf hellem Grund", "auf dunklem Grund"),
    "francais": ("sur fond clair", "sur fond sombre"),
    "espanol": ("sobre fondo claro", "sobre fondo oscuro"),
    "italiano": ("su sfondo chiaro", "su sfondo scuro"),
    "portugues": ("sobre fundo claro", "sobre fundo escuro"),
    "nederlands": ("op een lichte achtergrond", "op een donkere achtergrond"),
}

# What else a rendered English sentence may call a thing.
SYNONYMS = {
    "circle": "disc", "square": "box", "cross": "plus", "ring": "hoop", "arrow": "pointer",
    "diamond": "rhombus", "red": "crimson", "blue": "azure", "purple": "violet", "small": "little", "large": "big",
}
