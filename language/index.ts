/** The doors of this folder for what reads messages: pure functions on text. Folding, tokens, pinyin and patterns: their own files. */
export { confusionOf } from './confusion.ts'
export { isRuled } from './intent-rules.ts'
export { intentOf } from './intent.ts'
export { trainIntents, type IntentExample, type IntentModel } from './intent-model.ts'
export { shippedExamples } from './intents/index.ts'
export { modelVersion, sentimentOf } from './sentiment.ts'
