"""Words that tell a person's name from another phrase with capital letters. Data, no rules.

Common given names of these islands, and words that stand in the names of things, bodies and places
but hardly in a person's. Neither is whole: who is called otherwise is found by what stands beside
the name, and things that we were told of are left out by their names.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVEN = _words("""
    aaron abdul abigail adam ade adele adrian agnes ahmed aidan aisha alan alasdair albert alex
    alexander alexandra alice alison alistair amanda amelia amina amir amy ana andrea andrew andy
    angela angus anita ann anna anne annette anthony antonia anwen april arjun arthur ashley
    barbara barry beatrice becky ben benjamin bernard beth bethan betty bill bob brenda brendan
    brian bridget bronwen bruce callum calum cameron carl carol caroline carolyn carys catherine
    catriona ceri charles charlie charlotte chidi chloe chris christine christopher ciara claire
    clare colin colm conor craig dafydd daisy daniel darren dave david dawn debbie deborah declan
    deepa dennis derek diana diane dilys dominic donald donna dorothy douglas duncan dylan edith
    edward eileen eilidh elaine eleanor eleri elin elizabeth ella ellen emily emma eoin eric erin
    ethan euan eva evan evelyn ewan farah fatima felicity finlay fiona florence frances francesca
    freya gareth gary gavin gemma geoff geoffrey george georgia georgina geraint gerald gillian
    gita gordon graham gregory gwen hamish hannah harriet harry hassan hazel heather hector helen
    henry hilary howard huw iain ian ibrahim idris imran iona irene isaac isabel isla ismail ivan
    ivor jacob jacqueline jake james jamie jane janet janice jasmine jason jean jeff jenna
    jennifer jenny jeremy jess jessica jill jim joan joanna joanne joe joel john jonathan joseph
    josh joshua joyce judith julia julian julie justin kamal karen kate katherine kathleen kathryn
    katie katy keith kelly ken kenneth kerry kevin khadija kim kirsten kirsty kofi krishna kwame
    kyle lachlan laura lauren layla leah leanne lee leila leo lesley leslie lewis liam linda
    lindsay lisa liz lorna lorraine louis louise lucas lucy luke lydia lynn mairi malcolm mandy
    marcus margaret marged maria mariam marian marie marion martha martin mary mateusz matt
    matthew maureen maya megan mehmet mei melanie melissa mhairi michael michelle miles mo mohamed
    mohammad mohammed moira molly morag morwenna muhammad murdo nadia naomi natalie natasha neil
    niall niamh nicholas nick nicola nigel nikhil nina noah noor nora norman oliver olivia omar
    orla oscar osman owen patricia patrick paul paula pauline peter petra philip philippa phoebe
    piotr polly priya rachel rahul raj rajesh ralph ravi raymond rebecca rhian rhiannon rhys
    richard rita rob robert roberta robin rodney roger roisin ronald rory rosemary rosie ross
    rowan roy ruaridh rupert russell ruth ryan sadia saira sally salma samantha samira samuel sana
    sandeep sandra sanjay sara sarah seamus sean sebastian sharon shaun sheila shirley shona sian
    simon sinead siobhan siân sofia sonia sophia sophie stacey stella stephanie stephen steve
    steven stewart stuart sunil susan suzanne sylvia tamsin tanya tara ted teresa terry thea theo
    theresa thomas tim timothy tina toby tom tomasz tony tracey trevor usman vera veronica vicky
    victoria vijay vikram vincent violet vivian walter wendy wesley william winston yasmin yusuf
    yvonne zain zara zoe
""")

JOINING = _words("also and as because but if so that then when where while")
"""Before a speaker: "Then Oscar thinks"."""

OPENING = JOINING | _words("""
    a about across after again agreed all although an another any anyone are ask at attendees
    august be before being between both by can colleagues could current december delegates do does
    during each eight either else even every everybody everyone everything evidence february few
    finally first five for four friday from further general get good group groups had has have he
    here how however i in instead into is it its january july june just key last later leader
    leaders learn like long made main make many march monday more most much my need needs new next
    nine no nobody none not november now october of off often old on once one only open or other
    others our out over own part participants people per please questions quick room rooms same
    saturday second see september session sessions seven several she should six some somebody
    someone speaker speakers still such sunday team teams ten than thanks the their them there
    these they thing things third this those though three through thursday to today together
    tomorrow too tuesday two under until up us use user users very was we wednesday well were what
    whether which who why will with without would yes yesterday yet you your
