"""Names and other words by which details of a client are told from ordinary text, folded to small plain letters."""

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# English.
_ENGLISH: Final = """
aaron abigail adam adrian aidan alan albert alec alex alexander alexandra alexis alice alicia alison allison alyssa
amanda amber amelia amy andrea andrew andy angela anita ann anna anne annie anthony arthur ashley audrey austin
barbara barry beatrice becky ben benjamin bernard beth betty beverly billy bob bobby bradley brandon brenda brian
bridget brittany bruce bryan caitlin callum cameron carl carla carol caroline carolyn catherine cathy charles charlie
charlotte chelsea cheryl chloe chris christina christine christopher cindy claire clara colin connor courtney craig
crystal cynthia daisy dan daniel danielle danny darren dave david dean deborah debra denise dennis derek diana diane
donald donna doris dorothy doug douglas duncan dylan edith edward eileen elaine eleanor elizabeth ella ellen ellie
elliot emily emma eric erica erin ethan eugene evan evelyn fiona frances francis fred freddie gabriel gareth gary
gavin gemma geoffrey george gerald gina gladys glenn gloria gordon graham greg gregory gwen hannah harold harriet
harry hayley hazel heather helen henry holly howard hugh ian imogen irene isaac isabel isabella isla ivan jacob
jacqueline jake james jamie jane janet janice jared jasmine jason jean jeff jeffrey jenna jennifer jenny jeremy jerry
jesse jessica jill jim jimmy joan joanna joanne jodie joe joel john johnny jon jonathan joseph josephine josh joshua
joyce juan judith judy julia julian julie justin karen kate katherine kathleen kathryn kathy katie keith kelly ken
kenneth kenny kerry kevin kim kimberly kirsty kristen kyle larry laura lauren laurence lawrence leah leon leonard
leslie lewis liam lilian lily linda lindsay lisa liz lois lorraine louis louise lucas lucy luke lydia lynn mandy
marcus margaret maria marie marilyn marion marjorie martha martin mary mason matt matthew maureen max megan melanie
melissa michael michelle mike mildred millie mitchell molly monica morgan nancy naomi natalie nathan neil nicholas
nick nicola nicole nigel nina noah nora norma norman oliver olivia oscar owen paige pamela patricia patrick paul paula
pauline peggy penny peter phil philip phillip phoebe phyllis priscilla rachel ralph randy ray raymond rebecca reginald
rhys richard rita robert roberta robin rodney roger roland ron ronald rory rosemary rosie ross roy russell ruth ryan
sally sam samantha samuel sandra sara sarah scott sean sebastian shannon sharon shaun shawn sheila shirley sidney
simon sophia sophie stacey stanley stella stephanie stephen steve steven stuart susan suzanne sylvia tamara tammy
tanya tara ted teresa terry thelma theo theodore theresa thomas tiffany tim timothy tina toby todd tom tommy tony
tracy travis tyler valerie vanessa vera veronica vicky victor vincent viola violet vivian walter wanda wayne wendy
wesley william willie wilma yvonne zachary zoe
"""
# German, Dutch, the North.
_NORTHERN: Final = """
achim agnes aksel albrecht alfons alfred alma andreas angelika anja anke annegret anneliese annika antje anton arne
arno astrid axel bart bastian bernd bernhard bettina birgit bjorn bo britta brigitte bruno carsten christa christel
claudia claus conny cornelia dagmar daan detlef dieter dirk dominik doro edda eckhard elfriede elias elke elsa emil
erik erika ernst esther eva ewald fabian felix ferdinand finn florian frauke freya frieda friedrich fritz georg gerda
gerhard gert gertrud gisela greta gretel gudrun gunter gunther gustav hanna hans hannes harald hedwig heidi heike
heiko heiner heinrich heinz helga helge helmut henk henrik herbert hermann hilde hildegard horst hubert ida ilona ilse
ina inga inge ingeborg ingrid inken ingo irmgard isolde jakob jan jannik jens joachim jochen johan johann johanna
johannes jonas jorg joris josef jost judit jurgen jutta kai karin karl karla karsten kaspar katharina katja katrin
kerstin kirsten klara klaus konrad kristin kurt lars lasse lea lena leni leo leonie lieselotte liv lotte lothar ludwig
luisa lukas maike maja malte manfred manuela maren margarete margit margot marianne marieke mario marius markus
marlene marta mathias mathilde matteo matthias maximilian meike mia michaela mirjam monika moritz nadine niels
nikolaus nils norbert olaf ole oskar otto petra philipp pieter pia rainer ralf reinhard renate roswitha rolf rosa rudi
rudolf ruud sabine sander sanne saskia sigrid silke silvia sina soren sofie sonja stefan stefanie steffen sten susanne
sven svenja tanja thea thorsten till tilman tobias torben torsten udo ulf uli ulrich ulrike ursula ute uwe veit verena
volker waltraud werner wiebke wilhelm willem willi wim wolfgang wouter xaver yannick
"""
# Spanish, Portuguese, Italian, French, Romanian.
_ROMANCE: Final = """
adele adriana adriano agathe aimee alain alberto alejandra alejandro alessandra alessandro alfonso alfredo aline
alvaro ana anais andre andrei angelo antoine antonella antonia antonio armando arnaud arturo aurelie beatriz benoit
bernadette bianca bogdan camila camille carlo carlos carmen catalina cecile cecilia celine cesar chantal chiara
cristian cristiano cristina cristobal damien daniela diego dolores domingo duarte edoardo eduardo elena elisa
elisabetta eloise emanuele emilia emilio enrico enrique ernesto esteban estelle etienne eugenia fabio fabrizio
federica federico felipe fernanda fernando filippo flavio francesca francesco francisca francisco francois francoise
gabriela gabriele genevieve gerard gianluca gilles giorgio giovanna giovanni giulia giuseppe gonzalo graciela
guadalupe guillaume guillermo gustavo hector helene henri hernan hugo ignacio ines ioana ion irina isabelle jacques
jaime javier jeanne jerome joao joaquin jorge jose josefina juana julien julieta julio laetitia laurent leandro
leonardo leticia lorena lorenzo luc luca lucia luciana luciano lucie luigi luis luiza manon manuel marc marcel marcela
marcelo marcio marco margarita mariana mariano marisol marta martina mathieu mauricio maxime mercedes micheline miguel
mihai mireille mohamed monique nadia nicolas noelia octavio odile olivier ornella pablo paola paolo pascal patrice
paulo pedro pierre pilar rafael raffaele ramon raquel raul regina remi renato renaud ricardo riccardo roberto rocio
rodrigo rogerio rosario ruben salvador salvatore santiago sergio silvana simona simone solange soledad sofia stefano
stephane susana sylvain sylvie tatiana thiago thierry tiago tomas valentin valentina valeria vicente victoria vincenzo
ximena yolanda yves
"""
# Turkish, Arabic, Persian, Hebrew.
_NEAR_EASTERN: Final = """
abdullah abdul ahmad ahmed ahmet aisha ali amal amina amir amira aryeh asma aylin ayse aziz bilal burak can cem dalia
darius defne deniz ebru elif emine emre fadi farid fatima fatma ferhat gamze habib hakan halima hamid hamza hanan
hasan hassan hatice huseyin hussein ibrahim idris imran ismail jamal kamal karim kemal khadija khaled khalid layla
leila mahmoud maryam mehmet merve miriam mohammad mohammed moshe muhammad murat mustafa nasrin noor nour omar orhan
osman ozlem parisa rahim rania rashid reza rivka said salim salma samir selin serkan shirin shlomo soraya sultan tariq
tamar umut yael yasmin yasmine yitzhak youssef yusuf zahra zainab zeynep
"""
# Polish, Czech, Russian, Ukrainian, Greek, Hungarian, Finnish.
_EASTERN: Final = """
agnieszka aleksandr aleksandra aleksei alexei anastasia andrzej anatoly andras balazs beata boris bohdan bozena damian
daria dimitri dimitris dmitri dmitry dmytro dorota eleni ewa galina gabor grigory grzegorz halina igor ilya irena
istvan iwona jadwiga jana janina janos jaroslav jerzy jiri jozef juha kaisa kalle kamil karolina katarina katarzyna
kateryna konstantinos krzysztof ksenia kyriakos laszlo lech leonid ludmila lyudmila maciej magda magdalena malgorzata
marek marcin mateusz michal mihaly mikael mikhail miroslav mykola nadezhda natalia natasha nikita nikolai nikos oksana
olga oleg oleksandr ondrej oxana pavel pekka petr piotr pavlo radek roman ruslan sergei sergey stanislaw svetlana
tadeusz tatyana tereza timo tomasz tuomas vaclav vadim vasily viktor viktoria vladimir volodymyr wojciech yaroslav
yevgeny yulia yuri zbigniew zofia zoltan zuzana
"""
# India, East Asia, Africa.
_FURTHER: Final = """
aarav abena adaeze aditi aditya akash akiko akira akua amara ama amit ananya anil anjali arjun ashok ayodele babatunde
chidi chinedu chioma deepak divya ebele emeka fatou fumiko gaurav haruto hiroshi hiroto ifeoma indira jae jia jin joon
kavita kaori keiko kenji kofi kumar kwabena kwame lakshmi lata lin mahesh manoj meera mei mei-ling min-jun mukesh
naoko neha ngozi nguyen nikhil nisha nkechi olumide oluwaseun padma pooja prakash pradeep pranav preeti priya rahul
raj rajesh rakesh ravi rekha rohan sadia sakura sandeep sanjay sasha shreya sita soo-jin sunil sunita suresh takashi
takumi thandiwe thuy tunde usha vijay vikram wei xiang xiao yan yoko yuki yusra zanele
"""
# In Cyrillic letters.
_CYRILLIC: Final = """
александр алексей алина анастасия андреи анна антон борис вера виктор владимир галина дарья дмитрии елена иван игорь
ирина ксения людмила максим марина мария михаил наталья николаи оксана олег ольга павел петр роман светлана сергеи
татьяна юлия юрии
"""

