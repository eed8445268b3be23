/** How far a negation reaches, in words and in characters, when no clause ends before. */
export const negatedWords = 4
export const negatedCharacters = 5

const characters = new Set([...'不没未无别非莫'].map((one) => one.charCodeAt(0)))
const words = new Set(
  'not no never nor neither none nobody nothing nowhere without hardly barely scarcely cannot cant dont wont didnt doesnt isnt wasnt arent werent couldnt wouldnt shouldnt aint havent hasnt hadnt lack lacks lacked'.split(
    ' ',
  ),
)
const turns = new Set(['but', 'however', 'although'])

/** Whether a Chinese character, by its UTF-16 unit, negates what follows. */
export const isNegating = (unit: number): boolean => characters.has(unit)

/** Whether a folded English word negates what follows. */
export const isNegation = (word: string): boolean => words.has(word) || word.endsWith("n't") || word.endsWith('n’t')

/** Whether a folded English word ends what a negation before it reaches: “not cheap but good”. */
export const endsNegation = (word: string): boolean => turns.has(word)
