"""Words by which a name of a person is told from other words with capitals; assistant/checks/names.py uses them.

The lists are ours and short: a name that they lack is found only by what stands beside it.
"""

from assistant.checks.numbers.wordset import wordset

# Given names that are common in the United Kingdom; those that are ordinary words, months or places as well are left out.
GIVEN = wordset(
    """
    Aaron Abdul Abigail Adam Adrian Agnes Ahmed Aisha Alan Alasdair Albert Alexander Alexandra Alfie Alice Alison
    Alistair Amanda Amelia Amina Amy Andrea Andrew Angela Angus Anita Ann Anna Anne Annette Anthony Antony Archie
    Arthur Asif Audrey Barbara Barry Beatrice Ben Benjamin Bernard Beth Bethany Beverley Brenda Brian Bridget
    Bronwen Bruce Bryan Callum Calum Carl Carol Caroline Catherine Cerys Charles Charlie Charlotte Cheryl Chloe
    Chris Christian Christina Christine Christopher Claire Clare Clive Colin Connor Craig Cynthia Daniel Danielle
    Darren David Debbie Deborah Declan Denise Dennis Derek Diana Diane Dominic Donald Donna Doreen Dorothy Douglas
    Duncan Dylan Edward Eileen Elaine Eleanor Elizabeth Ellen Ellie Elsie Emily Emma Eric Erin Ethan Evelyn Fatima
    Fiona Fraser Freya Gareth Gary Gavin Gemma Geoffrey George Geraint Gerald Gillian Gordon Graham Gregory Gwen
    Gwyneth Hamish Hannah Harriet Harry Hayley Hazel Helen Henry Hilary Howard Hugh Huw Ian Ibrahim Imran Irene
    Isabel Isabella Isla Isobel Jacob Jacqueline Jake James Jamie Jane Janet Janice Jasmine Jason Jean Jeffrey
    Jennifer Jenny Jeremy Jessica Jill Jim Jo Joan Joanna Joanne Joe John Jonathan Joseph Joshua Joyce Judith Julia
    Julian Julie Justin Karen Katherine Kathleen Kathryn Katie Keith Kelly Kenneth Kerry Kevin Khadija Kieran
    Kimberley Kirsty Kyle Laura Lauren Lawrence Leanne Leonard Lesley Leslie Lewis Liam Linda Lisa Lorna Lorraine
    Louise Lucy Luke Lynn Lynne Maisie Malcolm Marcus Margaret Maria Marian Marie Marilyn Marion Martha Martin Mary
    Matthew Maureen Megan Melanie Melissa Michael Michelle Mohamed Mohammad Mohammed Moira Molly Morag Muhammad
    Murray Nadia Nancy Natalie Natasha Nathan Neil Niamh Nicholas Nicola Nicole Nigel Noah Norma Norman Oliver
    Olivia Owain Owen Pamela Patricia Patrick Paul Paula Pauline Peter Petra Philip Phillip Phoebe Rachael Rachel
    Raymond Rebecca Rhiannon Rhys Richard Robert Robin Roger Ronald Rosemary Rosie Ross Roy Russell Ruth Ryan Sally
    Samantha Samuel Sandra Sarah Scott Sean Shannon Sharon Sheila Shirley Sian Simon Siobhan Sophia Sophie Stacey
    Stanley Stella Stephanie Stephen Steven Stewart Stuart Susan Suzanne Sylvia Tamsin Tanya Tariq Terence Teresa
    Theresa Thomas Timothy Tina Toby Tom Tony Tracey Tracy Trevor Valerie Vanessa Vera Veronica Victor Vincent
    Vivien Walter Wayne Wendy William Yasmin Yusuf Yvonne Zainab Zoe
    """
)
# Words that begin or end something else: places, bodies, documents, days. A name does not hold one.
OTHER_THINGS = wordset(
    """
    Academy Access Accounts Act Address After Agency Aid Airport All An And Annex Any Appendix April Are Arena As
    Assistant Associate Association At Attached August Authority Avenue Award Bay Before Bill Board Borough Both
    Branch Bridge Britain Building Buildings Business But By Campus Care Castle Cathedral Centre Chair Chambers
    Chapel Charity Chief Church City Clinic Close College Comics Commission Commissioner Committee Company Complaint
    Complaints Conference Constable Constabulary Consulting Contract Corporation Council Country County Court
    Crescent Crime Crown Customer Data Database Date Day December Department Deputy Desk Detective Directive
    Director Directorate District Division Drive During Each East Electrical Email Enclosed England Enquiries
    Environmental Equipment Estate Estates European Executive Exploitation Farm February Fellowship Field Fields
    Finance For Force Foster Foundation Framework Freedom Friday From Fund Gallery Gaming Garden Gardens General
    Governance Government Group Grove Guidance Hall Harbour Hardware Has Have Head Health Hill Holdings Home Homes
    Hospice Hospital Hotel House Housing Human If In Incident Infirmary Information Inquest Inquiry Inspector
    Inspectorate Institute Institution Ireland Is Island It January July June Justice Kingdom Lab Laboratory Lane
    Law Leader Legal Lettings Library Licensing Limited Line Local Lodge Ltd Major Management Manager March Market
    Martens May Mayor Medal Memorial Mews Mill Minister Ministry Minster Monday Monitors Museum Name National No
    None North Not November Number October Office Officer Officers On Operations Order Our Park Partners Partnership
    Personal Place Plan Planning Plaza Plc Please Plus Police Policy Port Power Practice Practitioner President
    Primary Principal Prison Prize Programme Project Projects Protection Protocol Pub Public Quay Question Questions
    Railway Range Records Reference Referral Refresh Registrar Regulations Replacement Report Request Research
    Resources Response Review Rights Rise River Road Room Row Rule Rules Saturday Scheme School Scotland Secondary
    Secretary Section Security Senior September Sergeant Service Services Sexual Sixth Society Software Solicitors
    South Speaker Specialist Square Stadium Statement Station Street Subject Suite Sunday Superintendent Supplies
    Support Surgery System Systems Team Telephone Terrace Test Thank That The Theatre Their Then There These They
    This Thomson Those Thursday Total Tower Trading Training Travel Trust Tuesday Union Unit United University Users
    Valley View Villa Village Wales Walk Ward Was Way We Wednesday Were West When Where Which Who Wing With Wood
    Works World You Your Yours
    """
)
# What follows a title and is no surname: "Mr Justice", "Dr Martens".
NO_SURNAMES = wordset("Justice Speaker President Chairman Foster Martens Chips Men")
# Companies and other bodies whose name is a person's.
NAMESAKES = frozenset(
    {
        "Alexander Mann",
        "Andrew Marr",
        "Anne Frank",
        "Arthur Andersen",
        "Charles Darwin",
        "Christian Aid",
        "Duncan Lewis",
        "Ernst Young",
        "Florence Nightingale",
        "Harry Potter",
        "Henry Moore",
        "Henry Schein",
        "Hugh James",
        "Irwin Mitchell",
        "James Cook",
        "Jean Monnet",
        "John Lewis",
        "John Menzies",
        "John Radcliffe",
        "King Charles",
        "Laura Ashley",
        "Leigh Day",
        "Marie Curie",
        "Martin McColl",
        "Mary Seacole",
        "Michael Page",
        "Morgan Sindall",
        "Oliver McGowan",
        "Paul Smith",
        "Prince William",
        "Queen Elizabeth",
        "Robert Gordon",
        "Robert Walters",
        "Russell Group",
        "Scott Logic",
        "Stanley Gibbons",
        "Stephen Lawrence",
        "Thomas Cook",
        "Thomas Telford",
        "William Hill",
    }
)
