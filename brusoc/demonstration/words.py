"""Words for people and ventures that nobody can take for real: no file may look like that of a living person."""

FIRST_NAMES_WOMEN = (
    *(
        "Aïcha",
        "Amélie",
        "Anke",
        "Béatrice",
        "Chloé",
        "Dina",
        "Élodie",
        "Fatima",
        "Greet",
        "Hanane",
        "Ilse",
        "Inès",
    ),
    *(
        "Joëlle",
        "Khadija",
        "Latifa",
        "Leen",
        "Malika",
        "Naïma",
        "Nadège",
        "Oumou",
        "Petra",
        "Rachida",
        "Salma",
    ),
    *("Sofie", "Tatiana", "Veerle", "Yasmina", "Zoé"),
)
FIRST_NAMES_MEN = (
    *(
        "Abdel",
        "Bart",
        "Benoît",
        "Cédric",
        "Driss",
        "Emre",
        "Farid",
        "Gilles",
        "Hamza",
        "Igor",
        "Jan",
        "Jérôme",
    ),
    *("Karim", "Koen", "Loïc", "Mamadou", "Mehdi", "Nabil", "Olivier", "Pieter", "Rachid", "Samir", "Serge"),
    *("Stijn", "Théo", "Wout", "Youssef", "Zakaria"),
)
# A French or Dutch noun and a second one: plainly invented surnames.
SURNAME_STARTS = (
    *(
        "Papier",
        "Kanaal",
        "Lune",
        "Regen",
        "Brume",
        "Tram",
        "Kasseien",
        "Soleil",
        "Wolken",
        "Pluie",
        "Lantaarn",
    ),
    *("Fabel", "Gaufre", "Molen", "Nuage", "Sterren", "Verger", "Wafel"),
)
SURNAME_ENDS = (
    *(
        "bloem",
        "fleur",
        "brug",
        "pont",
        "huis",
        "jardin",
        "licht",
        "étoile",
        "vogel",
        "rivière",
        "steen",
        "plume",
    ),
    *("wind", "lanterne"),
)
STREETS = (
    *(
        "rue du Modèle",
        "Voorbeeldstraat",
        "quai de l’Exemple",
        "Fabelkaai",
        "rue de la Fiction",
        "Papierwolkstraat",
    ),
    *("place Imaginaire", "Droomplein", "chaussée d’Utopie", "Sprookjeslaan"),
)
# What the venture does: French title, NACE-BEL code, whether social economy is likely.
TRADES = (
    ("Boulangerie", "10.711", False),
    ("Atelier vélo", "95.290", True),
    ("Salon de coiffure", "96.021", False),
    ("Épicerie de quartier", "47.114", False),
    ("Traiteur", "56.210", False),
    ("Atelier de couture", "14.130", True),
    ("Studio graphique", "74.104", False),
    ("Menuiserie", "43.320", False),
    ("Nettoyage écologique", "81.210", True),
    ("Café culturel", "56.301", False),
    ("Livraison à vélo", "53.200", True),
    ("Cours de langues", "85.599", False),
    ("Électricité générale", "43.211", False),
    ("Potager urbain", "01.130", True),
    ("Réparation informatique", "95.110", False),
    ("Crèche familiale", "88.911", True),
    ("Imprimerie", "18.120", False),
    ("Librairie", "47.610", False),
    ("Savonnerie", "20.411", False),
    ("Photographie", "74.201", False),
)
NICKNAMES = (
    *(
        "du Canal",
        "des Tanneurs imaginaires",
        "Petit Nuage",
        "Grand Lampion",
        "De Blauwe Tram",
        "Les Trois Ponts",
    ),
    *(
        "Het Zachte Licht",
        "La Plume",
        "Kleine Ster",
        "Le Tournesol",
        "Nieuwe Wind",
        "Le Pavé",
        "Gouden Wafel",
    ),
)
SESSION_NOTES = (
    "Tableau de trésorerie relu ensemble; les encaissements de l’été sont revus à la baisse.",
    "Boekhouding van het kwartaal doorgenomen; btw-aangifte op tijd ingediend.",
    "Plan d’affaires mis à jour: deuxième point de vente reporté d’un an.",
    "Bezoek ter plaatse; nieuwe etalage en betere zichtbaarheid besproken.",
    "Contrat de bail relu; contact pris avec le propriétaire.",
    "Gesprek over prijszetting en marges; drie producten worden geschrapt.",
    "Retard de paiement expliqué; accord sur un rattrapage en trois mois.",
    "Sociale bijdragen en statuut van zelfstandige uitgelegd.",
)
NEXT_STEPS = (
    *(
        "Envoyer le tableau de trésorerie",
        "Offertes vergelijken",
        "Rappeler la banque",
        "Btw-aangifte voorbereiden",
    ),
    *("Contacter le 1819", "Website afwerken", ""),
)
