"""What people say for an occupation or a language when the taxonomy says it otherwise.

Preferred label → texts. Written by this project from general knowledge of Swedish working life. A
label that the catalogue does not hold is skipped. Where a bare word fits several concepts
("elektriker"), it stands under the commonest of them. Skills: catalog.recognition.aliases_skills.
"""

from catalog.recognition.aliases_english import ENGLISH_OCCUPATIONS, with_english
from catalog.recognition.aliases_skills import SKILL_ALIASES

_SWEDISH: dict[str, tuple[str, ...]] = {
    # Care
    "Undersköterska, hemtjänst, äldreboende och habilitering": (
        "undersköterska", "usk", "undersjuksköterska", "assistant nurse", "nursing assistant",
        "enrolled nurse", "äldreomsorgsundersköterska",
    ),
    "Specialistundersköterska": (
        "spec usk", "specialist-undersköterska", "specialistutbildad undersköterska",
        "specialiserad undersköterska", "barnspecialiserad undersköterska",
    ),
    "Sjuksköterska, grundutbildad": (
        "sjuksköterska", "ssk", "syrra", "registered nurse", "nurse", "grundutbildad sjuksköterska",
    ),
    "Vårdbiträde": ("vårdare i hemtjänst", "hemtjänstpersonal", "care assistant", "hemsamarit"),
    "Anestesisjuksköterska": (
        "specialistsjuksköterska anestesi", "specialistsjuksköterska i anestesisjukvård",
        "narkossköterska", "anestesissk",
    ),
    "Intensivvårdssjuksköterska": (
        "iva-sjuksköterska", "iva-sköterska", "specialistsjuksköterska i intensivvård",
    ),
    "Operationssjuksköterska": (
        "op-sköterska", "operationssköterska", "legitimerad operationssjuksköterska",
    ),
    "Fysioterapeut": ("sjukgymnast", "physiotherapist", "physical therapist"),
    "Arbetsterapeut": ("occupational therapist",),
    "Barnmorska": ("midwife",),
    "Tandläkare": ("dentist",),
    "Tandsköterska": ("dental nurse", "tandvårdsbiträde"),
    "Personlig assistent": ("personal assistant", "personlig assistans", "pa-assistent"),
    "Boendestödjare": ("boendestöd", "boendeassistent lss"),
    "Behandlingsassistent/Socialpedagog": ("behandlingspedagog",),
    "Ambulanssjukvårdare": ("paramedic", "ambulansvårdare"),
    "Medicinsk sekreterare": ("läkarsekreterare", "vårdadministratör", "medical secretary"),
    "Apotekstekniker": ("apotekstekniker",),
    "Socialsekreterare": ("soc-sekreterare", "social worker"),
    "Biståndsbedömare/Biståndshandläggare": ("biståndshandläggare",),
    "LSS-handläggare": ("handläggare lss", "handläggare inom lss"),
    # School
    "Lärare i grundskolan, årskurs 1-6": (
        "lärare", "grundskollärare", "grundskolelärare", "mellanstadielärare", "klasslärare",
        "teacher", "primary school teacher", "folkskollärare",
    ),
    "Grundlärare, förskoleklass och 1-3": (
        "lågstadielärare", "grundlärare f-3", "lärare f-3", "grundlärare", "lärare åk f-3",
    ),
    "Grundlärare, 4-6": ("grundlärare 4-6", "lärare 4-6", "lärare åk 4-6"),
    "Ämneslärare, 7-9": (
        "högstadielärare", "ämneslärare 7-9", "lärare 7-9", "lärare åk 7-9", "mattelärare",
        "no-lärare", "so-lärare", "matematiklärare",
    ),
    "Ämneslärare, gymnasieskolan": (
        "gymnasielärare", "ämneslärare", "ämneslärare gymnasiet", "lärare i gymnasiet",
        "lärare på gymnasiet",
    ),
    "Förskollärare": ("dagisfröken", "preschool teacher", "förskolelärare", "dagislärare"),
    "Barnskötare": ("barnskötare i förskola", "dagispersonal", "childcare worker"),
    "Elevassistent": ("resursassistent", "elevstödjare"),
    "SFI-lärare": ("sfi lärare", "lärare i sfi", "lärare inom sfi"),
    "Studie- och yrkesvägledare/SYV": ("syv", "syo-konsulent", "studievägledare"),
    "Skolvaktmästare": ("vaktmästare", "vaktmästare på skola"),
    "Modersmålslärare i grundskolan": ("modersmålslärare", "hemspråkslärare"),
    # Building, property, electricity
    "Installationselektriker": (
        "elektriker", "elmontör", "installationselektriker", "electrician", "el-montör",
    ),
    "VVS-montör": ("rörmokare", "rörläggare", "plumber", "rörmontör", "vvs:are"),
    "Träarbetare/Snickare": (
        "snickare", "byggnadssnickare", "timmerman", "carpenter", "träarbetare", "byggsnickare",
    ),
    "Målare": ("byggnadsmålare", "painter", "husmålare"),
    "Betongarbetare": ("betongare", "armerare"),
    "Murare": ("bricklayer", "murare och putsare"),
    "Plattsättare": ("kakelsättare", "plattläggare"),
    "Grävmaskinförare": ("grävmaskinist", "grävmaskinsförare", "excavator operator"),
    "Fastighetsskötare": ("fastighetsvärd", "fastighetsarbetare", "fastighetstekniker"),
    "Platschef, bygg": ("platschef", "site manager", "byggplatschef"),
    "Arbetsledare, husbyggnad": ("arbetsledare bygg", "byggarbetsledare"),
    "Civilingenjör, bygg": ("civilingenjör samhällsbyggnad", "civilingenjör väg och vatten"),
    "Byggnadsingenjör": ("byggingenjör", "byggnadstekniker"),

    "Solcellsinstallatör": ("solcellsmontör", "solenergitekniker", "solpanelsmontör"),
    "Kyltekniker": ("kylmontör",),
    # Industry
    "CNC-operatör": (
        "cnc", "cnc operatör", "cnc-tekniker", "fleroperatör", "cnc-svarvare", "cnc-fräsare",
        "cnc operator", "cnc-maskinist",
    ),
    "Svetsare": ("welder", "licenssvetsare", "rörsvetsare", "tig-svetsare", "mig-svetsare"),
    "Processoperatör kemisk industri": ("processoperatör", "process operator"),
    "Industrirobotoperatör": ("robotoperatör",),
    "Personbilsmekaniker": ("bilmekaniker", "bilreparatör", "car mechanic", "bilmek"),
    "Produktionstekniker, maskin/Produktionstekniker, verkstad": ("produktionstekniker",),
    "Kvalitetsingenjör, maskin/Kvalitetstekniker, maskin": (
        "kvalitetsingenjör", "kvalitetstekniker", "quality engineer",
    ),
    "Kontrolloperatör, metallprodukter": ("kvalitetskontrollant", "quality inspector"),
    "Maskinkonstruktör": ("konstruktör", "mekanikkonstruktör", "mechanical engineer"),
    "Elkonstruktör": ("electrical designer",),
    "Operatör batteritillverkning": ("batterioperatör",),
    # Transport and stores
    "Distributionsförare": (
        "lastbilschaufför", "lastbilchaufför", "chaufför", "lastbilsförare",
        "distributionschaufför", "distributionsbilsförare", "truck driver", "lastbilsschaufför",
    ),
    "Fjärrbilsförare": ("fjärrchaufför", "långtradarchaufför", "fjärrbilschaufför"),
    "Budbilsförare": ("budbilschaufför", "budchaufför", "budbil", "paketbud", "courier", "bilbud"),
    "Taxiförare": ("taxichaufför", "taxi driver", "taxi", "kört taxi", "köra taxi"),
    "Bussförare": ("busschaufför", "bus driver", "köra buss", "kört buss", "bussförarjobb"),
    "Lagerarbetare/Terminalarbetare": (
        "lagerarbetare", "lagermedarbetare", "lagerpersonal", "lagerbiträde", "terminalarbetare",
        "warehouse worker", "warehouse operative", "godsmottagare", "lagerist",
    ),
    "Truckförare": ("truckchaufför", "forklift driver", "forklift operator"),
    "Brevbärare": ("postbud", "postiljon", "mail carrier"),
    "Speditör": ("freight forwarder",),
    "Trafikledare": ("transportledare",),
    # Restaurant, hotel, cleaning
    "Kock à la carte": (
        "kock", "line cook", "chef de partie", "a la carte-kock", "restaurangkock", "souschef",
        "sous chef", "cook",
    ),
    "Kock storhushåll": (
        "skolkock", "storkökskock", "kock i storkök", "skolmåltidskock", "kokerska",
    ),
    "Köksbiträde": (
        "kökshjälp", "köksmedarbetare", "kitchen assistant", "mattant", "bespisningspersonal",
    ),
    "Diskare": ("diska", "dishwasher", "diskplockare", "diskpersonal"),
    "Servitör/Servitris": (
        "serveringspersonal", "waiter", "waitress", "servis", "serveringsbiträde",
    ),
    "Restaurangbiträde": ("snabbmatsbiträde", "snabbmatspersonal", "restaurangmedarbetare"),
    "Pizzabagare": ("pizzakock",),
    "Bagare/Konditor": ("baker", "pastry chef"),
    "Hotellreceptionist": ("hotel receptionist", "receptionist på hotell", "front desk agent"),
    "Städare": (
        "lokalvårdare", "städerska", "cleaner", "kontorsstädare", "städpersonal", "trappstädare",
    ),
    "Hotellstädare": ("hotellstäderska", "room attendant", "housekeeper"),
    "Kassapersonal": (
        "kassörska", "kassabiträde", "kassör i butik", "cashier", "butikskassörska",
        "sitta i kassan",
    ),
    "Butikssäljare, dagligvaror/Medarbetare, dagligvaror": (
        "butiksmedarbetare", "butiksbiträde", "livsmedelsbiträde",
    ),
    "Butikssäljare, fackhandel": (
        "butikssäljare", "säljare i butik", "sales assistant", "shop assistant", "expedit",
        "butiksförsäljare",
    ),
    "Företagssäljare": ("b2b-säljare", "säljare", "säljare mot företag", "sales representative"),
    "Account manager/AM": ("key account manager", "kundansvarig säljare", "account manager"),
    "Telefonförsäljare": ("telemarketing", "telefonsäljare", "telemarketer"),
    "Kundtjänstmedarbetare": (
        "kundservicemedarbetare", "customer service representative", "customer service agent",
        "kundtjänstagent", "kundserviceagent",
    ),
    # Office, economy, public service
    "Handläggare, offentlig förvaltning/Utredare, offentlig förvaltning": (
        "handläggare", "utredare", "myndighetshandläggare",
    ),
    "Försäkringshandläggare, försäkringskassa": (
        "handläggare på försäkringskassan", "handläggare försäkringskassan",
    ),
    "Administratör": ("kontorist", "office administrator", "kontorsadministratör"),
    "Ekonomiassistent": ("accounting assistant", "bokhållare", "reskontramedarbetare"),
    "Redovisningsekonom": ("accountant", "redovisningsansvarig"),
    "Löneadministratör/Lönekonsult": ("lönespecialist", "löneassistent", "payroll specialist"),
    "HR-generalist/HR-partner": ("personalhandläggare", "personalvetare", "hr generalist"),
    "Receptionist": ("front office", "receptionist"),
    "Controller": ("verksamhetscontroller", "ekonomicontroller"),
    "Enhetschef inom socialtjänst": ("enhetschef inom socialtjänsten",),
    "Advokat": ("lawyer",),
    "Väktare": ("security guard", "bevakningsväktare"),
    "Larmoperatör": ("larmcentral", "larmcentralist"),
    "Brandman": ("firefighter",),
    # Computing
    "Systemutvecklare/Programmerare": (
        "software engineer", "software developer", "mjukvaruingenjör", "programmerare", "developer",
        "systemutvecklare", "mjukvaruutvecklare", "kodare",
    ),
    "Mjukvaruutvecklare": ("software engineer", "software developer", "mjukvaruingenjör"),
    "Backend-utvecklare": ("backend developer", "back-end developer", "backendutvecklare"),
    "Frontend-utvecklare": ("frontend developer", "front-end developer", "frontendutvecklare"),
    "Fullstack-utvecklare": ("fullstack developer", "full stack developer", "fullstackutvecklare"),
    "Systemtestare/Funktionstestare": ("testare", "tester", "qa engineer", "testingenjör"),
    "Supporttekniker IT": (
        "it-support", "it-supporttekniker", "helpdesktekniker", "servicedesktekniker", "it support",
        "1st line support", "2nd line support", "helpdesk",
    ),
    "IT-tekniker": ("datatekniker", "it technician"),
    "Nätverkstekniker": ("network engineer", "network technician"),
    "Projektledare, IT": ("it-projektledare", "it project manager"),
    "Data scientist": ("dataforskare",),
    # Crafts, land, other
    "Frisör": ("hårfrisör", "hårfrisörska", "hairdresser", "barberare", "frissa"),
    "Massör": ("massageterapeut", "massage therapist"),
    "Djurskötare lantbruk": ("ladugårdsarbetare", "lantbruksarbetare", "mjölkare"),
    "Trädgårdsmästare odling": ("trädgårdsmästare", "gardener"),
    "Industrisömmerska": ("sömmerska", "sömnadsarbetare", "seamstress"),
    "Bergarbetare, gruva": ("bergarbetare", "gruvarbetare", "miner"),
    "Tolk": ("interpreter",),
    "Grafisk formgivare": ("grafisk designer", "graphic designer"),
    "Soldat/Sjöman": ("soldat", "gruppbefäl"),
}  # fmt: skip
OCCUPATION_ALIASES = with_english(_SWEDISH, ENGLISH_OCCUPATIONS)

