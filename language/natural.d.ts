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
    /** Best first. The values are likelihoods times priors: comparable with each other only, and zero for long texts. */
    getClassifications(tokens: string[]): Classification[]
    classifier: {
      /** A one or zero per numbered feature. */
      addExample(observation: number[], label: string): void
      /** By class: how often each numbered feature was seen, smoothing and one added. */
      classFeatures: Record<string, Record<number, number>>
      /** By class: how many documents there were, one added. */
      classTotals: Record<string, number>
    }
  }
  export default BayesClassifier
}
