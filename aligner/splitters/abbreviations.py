"""Classes of abbreviations, as alternatives of expressions, without their last full stop.

They are spelled without accents, as `without_accents` leaves a word.
"""

from aligner.languages import MONTHS

SHORT_MONTH = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
MONTH = "|".join((*MONTHS, SHORT_MONTH))
WEEKDAY = "Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun"

# A name follows, whatever it is: "Ms. No".
ADDRESSES = "Mr|Mrs|Ms|Mx|MR|MRS|MS|DR|PROF|Messrs|Mme|Mmes|Mlle|Dr|Drs|Prof|Profs|Rev|Revd|Msgr"
# A name follows, or a sentence ends: "Gen. Ruiz", "Director Gen. The".
TITLES = (
    "Adj|Adm|Ald|Amb|Assoc|Asst|Atty|Bp|Br|Brig|Bro|Capt|Cdr|Cllr|Cmdr|Cmdt|Col|Comdr|Const|Cpl|Cpt|Dep|Det|Dir|Fr|Gen|GEN|"
    "Gov|Hon|HON|Insp|Jr|Lt|Maj|Min|Mag|Dipl|Pres|Pvt|Pfc|Rep|Reps|Rt|Secy|Sen|Sens|Sgt|Sr|Supt|Ven|"
    "St|Sts|Ste|Mt|Ft|Pt|[Ff]mr|Commr|Chmn|Mgr|Chf|Sra|Srta|Hr|"
    "MM|Sig|Sga|Sto?a?|Exmo|Exma|Ilmo|Cie|Mts|Treas|Perm|Parl|Just|"
    "Aldn?|Cllrs|Capts|Cdrs|Cols|Cpls|Frs|Gens|Govs|Hons|Insps|Lts|Majs|Pvts|Sgts|Supts|Attys|"
    "Abp|Dom|Emer|Km|Smt|Exec|Mng|Cl|Spc|Ens|Wg|Gp|Flt|Sqn|Ldr|Bdr|Gnr|dau|R\\.S\\.V\\.P|"
    # Given names, as they used to be written.
    "Eliz|Margt?|Cath|Kath|Wm|Chas|Geo|Jas|Jos|Thos|Robt|Edw|Edwd|Benj|Saml|Danl|Richd|Alexr|Fredk|"
    # Initials of two letters.
    "Chr|Dm|Dz|Kh|Ph|Sz|Th|Vl|Yu|Zh"
)

# What somebody is a doctor of, in German.
FACULTIES = "med|phil|jur|iur|rer|nat|oec|pol|techn?|agr|theol|habil|h\\.c|h|c|Ing"

