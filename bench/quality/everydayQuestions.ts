/** What would nobody look for in a code base? Questions of daily life: a cut-off that lets them through is none. */
export const everydayQuestions: readonly string[] = [
  'recipe for onion soup with cheese', 'how long does bread dough have to rise', 'cheap flights to Lisbon in October', 'who won the football match yesterday',
  'symptoms of a sprained ankle', 'best hiking trails in the Alps', 'how to remove wine from a carpet', 'opening hours of the city library',
  'capital of Mongolia', 'when do swallows fly south', 'how to prune apple trees in winter', 'tax return deadline for pensioners',
  'lyrics of an old lullaby', 'which wine goes with fish', 'train from Vienna to Prague', 'how deep is Lake Baikal',
  'knitting pattern for a baby hat', 'why is the sky red at dusk', 'names of the moons of Jupiter', 'how to calm a crying toddler',
  'average rent in Copenhagen', 'ingredients of pancake batter', 'painters of the Italian renaissance', 'weather in Nairobi next week',
  'how many calories has a banana', 'treatment of tomato blight', 'rules of table tennis doubles', 'history of the Ottoman navy',
  'Rezept für Kartoffelsalat', 'horario de los museos en Madrid', '如何煮米饭', 'comment nettoyer une cheminée',
];
