"""Captions of scenes, grammatical in every language of languages.py."""

from languages import (ADJECTIVES, BACKGROUND_WORDS, NOUNS, NUMBERS, PLACE_WORDS, PLACES, RELATION_WORDS, RELATIONS,
                       SYNONYMS)
from scenes import Page, Scene, Thing

GERMAN_NOMINATIVE = {"m": "er", "f": "e", "n": "es"}
GERMAN_DATIVE_ARTICLE = {"m": "einem", "f": "einer", "n": "einem"}


def noun_phrase(language: str, thing: Thing, count: int = 1, *, size: bool = False, dative: bool = False) -> str:
    """`three small red stars`: number word or article, then size (if asked for), colour and noun in their order."""
    gender, singular, plural = NOUNS[language][thing.shape]
    form = "plural" if count > 1 else "dative" if dative and language == "deutsch" else "singular"
    noun = plural if count > 1 else singular
    number = GERMAN_DATIVE_ARTICLE[gender] if form == "dative" else number_word(language, count, gender)
    colour = adjective(language, thing.colour, gender, form)
    sizes = [adjective(language, thing.size, gender, form)] if size else []
    if language in ("english", "deutsch", "nederlands"):
        words = [number, *sizes, colour, noun]
    elif language in ("francais", "italiano"):
        words = [number, *sizes, noun, colour]
    else:
        words = [number, noun, colour, *sizes]
    return " ".join(words)


def adjective(language: str, word: str, gender: str, form: str) -> str:
    """An adjective agreeing with its noun; `form` is singular, dative (German, after an article) or plural."""
    forms = ADJECTIVES[language][word]
    if language == "deutsch":
        return forms[0] + {"singular": GERMAN_NOMINATIVE[gender], "dative": "en", "plural": "e"}[form]
    if language == "nederlands":
        return forms[0] if gender == "n" and form == "singular" else forms[1]
    if len(forms) == 1:
        return forms[0]
    return forms[(gender == "f") + 2 * (form == "plural")]


def number_word(language: str, count: int, gender: str) -> str:
    forms = NUMBERS[language][count - 1].split("/")
    return forms[-1] if gender == "f" else forms[0]


def describe(scene: Scene, language: str, *, size: bool = False, background: bool = False, reverse: bool = False) -> str:
    """
    What a scene shows, in one phrase. `size` and `background` add detail to single things; `reverse` starts from the
    second thing of a pair (`b right of a` for `a left of b`).
    """
    first = scene.things[0]
    if scene.kind == "relation":
        return _relation(scene, language, reverse)
    if scene.kind == "place":
        return f"{noun_phrase(language, first)} {PLACE_WORDS[language][PLACES.index(scene.place)]}"
    if scene.kind == "count":
        return noun_phrase(language, first, len(scene.things))
    ground = f" {BACKGROUND_WORDS[language][scene.dark]}" if background else ""
    return noun_phrase(language, first, size=size) + ground


def _relation(scene: Scene, language: str, reverse: bool) -> str:
    subject, other = reversed(scene.things) if reverse else scene.things
    # left of <-> right of, above <-> below
    relation = RELATIONS.index(scene.relation) ^ int(reverse)
    words = RELATION_WORDS[language][relation]
    return f"{noun_phrase(language, subject)} {words}{noun_phrase(language, other, dative=True)}"


def describe_page(page: Page, style: int = 0) -> str:
    """Four ways of saying what is on a page, the last two as questions."""
    heading, figure = page.heading, page.figure
    return (
        f"a page titled {heading} with {figure}",
        f"{figure} on a {page.accent} page titled {heading}",
        f"which page titled {heading} shows {figure}?",
        f"where do I find {figure} about {heading}?",
    )[style]


def sentence(thing: Thing, count: int, synonyms: frozenset[str] = frozenset()) -> str:
    """An English phrase to be rendered; the words named in `synonyms` are replaced by another of the same meaning."""
    noun = SYNONYMS[thing.shape] if thing.shape in synonyms else thing.shape
    words = [SYNONYMS[word] if word in synonyms else word for word in (thing.size, thing.colour)]
    if count > 1:
        noun = NOUNS["english"][noun][2] if noun in NOUNS["english"] else plural(noun)
    return " ".join([NUMBERS["english"][count - 1], *words, noun])


def plural(noun: str) -> str:
    return noun + ("es" if noun.endswith(("x", "s")) else "s")