# Parts of a text, which a number follows.
REFERENCES = (
    "subds?|paras?|pars?|subparas?|subsecs?|iss|arts?|sec|secs|sects?|chs?|chaps?|cls?|regs?|exh?s?|figs?|tbl|"
    "appx|pts?|pp|pgs?|vols?|nos?|nrs?|ser|scheds?|schs?|rr|ann|eqs?|eqns?|refs?|thms?|lems?|"
    "cors?|defs?|exs|bks?|cols?|divs?|docs?|edn|fols?|ff|fn|ll|ln|nn|obs|ord|pls?|ss|suppl?|"
    "mm|mags?|az|perf|imperf|tit|ver|vv|fl|rte|cc|amdt|rec|acct|lvl?|eps?|sc|amends?"
)
LETTER_REFERENCES = "[b-hj-z]"
# The same, but also words in small letters: "paid the tab. 3 were".
CAPITAL_REFERENCES = (
    "Lat|Alt|Elev|Pop|Temp|Wt|Ht|Qty|Amt|Diam|Freq|Cert|"
    "Exod?|Deut|Josh|Judg|Sam|Kgs|Chron?|Neh|Esth|Pss?|Eccl(?:es)?|Isa|Jer|Ezek|Zech|Matt|Lk|Jn|"
    "Hos|Mic|Lam|Zeph|Hab|Obad|Hag|Mal|Tob|Jdt|Wisd|Sir|Philem|Lev|Num|Cant|Prov|"
    "Rom|Gal|Eph|Thess|Heb|Macc|Dia|Ans|Rem|Enc|"
    "Sig|Mot|Compl|Dkt|Decl|Aff|Opp|Mem|Tr|"
    "Dir|Rs|Kr|Frs?|Apps?|Annex|Caps?|Dec|Pars?|Props?|Res|Stat|Tabs?"
)
# The same, before a number in brackets: "subs. (4)"; elsewhere they are words.
BRACKETED_REFERENCES = "s|[Ss]ubss?|[Ss]ub-?(?:cls?|regs?|rr?|arts?)|[Pp]rovs?"
# Behind these, what a number is the number of: "Pat. No. 4", "Pat. Appl. 10/4".
NUMBERED = "Pats?|Appln?s?|Pub[ln]?s?"
# Before what is dissolved or added, in a laboratory: "aq. NaOH".
DISSOLVED = "[Aa]q|[Dd]il|[Ss]atd?|[Cc]onc|[Aa]nhyd|[Ss]olns?"
# In addresses and other ways to reach somebody.
CONTACTS = (
    "Tel|Fax|Ph|Ext|Add|Rm|Bldg|Blk|Fl|Flr|Rd|St|Ave?|Blvd|Ln|Sq|Apt|Ste|Hwy|Pkwy|Dist|Prov|Mob|Dept|"
    "tel|fax|ext|rm|bldg|blk|flr|apt|av|bd|blvd|rte|num|E-?mail"
)
# A name follows, the one who signed, or a number.
ADDRESSED = "H\\.E|H\\.[IRS]\\.H|[Aa]ttn|Att|Sgd|Acct|Encl|Re|P\\.?P?\\.?S|N\\.?B"

# Behind a number.
UNITS = (
    "in|ft|yds?|mi|sq|cu|oz|lbs?|cwt|st|gals?|pts?|qts?|tsps?|tbsps?|hrs?|mins?|secs?|wks?|mos?|"
    "yrs?|h|km|cm|mm|m|kg|g|mg|ml|l|t|deg|doz|ac|bbl|ha|hp|cal|kcal|rev|mph|rpm|mln|mn|bn|tn|bu|hhd|kWh?|cc|m\\.p\\.h|r\\.p\\.m"
)

