import type { Label } from '../../language/model.ts'
import type { Sample } from '../../language/training.ts'
import { en } from './courtesies-en.ts'
import { zh } from './courtesies-zh.ts'
import type { Bank } from './courtesy-bank.ts'
import { fillEach } from './patterns.ts'

/**
 * Courtesies of our own writing: refusals, reassurances, apologies and requests for an offer that are made of the words people complain with
 * (不用, 没有, no, sorry, problem), short and as mails with greeting and signature; and complaints in the same dress, so that the dress tells
 * nothing. Without them a polite “not needed” is taken for displeasure. Some fifteen thousand samples, always the same ones in the same order.
 */
export function courtesies(): Sample[] {
  return [...samplesOf('zh', zh), ...samplesOf('en', en)]
}

function samplesOf(language: string, bank: Bank): Sample[] {
  const said =
    (label: Label) =>
    (text: string): Sample => ({ text, label, domain: `courtesies/${language}`, weight: label === 'neutral' ? 2.4 : 1 })
  const short = (Object.entries(bank.patterns) as [Label, string[]][]).flatMap(([label, patterns]) =>
    fillEach(patterns, bank.slots, 60).map(said(label)),
  )
  const mails = (['neutral', 'negative'] as const).flatMap((label) => [
    ...mailsOf(bank, label).map(said(label)),
    // English mails are judged sentence by sentence.
    ...(language === 'en' ? fillEach(bank.mail.sentences[label], bank.slots, 40).map(said(label)) : []),
  ])
  const frame =
    language === 'en' ? [...bank.mail.greetings, ...bank.mail.closings].flatMap((text) => Array.from({ length: 5 }, () => text)) : []
  return [...short, ...mails, ...frame.map(said('neutral'))]
}

/** A greeting, some sentences, a closing: of Chinese two to six, of English as many as are judged as a whole. A complaint may begin as politely as a question. */
function mailsOf({ mail, slots }: Bank, label: 'neutral' | 'negative'): string[] {
  const { greetings, sentences, closings } = mail
  const counts = mail === zh.mail ? [2, 3, 4, 5, 6] : [1, 2]
  const bodies = counts.flatMap((count) =>
    Array.from({ length: 120 }, (_, turn) =>
      Array.from({ length: count }, (_, at) => {
        const polite = label === 'negative' && at === 0 && count > 1 && turn % 3 === 0
        return pick(sentences[polite ? 'neutral' : label], turn * 7 + at * 11 + count)
      }).join(' '),
    ),
  )
  return bodies.flatMap((body, turn) => fillEach([`${pick(greetings, turn)}\n${body}\n${pick(closings, turn * 3)}`], slots, 1, turn))
}

const pick = (all: string[], at: number): string => all[at % all.length] ?? ''
