"""Common first names in Sweden, for telling a surname from an occupation ("Elin Bagare")."""

from catalog.recognition.words import listed

FIRST_NAMES = listed(
    """
    adam agneta ahmad ahmed albin alexander alexandra alfred ali alice alva amanda amina amir
    anders andreas anette anita anja ann anna annica annika anton arne arvid astrid axel barbro
    beatrice bengt bernt berit bertil birgit birgitta björn bo britt britta börje camilla carin
    carina carl caroline cecilia charlotte christer christian christina claes claudia dag dan
    daniel david dennis ebba eddie edith edvin eirik elias elin elina elisabet elisabeth ella
    ellen elsa elvira emelie emil emilia emma emmanuel erik erika ester eva evelina fatima felicia
    felix filip fredrik frida fredrika gabriel gerd gertrud greta gun gunilla gunnar gustav gustaf
    göran hanna hannah hans harald hassan helena helene henrik henry hugo håkan ibrahim ida inga
    ingegerd inger ingrid irene isabella isak jacob jakob jan jenny jennifer jens jessica joakim
    johan johanna john johnny jonas jonatan jonathan josef josefin julia julian kajsa karin karl
    karolina katarina kerstin kevin kim klara klas kristina kristoffer kurt lars lasse laura leif
    lena lennart leo leon leila liam lina linda linn linnea linus lisa lisbeth lotta louise lovisa
    lucas ludvig lukas magdalena magnus maja malin marcus margareta maria marianne marie markus
    martin mats matilda mattias maria max melvin michael mikael milla milo mohamed mohammad
    mohammed moa mona monica monika muhammad mustafa märta nathalie niklas nils nina noah nora
    olivia oliver olle olof omar oscar oskar osman otto patrik pernilla per peter petra pia pontus
    rebecka richard rickard robert robin roger rolf rut sam samir samuel sandra sanna sara
    sebastian selma signe sigrid simon siv sixten sofia sofie solveig stefan sten stig stina
    susanne sven svante sylvia therese tilda tobias tomas thomas tommy torbjörn tore ulf ulla
    ulrika urban valter vera veronica vide victor viktor vilma viktoria vincent wilhelm william
    yasmin yusuf yvonne åke åsa örjan östen
    """
)
