import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fold } from '../../language/folding.ts'
import { labels, type Label } from '../../language/model.ts'
import type { Sample } from '../../language/training.ts'
import { groupBy } from '../../server/group.ts'
import { firstOfZip, fromTar, rowsOf } from './archives.ts'

type Source = { file: string; read: (content: Buffer) => Sample[] }

const sources: Source[] = [
  { file: 'zh-online-shopping-10-cats.zip', read: shopping },
  { file: 'zh-smp2020-usual-eval.json', read: (content) => emotions(content, 'weibo') },
  { file: 'zh-smp2020-virus-train.json', read: (content) => emotions(content, 'weibo-virus') },
  { file: 'zh-atec-train.tsv', read: (content) => questionPairs(content, '\t', 1, 'atec') },
  { file: 'zh-bq-dev.csv', read: (content) => questionPairs(content, ',', 0, 'bq') },
  { file: 'zh-lcqmc-test.tsv', read: (content) => questionPairs(content, '\t', 0, 'lcqmc') },
  { file: 'zh-smp2019-nlu-train.json', read: commands },
  { file: 'en-hutto-icwsm-2014.tar.gz', read: ratedSnippets },
  { file: 'en-clinc-full.json', read: clinc },
  { file: 'en-tweeteval-val-text.txt', read: (content) => lines(content).map((text) => ({ text, label: 'neutral', domain: 'tweets' })) },
]

/** Less for the many and for those whose labels lean on emoticons, more for the few tweets. */
const weights: Record<string, number> = { atec: 0.6, lcqmc: 0.6, 'weibo-virus': 0.5, tweets: 3 }

/**
 * Every message of a folder, once: of a text that several sources hold (compared folded, letters only) the first stays. Files the folder
 * lacks are left out. Beside the public sets of docs/language.md it takes any `*.jsonl` with a
 * `{"text": …, "label": "negative" | "neutral" | "positive", "domain"?: …}` per line, such as corrections exported from the inbox.
 */
export function readSamples(folder: string): Sample[] {
  const known = sources.filter(({ file }) => existsSync(path.join(folder, file)))
  const samples = known.flatMap(({ file, read }) => labelled(folder, file, read(readFileSync(path.join(folder, file)))))
  const own = readdirSync(folder).filter((file) => file.endsWith('.jsonl'))
  const all = [...own.flatMap((file) => jsonLines(path.join(folder, file))), ...samples]
  return withoutRepeats(all).map((sample) => ({ ...sample, weight: weights[sample.domain] ?? 1 }))
}

function withoutRepeats(samples: Sample[]): Sample[] {
  const seen = new Set<string>()
  return samples.filter(({ text }) => {
    const key = fold(text).replace(/[^\p{L}\p{N}\p{S}]/gu, '')
    return key !== '' && !seen.has(key) && seen.add(key)
  })
}

function jsonLines(file: string): Sample[] {
  return lines(readFileSync(file)).map((line, at) => {
    const { text, label, domain = 'own' } = JSON.parse(line) as Partial<Sample>
    if (typeof text !== 'string' || !label || !labels.includes(label)) {
      throw new Error(`${file}, line ${at + 1}: give {"text": …, "label": one of ${labels.join(', ')}}.`)
    }
    return { text, label, domain }
  })
}

/** Tweets have their labels in a file of their own. */
function labelled(folder: string, file: string, samples: Sample[]): Sample[] {
  if (!file.startsWith('en-tweeteval')) return samples
  const digits = lines(readFileSync(path.join(folder, file.replace('-text', '-labels'))))
  return samples.map((sample, at) => ({ ...sample, label: labels[Number(digits[at])] ?? 'neutral' }))
}

function shopping(content: Buffer): Sample[] {
  const [, ...rows] = rowsOf(firstOfZip(content))
  const kept = rows.filter(([category]) => category !== '酒店')
  return kept.map(([domain = '', digit, text = '']) => ({ text, label: digit === '1' ? 'positive' : 'negative', domain }))
}

const moods: Record<string, Label> = { happy: 'positive', angry: 'negative', sad: 'negative', fear: 'negative', neutral: 'neutral' }

function emotions(content: Buffer, domain: string): Sample[] {
  const entries = JSON.parse(content.toString('utf8')) as { content: string; label: string }[]
  // Surprise is neither.
  return entries.flatMap(({ content: text, label }) => (moods[label] ? [{ text, label: moods[label], domain }] : []))
}

function questionPairs(content: Buffer, separator: string, from: number, domain: string): Sample[] {
  const cells = lines(content).flatMap((line) => line.split(separator).slice(from, from + 2))
  return cells.filter((text) => !/^sentence\d$/.test(text)).map((text) => ({ text: text.replace(/^\ufeff/, ''), label: 'neutral', domain }))
}

function commands(content: Buffer): Sample[] {
  // The file says NaN where it has no intent, which is no JSON.
  const entries = JSON.parse(content.toString('utf8').replaceAll(': NaN', ': null')) as { text: string }[]
  return entries.map(({ text }) => ({ text, label: 'neutral', domain: 'smp2019' }))
}

const snippets = { amazon: 'amazonReviewSnippets', news: 'nytEditorialSnippets', movies: 'movieReviewSnippets' }

/** Snippets rated −4…4 by twenty people; what they found neither good nor bad on average is neutral. */
function ratedSnippets(content: Buffer): Sample[] {
  return Object.entries(snippets).flatMap(([domain, name]) =>
    ratedRows(content, name).map(({ rating, text }) => ({ text, label: labelOf(rating), domain })),
  )
}

/** `id` is “review_sentence” where the snippets are sentences of longer texts. */
function ratedRows(content: Buffer, name: string): { id: string; rating: number; text: string }[] {
  const rows = lines(Buffer.from(fromTar(content, `${name}_GroundTruth.txt`))).map((line) => line.split('\t'))
  return rows.map(([id = '', rating, text = '']) => ({ id, rating: Number(rating), text }))
}

/**
 * The reviews the Amazon snippets were cut from, of three sentences and more, put together again: for testing only, in a domain whose sentences
 * are left out of training with it. What twenty people found of all sentences on average is its label; those near none are left out. Empty without the file.
 */
export function wholeReviews(folder: string): Sample[] {
  const file = path.join(folder, 'en-hutto-icwsm-2014.tar.gz')
  if (!existsSync(file)) return []
  const reviews = groupBy(ratedRows(readFileSync(file), snippets.amazon), ({ id }) => id.split('_')[0] ?? id)
  return [...reviews.values()].flatMap((sentences) => {
    const mean = sentences.reduce((sum, { rating }) => sum + rating, 0) / sentences.length
    if (sentences.length < 3 || Math.abs(mean) <= 0.25) return []
    return [{ text: sentences.map(({ text }) => text).join(' '), label: labelOf(2 * mean), domain: 'amazon' }]
  })
}

const labelOf = (rating: number): Label => (rating > 0.5 ? 'positive' : rating < -0.5 ? 'negative' : 'neutral')

function clinc(content: Buffer): Sample[] {
  const parts = JSON.parse(content.toString('utf8')) as Record<string, [string, string][]>
  return Object.values(parts).flatMap((pairs) =>
    pairs.map(([text, intent]) => ({ text, label: intent === 'thank_you' ? 'positive' : 'neutral', domain: `clinc/${intent}` })),
  )
}

const lines = (content: Buffer): string[] => content.toString('utf8').split(/\r?\n/).filter(Boolean)
