"""The national catalogue of foods: stable slugs, never reused, and how each is measured. Their names are words: templates/books/foods.html.

`g`: grams. `ml`: millilitres. The order is that of the list on the phone: the PCA ration's groups [domain.md §1.6: one cereal,
one menestra, one meat or fish, one fat], then what the market gives.
"""

CATALOGUE: dict[str, dict[str, str]] = {
    "cereals": {
        "arroz": "g",
        "avena": "g",
        "cebada": "g",
        "fideos": "g",
        "harina-de-trigo": "g",
        "kiwicha": "g",
        "maiz-mote": "g",
        "moron": "g",
        "quinua": "g",
        "semola": "g",
        "trigo": "g",
    },
    "pulses": {
        "arveja-partida": "g",
        "frejol": "g",
        "garbanzo": "g",
        "habas": "g",
        "lentejas": "g",
        "pallares": "g",
        "tarwi": "g",
    },
    "meat-fish": {
        "anchoveta-en-conserva": "g",
        "atun-en-conserva": "g",
        "caballa-en-conserva": "g",
        "carne-de-res": "g",
        "charqui": "g",
        "huevos": "g",
        "pescado": "g",
        "pollo": "g",
        "sangrecita": "g",
        "visceras": "g",
    },
    "fats": {"aceite": "ml", "manteca": "g"},
    "tubers-vegetables": {
        "ajo": "g",
        "camote": "g",
        "cebolla": "g",
        "chuno": "g",
        "olluco": "g",
        "papa": "g",
        "tomate": "g",
        "verduras": "g",
        "yuca": "g",
        "zanahoria": "g",
        "zapallo": "g",
    },
    "fruit": {"fruta": "g", "limon": "g", "naranja": "g", "platano": "g"},
    "other": {"azucar": "g", "leche-en-polvo": "g", "leche-evaporada": "ml", "panela": "g", "sal": "g"},
}

MEASURES: dict[str, str] = {slug: measure for group in CATALOGUE.values() for slug, measure in group.items()}
