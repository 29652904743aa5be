"""Words by which a name of a person is told from other words with capitals; assistant/checks/names.py uses them.

The lists are ours and short: a name that they lack is found only by what stands beside it.
"""

from assistant.checks.numbers.wordset import wordset

# Given names that are common in the United Kingdom; those that are ordinary words, months or places as well are left out.
GIVEN = wordset(
    """
    Aaron Abdul Abigail Adam Adebayo Adrian Agnes Agnieszka Ahmed Aidan Aiden Aisha Aisling Alan Alasdair
    Albert Aldous Aled Alexander Alexandra Alfie Alice Alison Alistair Alun Amanda Amelia Amina Amy Andrea
    Andrei Andrew Andrzej Angela Angharad Angus Anita Anjali Ann Anna Anne Annette Anthony Antony Aoife Archie
    Arjun Arlo Arthur Arwel Asif Audrey Ayesha Balwinder Barbara Barnaby Barry Beata Beatrice Ben Benedict
    Benjamin Bernard Bertram Beth Bethan Bethany Beverley Bilal Bogdan Brenda Brian Bridget Bronwen Bruce
    Bryan Caitlin Caleb Callum Calum Caoimhe Carl Carol Caroline Carys Cathal Catherine Catriona Cedric Cerys
    Chantelle Charles Charlie Charlotte Cheryl Chinedu Chloe Chris Christian Christina Christine Christopher
    Ciaran Claire Clare Clementine Clive Colin Connor Conor Cordelia Cormac Craig Cuthbert Cynthia Cyril
    Damian Daniel Danielle Darren David Debbie Deborah Declan Deepak Deiniol Deirdre Denise Dennis Derek
    Desmond Diana Diane Dimitri Dmytro Dominic Donal Donald Donna Doreen Dorota Dorothy Douglas Duncan Dwayne
    Dylan Eamon Edmund Edward Eileen Eilidh Elaine Eleanor Elena Elijah Elizabeth Ellen Ellie Elliot Elliott
    Elsie Emeka Emily Emma Emyr Enid Eoin Eric Erin Esme Ethan Euan Eunice Evelyn Evie Ewan Farah Fatima
    Fenella Ffion Finlay Finley Fiona Fionnuala Folake Fraser Freddie Freya Gareth Gary Gavin Gemma Geoffrey
    George Georgie Geraint Gerald Gertrude Gethin Gillian Gladys Godfrey Gordon Gracie Graham Grainne Gregory
    Gurpreet Gwen Gwyneth Hamish Hannah Harpreet Harriet Harry Hayley Hazel Heidi Helen Henry Hermione Hilary
    Hilda Hiroshi Howard Hugh Hussain Huw Hywel Iain Ian Ibrahim Iestyn Ieuan Ifeoma Imogen Imran Ioana Irene
    Irina Isaac Isabel Isabella Isla Isobel Ivor Jacob Jacqueline Jaime Jake James Jamie Jane Janet Janice
    Jasmine Jason Jaspreet Javed Jayden Jean Jeffrey Jemima Jenna Jennifer Jenny Jeremy Jessica Jill Jim Jo
    Joan Joanna Joanne Jocelyn Jodie Joe Joel John Jonathan Joseph Josh Joshua Joyce Judith Julia Julian Julie
    Justin Karen Kasia Katarzyna Katherine Kathleen Kathryn Katie Kayden Kaylee Kayleigh Keith Kelechi Kelly
    Kenji Kenneth Kerry Kevin Khadija Khalid Kian Kieran Kimberley Kirsty Krzysztof Kwame Kyle Laura Lauren
    Lavinia Lawrence Layla Leanne Leon Leonard Leopold Lesley Leslie Lewis Lexi Liam Libby Linda Lisa Llinos
    Lorna Lorraine Louie Louis Louise Lowri Luca Lucy Luke Lynn Lynne Lysander Mairi Maisie Malachy Malcolm
    Malgorzata Manon Manpreet Marcin Marcus Margaret Maria Marian Marie Marilyn Marion Marmaduke Martha Martin
    Mary Maryam Matilda Matthew Maud Maureen Maurice Mavis Meera Megan Melanie Melissa Mererid Michael
    Michaela Michelle Mihai Mildred Millie Mohamed Mohammad Mohammed Moira Mollie Molly Morag Muhammad Muriel
    Murray Mykola Myrtle Nadeem Nadia Nancy Nasreen Natalia Natalie Natasha Nathan Nathaniel Neil Nerys Ngozi
    Niall Niamh Nicholas Nicola Nicole Nigel Nisha Njeri Noah Norma Norman Nuala Oisin Oksana Olena Olga
    Oliver Olivia Ollie Oluwaseun Ophelia Ottilie Owain Owen Padraig Pamela Patricia Patrick Paul Paula
    Pauline Pawel Peregrine Persephone Peter Petra Philip Phillip Phoebe Phyllis Piers Piotr Pooja Priya
    Quentin Rachael Rachel Rafferty Rahul Rashid Raymond Rebecca Reggie Reginald Reuben Rhiannon Rhodri Rhys
    Richard Robert Robin Robyn Roger Rohan Roisin Ronald Ronnie Rory Rosemary Rosie Ross Roxanne Roy Ruairi
    Rukhsana Russell Ruth Ryan Saima Sally Samantha Samira Samuel Sandra Sanjay Saoirse Sarah Scott Sean
    Sebastian Shabana Shannon Sharon Shazia Sheila Shirley Sian Simon Sinead Siobhan Sipho Sofia Sophia Sophie
    Stacey Stanley Stella Stephanie Stephen Steven Stewart Stuart Sukhdev Sunita Suresh Susan Suzanne Svetlana
    Sylvia Sylvie Tabitha Tafadzwa Tamsin Tanya Tariq Tarquin Tendai Terence Teresa Thabo Thelma Theodore
    Theresa Thomas Tiernan Timothy Tina Toby Tom Tomasz Tommy Tomos Tony Tracey Tracy Trevor Tunde Tyler
    Tyrone Usman Valerie Vanessa Vera Veronica Victor Vikram Vincent Vivien Walter Wanjiru Waqar Wayne Wendy
    Wilfred William Winifred Wojciech Xander Yasmin Yusuf Yvonne Zac Zach Zachary Zahid Zainab Zak Zoe Zofia
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
