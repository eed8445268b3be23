declare module 'natural/lib/natural/sentiment/index.js' {
  /** Word → valence, −5…5 for AFINN. */
  type Vocabulary = Record<string, number>
  const sentiment: {
    SentimentAnalyzer: new (language: 'English', stemmer: null, vocabulary: 'afinn') => { vocabulary: Vocabulary; negations: string[] }
  }
  export default sentiment
}
declare module 'natural/lib/natural/classifiers/bayes_classifier.js' {
  type Classification = { label: string; value: number }
  class BayesClassifier {
    /** Without a stemmer of ours the default is used, on strings only. */
    constructor(stemmer?: undefined, smoothing?: number)
    /** Tokens, not a string: its own tokenizer drops Chinese. */
    addDocument(tokens: string[], label: string): void
    train(): void
    /** What it knows, in the order its counts are numbered by. */
    features: Record<string, number>
    /** By class: how often each numbered feature was seen (smoothing added), and how many documents there were (one added). */
    classifier: { classFeatures: Record<string, Record<number, number>>; classTotals: Record<string, number> }
    /** Best first. The values are likelihoods times priors: comparable with each other only. */
    getClassifications(tokens: string[]): Classification[]
  }
  export default BayesClassifier
}
