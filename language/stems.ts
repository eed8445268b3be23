const endings = /(?<=.{3})(?:ingly|edly|fully|ness|ments?|ful|ing|ed|ly|ies|es|s|er|est|y|e)$/

/** How much of a folded English word is its stem, roughly: “love”, “loved” and “loving” share their first three letters. */
export const stemLength = (word: string): number => (word.length > 3 ? word.replace(endings, '').length : word.length)
