"""Given names that people in Sweden carry: the common ones of every decade and of the larger groups
who have moved here. A name that is not here is still found by its place in the text.

`ORDINARY_WORDS` are given names that are also Swedish words: they need another sign beside them.
"""

_NAMES = """
Abdi Abdirahman Abdul Abdullah Adam Adnan Adrian Adriana Agnes Agneta Agnieszka Ahmad Ahmed Aida
Aino Aisha Alexander Alexandra Alf Alfred Ali Alice Alicia Alma Alva Alvar Amanda Amelia Amina
Amir Amira Ana Anastasia Anders Andreas Andrej Andrzej Angelica Anil Anita Ann Ann-Charlotte
Ann-Christin Ann-Marie Ann-Sofie Anna Anna-Karin Anna-Lena Anne Annelie Annette Annika Anton
Antonio Arash Arne Arvid Asha Astrid August Axel Ayaan Azadeh Azra Barbro Basel Beatrice Behnam
Bengt Bengt-Åke Benjamin Bergljot Berhane Berit Berndt Bernt Bertil Bilal Birger Birgit Birgitta
Birthe Björn Bo Boris Britt Britt-Marie Britta Bruno Börje Camilla Carin Carina Carl Carl-Johan
Carlos Carmen Carola Caroline Catarina Catharina Cecilia Charlie Charlotta Charlotte Christel
Christer Christian Christina Christoffer Claes Clara Claudia Conny Cornelia Dag Dan Daniel
Daniela Danijel Dariusz David Davor Deepak Denise Dennis Diana Dino Dmitrij Dmytro Dragan Ebba
Ebrahim Eddie Edin Edit Edith Edvard Edvin Einar Eino Ekaterina Elena Eleonor Elias Elif Elin
Elina Elisabeth Elise Ella Ellen Ellinor Elsa Elvira Emelie Emil Emilia Emma Emmanuel Enar Erica
Erik Erika Erling Ernst Esbjörn Eskil Ester Eva Evelina Evert Ewa Fadi Faduma Farah Farhad Faris
Fatima Fatuma Felicia Felix Filip Folke Frans Fredrik Fredrika Frida Fritz Gabriel Gabriella
Georg George Gerd Gert Giorgos Gisela Gita Greta Gudrun Guled Gun Gun-Britt Gunborg Gunilla
Gunnar Gunnel Gustaf Gustav Göran Gösta Göte Haben Habib Hadi Halima Hamid Hampus Hamza Hanna
Hannah Hannele Hannes Hans Harald Harriet Hasan Hassan Heidi Helen Helena Helene Helga Helge
Helmi Henning Henrik Henry Herman Hibo Hilda Hilding Hilma Hjalmar Hodan Hossein Hugo Hussein
Håkan Ibrahim Ida Ifrah Ines Inga Inga-Lill Ingeborg Ingegerd Ingela Ingemar Inger Ingrid Ingvar
Irene Irina Iris Irma Isa Isabella Isabelle Isak Ismail Ivan Ivar Jacob Jakob Jamal Jan Jan-Erik
Jan-Olof Jana Jasmin Jasmine Jasminka Javad Jeanette Jelena Jennifer Jenny Jens Jerker Jesper
Jessica Jimmy Jing Joakim Joanna Joel Johan Johanna Johannes John Johnny Jonas Jonathan Jonna
Josef Josefin Josefine Joseph Juan Judith Julia Julian Juri Jussi Jörgen Kaj Kajsa Karim Karin
Karl Karl-Erik Karl-Gustav Karolina Katarina Katarzyna Katja Kaveh Kenneth Kent Kerstin Kevin
Khadija Khaled Kim Kimmo Kjell Klara Klas Konrad Krister Kristian Kristina Kristofer Krzysztof
Kurt Laila Lars Lars-Erik Lars-Göran Leena Leif Leila Lena Lennart Leo Leon Leyla Liam Liban
Lilian Lillemor Lina Linda Linh Linn Linnea Linnéa Linus Lisa Lisbeth Liselott Liselotte Lotta
Louise Lovisa Lucas Ludvig Luis Lukas Lydia Madeleine Maher Mahmood Mahmoud Maj-Britt Maja
Majken Malee Malin Malte Manuel Marcin Marcus Margareta Margaretha Margit Maria Mariam Mariana
Marianne Marie Marika Marina Mario Marita Mariusz Marja Markus Marta Martin Martina Mary Maryam
Maryan Mathias Matilda Mats Matteo Mattias Mauritz Maximilian Małgorzata Mehdi Mehmet Melissa
Melker Mia Michael Michaela Mika Mikael Mikaela Milad Milan Milena Milica Mina Minna Miranda
Mirjam Mirjana Moa Mohamed Mohammad Mohammed Mona Monica Monika Monir Morgan Morteza Mostafa
Muhammad Muhammed Musa Mustafa Märta Måns Nada Nadia Nadja Nahid Nancy Nasrin Natalia Natalie
Natasha Nathalie Nawal Neda Nellie Nguyen Nicklas Niclas Nicolas Nicole Niklas Nikola Nils Nimco
Nina Noah Noel Noor Nora Nour Ola Olaf Ole Oleg Oleksandr Olena Olga Oliver Olivia Olle Olof
Omar Oscar Oskar Osman Otto Ove Owe Pamela Paola Parisa Patricia Patrick Patrik Paul Paula
Pauline Paweł Pedro Per Per-Erik Per-Olof Pernilla Peter Petra Petter Philip Pia Pierre Piotr
Pontus Priya Päivi Pär Rachel Rafael Ragnar Ragnhild Rahel Rahma Raija Rajesh Rakel Ramin Ramona
Rania Rasmus Rebecca Rebecka Reine Reza Ricardo Richard Rickard Rikard Rita Robert Roberto Robin
Roger Roland Rolf Roman Ronja Ronny Rose-Marie Roy Roya Ruben Rune Ruth Saad Sabina Sadia Safia
Sahra Said Saida Salma Sam Samah Samantha Samir Samira Samuel Sana Sandra Sanjay Sanna Sara
Sarah Sebastian Selam Selma Senada Senait Sergej Sergio Shahin Shirin Siavash Sigrid Sigurd
Simon Simone Sinan Siri Siriporn Siv Sixten Sofia Sofie Soheila Solveig Somchai Sonja Staffan
Stanislav Stefan Stefanie Stella Stellan Sten Stig Stina Sture Sune Sunil Susann Susanna Susanne
Svante Svea Sven Sven-Erik Svetlana Sylvia Synnöve Sören Tage Taina Tanja Tarek Tarja Tatiana
Tatjana Tekle Teodor Teresa Thanh Theo Theodor Therese Thomas Thorbjörn Tiina Tilda Tim Timo
Tina Tobias Tom Tomas Tomasz Tommy Tony Tor Torbjörn Tore Torgny Torsten Tove Tsegay Tuula Tyra
Ulf Ulla Ulla-Britt Ulrica Ulrik Ulrika Urban Ursula Uwe Valentina Vanessa Vera Verner Veronica
Veronika Victor Victoria Vidar Viggo Viktor Viktoria Viktorija Vilgot Vilhelm Vincent Viola
Viveca Vivi Vivianne Vladimir Waldemar Walter Wanida Wei William Wilma Yasin Yasmin Yasmine
Yngve Yohannes Yonas Yordanos Youssef Yusuf Yvonne Zahra Zainab Zara Zeinab Zhang Zlatan Zoran
Åke Åsa Östen
"""

ORDINARY_WORDS = frozenset(
    "Björn Sten Stig Dag Bo Per Love Ros Lo Sol Gun Ola Kim Max Star Alva Tor Roman Urban August "
    "Viola Iris Siv Milan Noor Dan Tim Tom Sam Morgan Ann Jan Hans Said Min Linn Mats Alma Sana Wei "
    "Mina Rita Charlie Tore Roy Berit Lena".split()
)
GIVEN_NAMES = frozenset(_NAMES.split())
