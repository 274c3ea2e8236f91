"""Swedish names of languages by their ISO 639 codes, as CV formats write them."""

_CODES = """
sv swe svenska|en eng engelska|fi fin finska|no nor norska|nb nob norska|nn nno nynorska
da dan danska|is isl isländska|is ice isländska|de deu tyska|de ger tyska|fr fra franska
fr fre franska|es spa spanska|it ita italienska|pt por portugisiska|nl nld nederländska
nl dut nederländska|pl pol polska|ru rus ryska|uk ukr ukrainska|cs ces tjeckiska
cs cze tjeckiska|sk slk slovakiska|sk slo slovakiska|sl slv slovenska|hr hrv kroatiska
sr srp serbiska|bs bos bosniska|mk mkd makedonska|mk mac makedonska|sq sqi albanska
sq alb albanska|bg bul bulgariska|ro ron rumänska|ro rum rumänska|hu hun ungerska
el ell grekiska|el gre grekiska|tr tur turkiska|ar ara arabiska|fa fas persiska|fa per persiska
prs prs dari|ps pus pashto|ku kur kurdiska|kmr kmr kurmanji|ckb ckb sorani|so som somaliska
ti tir tigrinska|am amh amhariska|om orm oromo|sw swa swahili|th tha thailändska
vi vie vietnamesiska|zh zho kinesiska|zh chi kinesiska|ja jpn japanska|ko kor koreanska
hi hin hindi|ur urd urdu|bn ben bengali|pa pan punjabi|ta tam tamil|te tel telugu
et est estniska|lv lav lettiska|lt lit litauiska|he heb hebreiska|hy hye armeniska
hy arm armeniska|ka kat georgiska|ka geo georgiska|az aze azerbajdzjanska|uz uzb uzbekiska
kk kaz kazakiska|mn mon mongoliska|id ind indonesiska|ms msa malajiska|tl tgl tagalog
fil fil filipino|ca cat katalanska|eu eus baskiska|ga gle iriska|cy cym walesiska
mt mlt maltesiska|se sme nordsamiska|sma sma sydsamiska|smj smj lulesamiska|fit fit meänkieli
rom rom romani|yi yid jiddisch|be bel vitryska|aii aii assyriska|syr syr syriska
rw kin kinyarwanda|ln lin lingala|yo yor yoruba|ig ibo igbo|ha hau hausa|wo wol wolof
la lat latin
"""
_NAMES = {
    code: name
    for entry in _CODES.replace("\n", "|").split("|")
    if entry
    for *codes, name in [entry.split()]
    for code in codes
}
_SWEDISH_SIGN_LANGUAGE = {"swl": "svenskt teckenspråk", "sgn": "teckenspråk"}


def language_name(code_or_name: str) -> str:
    """`eng` → Engelska; what is no known code is taken for a name."""
    word = code_or_name.strip()
    known = _NAMES | _SWEDISH_SIGN_LANGUAGE
    name = known.get(word.lower().partition("-")[0], word)
    return name[:1].upper() + name[1:]