FIRST_NAMES: Final = _set("".join((_ENGLISH, _NORTHERN, _ROMANCE, _NEAR_EASTERN, _EASTERN, _FURTHER, _CYRILLIC)))
"""Common first names of several languages. Far from all; those that are ordinary words stand in the next set."""
NAMES_AND_WORDS: Final = _set("""
angel april art august autumn bill chance chase christian dawn drew earl faith frank grace grant guy honor hope iris
ivy jack jordan joy june ken lance mark may mercy miles nick pat pearl pierce rich rob rose ruby sage skip sky summer
sue trinity will
""")
"""First names that are words too: where a sentence begins nobody can tell which, so they are left alone there."""
NO_LAST_NAMES: Final = _set("""
january february march april may june july august september october november december monday tuesday wednesday
thursday friday saturday sunday christmas easter ramadan alabama alaska arizona arkansas california carolina colorado
connecticut dakota delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine
maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon
pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming acceptance altered anxiety assessment
assisted attachment behavior behavioral behaviour behavioural breathing checklist clinic cognitive coma commitment
compassion consent consultation depression depressive dialectical dissociative doctor dosing dr emotional experience
experiences exposure gestalt god i if in index integration integrative international inventory ketamine like
mindfulness motivational mystical mysticism nurse plan positive practicum preparation prescriber prof professor
psychoanalysis psychodynamic psychologist psychotherapy questionnaire rating reaction reflex relaxation safety sanders
scale scales score screening session set setting she suicide supervisor syndrome technique test that the then
therapist therapy they training trauma unit was we when where avenue beach boulevard bridge centre center church city
college county court day drive east garden gardens general hall hill hospital house island lake lane memorial mountain
north park place river road school south square state station street theatre tower university valley village west
""")
"""Words with a capital letter that follow a first name and are no last name: of scales, methods and places."""
ENDS_NO_NAME: Final = _set("""
scale scales inventory index questionnaire test checklist plan interview reflex technique method syndrome protocol
avenue boulevard bridge centre center church clinic college court drive foundation garden gardens hall hospital house
institute lane library memorial park road school square station street university ward
""")
"""What a run of words with capital letters ends with that names no person: 'the Stanley Brown Safety Plan'."""
BEFORE_PLACES: Final = _set("""
san santa sao st saint los las port fort mount new camp lake cape north south
""")
"""What makes a place of a first name: 'San Jose California'."""
PARTICLES: Final = _set("""
af al av bin bint da dal de dei del della den der di do dos du el ibn la le san ten ter van vom von y zu zum zur
""")
"""Small words between a first and a last name."""
WELL_KNOWN: Final = frozenset(
    {
        ("aaron", "beck"),
        ("albert", "bandura"),
        ("albert", "ellis"),
        ("albert", "hofmann"),
        ("alexander", "shulgin"),
        ("carl", "jung"),
        ("carl", "rogers"),
        ("donald", "winnicott"),
        ("edward", "domino"),
        ("eugene", "gendlin"),
        ("eugene", "krupitsky"),
        ("francine", "shapiro"),
        ("irvin", "yalom"),
        ("john", "bowlby"),
        ("john", "krystal"),
        ("jon", "kabat-zinn"),
        ("marsha", "linehan"),
        ("phil", "wolfson"),
        ("richard", "schwartz"),
        ("sigmund", "freud"),
        ("stanislav", "grof"),
        ("stephen", "rollnick"),
        ("steven", "hayes"),
        ("viktor", "frankl"),
        ("william", "james"),
        ("william", "miller"),
    }
)
"""People whose work is read and quoted in this field."""
