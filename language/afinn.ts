import sentiment from 'natural/lib/natural/sentiment/index.js'

const { vocabulary } = new sentiment.SentimentAnalyzer('English', null, 'afinn')
const byWord = new Map(Object.entries(vocabulary).filter(([word, valence]) => /^[a-z'-]+$/.test(word) && Number.isFinite(valence)))

/** AFINN-165's valence of a folded English word, −5…5; 0 for a word it does not list. */
export const afinnOf = (word: string): number => byWord.get(word) ?? 0
