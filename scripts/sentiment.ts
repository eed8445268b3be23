import { sentimentOf } from '../language/sentiment.ts'
import { answerLines } from './sentiment/lines.ts'

// `npm run -s sentiment`: a message a line on stdin; {"label","score","confidence","language","model"} a line on stdout.
await answerLines(sentimentOf)
