import { intentOf } from '../language/intent.ts'
import { answerLines } from './sentiment/lines.ts'

// `npm run -s intent`: a message a line on stdin; {"intent","confidence","by"} a line on stdout, by the shipped examples.
await answerLines((message) => intentOf(message))
