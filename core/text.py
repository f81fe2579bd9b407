"""Text that sorts and is found as people expect: the embedded PostgreSQL knows no language's alphabet."""

import unicodedata


def sort_key(text: str) -> str:
    """`text` without accents, in lower case, with single spaces: "Élodie  Noël" sorts and is found as "elodie noel"."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("œ", "oe").replace("æ", "ae"))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(letters.casefold().split())
