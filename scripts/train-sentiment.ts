import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { encodeModel } from '../language/model.ts'
import { trainSentiment } from '../language/training.ts'
import { courtesies } from './sentiment/courtesies.ts'
import { opinions } from './sentiment/opinions.ts'
import { reviewProse } from './sentiment/prose.ts'
import { neutralQuestions } from './sentiment/questions.ts'
import { shortRemarks } from './sentiment/remarks.ts'
import { readSamples, wholeReviews } from './sentiment/sources.ts'
import { crossDomainTable } from './sentiment/tables.ts'

// `npm run train:sentiment [-- folder] [--no-table]`: learns language/weights/sentiment.bin from a folder of data (docs/language.md).
const root = fileURLToPath(new URL('..', import.meta.url))
const given = process.argv.slice(2).find((word) => !word.startsWith('--'))
const folder = path.resolve(given ?? path.join(root, '../shared/data/sentiment'))
if (!existsSync(folder)) {
  process.stderr.write(`There is no folder ${folder}. Name one: npm run train:sentiment -- path/to/data (its format: docs/language.md).\n`)
  process.exit(1)
}

const read = readSamples(folder)
const samples = [...read, ...neutralQuestions(), ...opinions(), ...shortRemarks(), ...reviewProse(), ...courtesies()]
console.log(`${read.length} messages from ${folder}, ${samples.length - read.length} of our own writing\n`)
if (!process.argv.includes('--no-table')) console.log(`${crossDomainTable(samples, wholeReviews(folder))}\n`)

const bytes = encodeModel(trainSentiment(samples))
const file = path.join(root, 'language/weights/sentiment.bin')
mkdirSync(path.dirname(file), { recursive: true })
writeFileSync(file, bytes)
console.log(`${file}: ${bytes.length} bytes`)