""")
"""What begins a sentence or a heading, and is left out before a name: "Thanks Oscar Fenn"."""

ORDINARY = _words("""
    academy accessibility action actions adaptation adaptations administration adobe affairs
    agencies agency agenda agile alliance alpha amazon amber analysis analytics android apple
    approach apps army assembly assessment asset assets association authorities authority automate
    avenue award azure background bank barriers bay beach benefits beta blockers board bodies body
    book borders borough bridge british budget bureau business cabinet calendar camp carbon care
    case cases castle center central centre centres centric challenge challenges change charity
    charter chat chrome church citizen citizens city civil climate cloud club coast code college
    commercial commission committee common communications communities community company conclusion
    consortium content context contract convention cooperative copilot core corporation council
    councils counter county court creative crown culture customer customers customs dale dashboard
    data day decisions delivery department departments design development digital directorate
    discovery discussion district division docks docs documents drive dynamics east eastern
    economic economics economy education email emerging emissions energy engagement engineering
    england english enterprise environment estate europe european evaluation event events excel
    exchange executive experience facebook farm federation feedback field finance findings fire
    flag flow force forest forum foundation framework fraud free friends front fund future gardens
    gate github goals google government governments great greater green growth guidance guide
    guidelines guild hall harbour health heights helpful home homelessness hospital house housing
    human idea ideas identity impact imperial inclusion information infrastructure innovation
    insight insights inspectorate institute institution intelligence interest internet
    introduction investments ireland irish island islands isle isles issue issues java jira job
    kingdom kit knowledge lab labs lane language law lead leadership league learning legal lessons
    level levels libraries library licensing limited line link linkedin links list local lords
    lower ltd lunch machine management manager managers map market markets matters maturity
    meeting meta methods microsoft minister ministry mission mobile model models museum museums
    national nations nature net network networks nhs north northern note notes nursing observation
    observations office online openai operating opportunities opportunity option options oracle
    organisation outcome outcomes outlook page pages park parliament partnership party pathway
    pattern patterns pay payments pensions performance perl pilot place plan planning plans
    platform platforms play playbook point points police policy political politics port post power
    practical practice practices principles priorities private problem problems process
    procurement product products profession professions programme progress project projects
    property protection public python quality quay question quotes recommendations record recovery
    recruitment recycling red reform reformers regional register registers registry regulation
    regulator report rescue research resilience resources responsible review reviews risk risks
    road roadmap role roles royal rural saint sales salesforce school schools science scotland
    scottish secretariat sector security self senior service servicenow services set share shared
    sharepoint sharing site skills slack slides small smart social society software solution
    solutions south southern space spending sport sprint square staff standard standards start
    state states station statistics step steps stories story strategic strategy street strengths
    structure suggestion suggestions summary supplier suppliers support survey sustainability
    system systems takeaway takeaways talent task taskforce tax teaching technical technology
    terrace test testing theme themes theory think thinking threats time tips title toolkit tools
    topic topics tower town towns trade trading training transformation transport treasury trello
    trust trusts twitter unconference understanding union unit united universities university
    upper utility vale valley value values video view vision visual voice volunteer wales waste
    way ways weaknesses web website welcome wellbeing welsh west western wikipedia windows word
    words work workforce working workplace workshop world writing youth youtube zealand zero zoom
""")
"""In the names of bodies, places, products and themes."""

TITLES = _words("baroness cllr councillor dame dr miss mr mrs ms mx prof professor rev sir")
"""Before a family name: "Cllr Fenn" is somebody, whoever is called so."""

BETWEEN = _words("ab al ap bin da de del den der di dos du el ferch ibn la le mac ten ter van von")
"""Small words inside a name: "Ana de Souza"."""
