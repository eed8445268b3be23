import { intentOf } from '../../language/intent.ts'
import { sentimentOf } from '../../language/sentiment.ts'
import { tokensOf } from '../../language/tokens.ts'
import { messages } from '../language/messages.ts'
import { short, type Bench, type Figure } from './figures.ts'

const rounds = 300
const texts = Object.values(messages).flatMap((byLabel) =>
  Object.values(byLabel).flatMap((all) => all.split('\n').map((text) => text.trim())),
)

/** How much text is understood a second, on one core and with nothing else: what each message costs on its way in. */
export const language: Bench = {
  name: 'language',
  about: 'sentiment, intent and search tokens of short messages on one core',
  run: async () => [
    figure('sentiment of short messages with lexicons, one core', 20_000, sentimentOf),
    figure('intent of short messages, one core', 20_000, intentOf),
    figure('search tokens of short messages, one core', 20_000, tokensOf),
    longest(),
  ],
}

function figure(what: string, least: number, work: (text: string) => unknown): Figure {
  const raw = rate((text) => text.normalize('NFKC').toLowerCase())
  const measured = rate(work)
  return {
    what,
    goal: `≥ ${short(least)} msg/s`,
    measured: `${short(measured)} msg/s`,
    met: measured >= least,
    raw: `${short(raw)} msg/s, normalising alone`,
    ratio: `${(measured / raw).toFixed(3)} ×`,
  }
}

/** Messages a second, the best of three; the first round warms up. */
function rate(work: (text: string) => unknown): number {
  for (const text of texts) work(text)
  const once = () => {
    const start = performance.now()
    for (let round = 0; round < rounds; round += 1) for (const text of texts) work(text)
    return (rounds * texts.length * 1_000) / (performance.now() - start)
  }
  return Math.max(once(), once(), once())
}

function longest(): Figure {
  const text = '收到了，东西还不错 but the box was broken。'.repeat(30_000)
  const start = performance.now()
  sentimentOf(text)
  intentOf(text)
  const took = performance.now() - start
  return { what: 'sentiment and intent of one text of 1 MB', goal: '≤ 50 ms', measured: `${short(took)} ms`, met: took <= 50 }
}