LANGUAGE_ALIASES: dict[str, tuple[str, ...]] = {
    "Svenska": ("swedish", "svenskatalande", "svensktalande", "svenskan"),
    "Engelska": ("english", "engelsktalande", "engelskan"),
    "Arabiska": ("arabic", "arabisktalande"),
    "Persiska/Farsi": ("persian", "farsi", "persiska", "persisktalande"),
    "Dari": ("dari",),
    "Polska": ("polish", "polsktalande"),
    "Spanska": ("spanish", "spansktalande"),
    "Franska": ("french", "fransktalande"),
    "Tyska": ("german", "tysktalande"),
    "Finska": ("finnish", "finsktalande"),
    "Norska": ("norwegian", "norsktalande"),
    "Danska": ("danish", "dansktalande"),
    "Ryska": ("russian", "rysktalande"),
    "Ukrainska": ("ukrainian",),
    "Portugisiska": ("portuguese",),
    "Italienska": ("italian",),
    "Turkiska": ("turkish",),
    "Kurdiska": ("kurdish",),
    "Kurdiska - Sorani": ("sorani", "kurdiska sorani", "sorani-kurdiska"),
    "Kurdiska - Kurmanji": ("kurmanji", "kurdiska kurmanji", "nordkurdiska"),
    "Somaliska": ("somali", "somalisktalande"),
    "Tigrinska/Tigrinja": ("tigrinya", "tigrinja"),
    "Amhariska/Amarinja": ("amharic", "amarinja"),
    "Kinesiska": ("chinese", "mandarin"),
    "Thailändska": ("thai",),
    "Vietnamesiska": ("vietnamese",),
    "Japanska": ("japanese",),
    "Hindi": ("hindi",),
    "Urdu": ("urdu",),
    "Bengali/Bengaliska": ("bengali", "bangla", "bengaliska"),
    "Pashto": ("pashto", "pashtu"),
    "Grekiska": ("greek", "nygrekiska"),
    "Ungerska": ("hungarian",),
    "Rumänska": ("romanian",),
    "Bulgariska": ("bulgarian",),
    "Serbiska": ("serbian",),
    "Kroatiska": ("croatian",),
    "Bosniska": ("bosnian", "bosniska/kroatiska/serbiska"),
    "Albanska": ("albanian",),
    "Nederländska": ("dutch", "holländska"),
    "Estniska": ("estonian",),
    "Lettiska": ("latvian",),
    "Litauiska": ("lithuanian",),
    "Teckenspråk": ("svenskt teckenspråk", "sign language"),
    "Meänkieli/Tornedalsfinska": ("meänkieli", "tornedalsfinska"),
}  # fmt: skip

# All of them, for whoever searches labels: preferred label → texts.
ALIASES: dict[str, tuple[str, ...]] = {**OCCUPATION_ALIASES, **SKILL_ALIASES, **LANGUAGE_ALIASES}