# Something always follows.
NEVER_LAST = (
    "[Aa]pprox|ca|circa|[Cc]f|[Vv]iz|[Ii]ncl|[Ee]xcl|[Ee]\\.g|[Ii]\\.e|[Vv]s|v|[Oo]p|[Ll]oc|"
    "a\\.k\\.a|[dfn]\\.[kb]\\.a|[Nn]ee?|nom|rel|Dna|Ld|"
    "Natl|Nat'l|Intl|Int'l|Internat"
)
# A sentence ends behind these only if another one clearly begins.
WITHIN = (
    "etc|al|ibid|id|cit|eds?|edn|max|min|avg|est|orig|rev|trans|depts?|univ|govt?|intl|assoc|mfg|"
    "natl|ult|prox|misc|temp|tech|repr|rept|publ|illus|jr|sr|seq|inst|resp|deg|p\\.c|mun|esp|exc|excl|demol|"
    "aq|dil|anhyd|satd|solns?|inns|wkts|ux|vir|subsp|ssp|var|sp|spp|obt|servt|prep|disc"
)
FIRMS = "plc|PLC|Co|Cos|Pte|Pty|Bros|Sdn|Bhd|Corp|Inc|Ltd|S\\.p\\.A|S\\.A|A\\.G|N\\.V|B\\.V"
FIRM_GOES_ON = (
    "Ltd|Limited|Inc|LLC|LLP|KG|Bhd|Pte|Pty|Group|Chair(?:man|woman)?|President|Chief|Director|"
    "Incorporated|CEO|CFO|Class|Vice|Executive|Founder|Spokes(?:man|woman|person)|Holdings?|Headquarters|Sec"
)
# Words of the names of journals, courts, laws and institutions.
JOURNALS = (
    "Acad|Acta|Adv|Agric|Am|Amer|Anal|Ann|Anat|Annu|Appl|App|Arch|Archaeol|Assoc|Astron|Aust|"
    "Bankr|Bd|Behav|Bus|Cal|Camb|Cas|Chron|Deb|Dict|Dig|Encycl|Gaz|Harv|Parl|Rptr|Sess|Wkly|"
    "Ass'n|Comm'n|Dep't|Gov't|Biochem|Biol|Biophys|Bot|Brit|Bull|Bur|Can|Chem|Chim|Cir|Civ|Clin|Coll|Comm|Commun|"
    "Comp|Comput|Conf|Cong|Const|Contemp|Crim|Ct|Dev|Dist|Div|Doc|Ecol|Econ|Ed|Edn|Educ|"
    "Electr|Eng|Engl|Engin|Entomol|Environ|Eur|Exp|Fed|Found|Fr|Genet|Geogr|Geol|Geophys|Gov|"
    "Govt|Hist|Hort|Hum|Immunol|Ind|Inf|Inst|Int|Internat|Int'l|Inv|Jour|Jpn|Jur|Lab|Lang|Lett|"
    "Lib|Ling|Lit|Lond|Mag|Manag|Mar|Mat|Math|Mech|Med|Mem|Metall|Meteorol|Microbiol|Mid|Min|Mod|"
    "Mol|Mus|Nat|Natl|Nat'l|Neth|Neurol|Nucl|Numer|Nutr|Occas|Oceanogr|Opt|Ord|Org|Oxf|Pap|"
    "Pharm|Pharmacol|Phil|Philol|Philos|Photogr|Phys|Physiol|Pol|Polit|Proc|Psychiatr|Psychol|Pub|"
    "Publ|Quart|Rec|Rep|Rept|Res|Rev|Roy|Sch|Sci|Sec|Ser|Soc|Sociol|Sp|Spec|Stand|Stat|Statist|"
    "Stud|Sup|Supp|Suppl|Surg|Surv|Symp|Syst|Tech|Technol|Theol|Theor|Trans|Transl|Treas|Trib|"
    "Univ|Vet|Vict|Zool|Yb|"
    # Of other languages than English.
    "Abh|Accad|Akad|Atti|Beih|Ber|Bol|Cienc|Dokl|Eksp|Esp|Fis|Fiz|Forh|Ges|Gesell|Handl|Hebd|Izv|"
    "Jahrb|Jb|Khim|Kgl|Meded|Mex|Mitt|Monatsh|Nac|Nachr|Naturf|Naturw|Nauk|Ned|Preuss|Rend|"
    "Sitzungsber|Teor|Tidskr|Tijdschr|Trav|Verh|Videnskab|Wiss|Zeitschr|Zhurn"
)
STATES = (
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kans?|Ky|Mass|Mich|Minn|Mont|Neb|Nev|Okla|"
    "Ont|Ore|Penn|Que|Tenn|Tex|Va|Vt|Wash|Wis|Wyo"
)
# What may also end a sentence as the name of a country, an era or a degree.
ACRONYMS = (
    "U\\.S|U\\.S\\.A|U\\.K|U\\.N|E\\.U|U\\.S\\.S\\.R|D\\.C|B\\.C|A\\.D|C\\.E|B\\.C\\.E|P\\.R\\.C|"
    "R\\.O\\.C|U\\.A\\.E|N\\.Y|L\\.A|"
    "M\\.P|J\\.P|Q\\.C|S\\.C|K\\.C|P\\.O|H\\.K"
)
DEGREES = (
    "[BM]\\.A|M\\.D|Ph\\.D|LL\\.[BMD]|M\\.B\\.A|[BM]\\.(?:Sc|Ed|Eng|Com|Mus|Phil|Litt|Tech|Arch|Pharm)|"
    "B\\.C\\.L|[BM]\\.F\\.A|D\\.(?:Phil|Sc|Litt|Mus|Ed)|Ed\\.[DM]|Pharm\\.D"
)
# What goes on behind such an acronym.
INSTITUTIONS = (
    "Air|Ambassador|Army|Attorney|Bank|Bureau|Capitol|Census|Chamber|Charter|Circuit|Coast|"
    "Code|Commission|Committee|Congress|Constitution|Consul(?:ate)?|Council|County|Court|Customs|Delegation|"
    "Department|Dollar|Embassy|Energy|Federal|Fish|Food|Foreign|General|Geological|Government|"
    "High|House|Marines?|Marshals?|Military|Mission|National|Navy|Office|Open|Parliament|Patent|"
    "Postal|President|Prime|Representative|Secretary|Security|Senate|Senator|Special|Steel|Supreme|"
    "Trade|Treasury|Vice|Virgin|West|Women"
)
# Words before the number of a part of a text: "Chapter 3. The Long Winter".
PARTS = (
    "Act|Annex|Appendix|Article|Art|Book|Box|Canto|Case|Chapter|Chap|Ch|Chart|Claim|Clause|Cl|"
    "Division|Lot|Example|Exercise|Ex|Task|Exhibit|Experiment|Figure|Fig|Form|Item|Lesson|Map|Module|Note|"
    "Order|Ord|Paragraph|Para|Part|Pt|Phase|Plate|Pl|Principle|Question|Regulation|Reg|Rule|"
    "Session|Stage|Level|Lecture|Topic|Problem|Proposition|Lemma|Corollary|Definition|Panel|Thm|Lem|Cor|Def|Prop|Rem|"
    "Scene|Schedule|Sched|Scheme|Section|Sec|Sect|Step|Subsection|Table|Tab|Theme|Theorem|Title|"
    "Unit|Volume|Vol"
)
# In dictionaries and grammars, before a word: "found in pl. in", "usu. of". Some are also words.
LABELS = (
    "sing|plur?|masc|fem|neut|nom|gen|dat|acc|abl|voc|pres|pret|perf|imperf|subj|ind|imper|inf|"
    "adj|adv|pron|conj|interj|intr|refl|arch|obs|poet|dial|colloq|dims?|hex|rad|cyl|fig|lit|dim|usu|prob|perh|abbr|"
    "abbrev|intrans|subst|suff|irreg|attrib|pred|compar|superl|cogn|etym|pers|sb|vb|mod|orig"
)
LANGUAGES = (
    "Eng|Engl|Scand|Swed|Norw|Dan|Icel|Ger|Du|Flem|Fris|Goth|Lat|Gk|Gr|Heb|Arab|Aram|Pers|Skt|Skr|"
    "Ital|Sp|Span|Port|Prov|Rum|Russ|Pol|Slav|Lith|Celt|Gael|Ir|Sc|Turk|Hung|Finn|Chin|Jap|"
    "Brit|Amer|Austral|Dial|Orig|Prob|Perh|Usu"
)
# Names that end with a mark.
MARKED_NAMES = "E|Eek|Guess|Jeopardy|Joomla|Panic|Therefore|Wham|Which|Yahoo|Yum|Ahoy|Zumba"
# All that can stand before a full stop within a sentence.
ALL = "|".join(
    (
        *(ADDRESSES, TITLES, ADDRESSED, CONTACTS, STATES, FIRMS, JOURNALS),
        *(REFERENCES, CAPITAL_REFERENCES, NEVER_LAST, WITHIN, WEEKDAY, SHORT_MONTH),
    )
)
