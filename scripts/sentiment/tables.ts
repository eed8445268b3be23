import { measure, type Measures } from '../../language/measures.ts'
import { trainSentiment, type Sample } from '../../language/training.ts'

/** What is left out of training together, and tested on after. A domain ends at its slash: `clinc/refund` is `clinc`. */
const rounds: string[][] = [
  ['平板', '计算机', '手机', 'atec', 'bq', 'amazon', 'tweets'],
  ['水果', '蒙牛', 'movies', 'lcqmc', 'smp2019', 'clinc'],
  ['洗发水', '衣服', '热水器', 'weibo', 'news'],
  ['书籍', 'weibo-virus'],
]

/**
 * A table in Markdown: every domain judged by a model that has read nothing of it, nor of those left out with it. `whole`: texts of domains
 * that are trained on in single sentences, put together again; they get a line of their own.
 */
export function crossDomainTable(samples: Sample[], whole: Sample[]): string {
  const lines = rounds.flatMap((held) => {
    const model = trainSentiment(samples.filter((sample) => !held.includes(domainOf(sample))))
    return held.flatMap((domain) => {
      const sets = [samples, whole].map((all) => all.filter((sample) => domainOf(sample) === domain))
      return sets.flatMap((set, at) => (set.length ? [line(at ? `${domain}, whole reviews` : domain, measure(model, set))] : []))
    })
  })
  return [
    '| never read in training | messages | polarity F1 | three classes F1 | neutral kept | negative flag precision | recall |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n')
}

const domainOf = ({ domain }: Sample): string => domain.split('/')[0] ?? domain

function line(domain: string, { count, polarity, threeClasses, neutralKept, flagPrecision, flagRecall }: Measures): string {
  const polar = !Number.isNaN(polarity)
  const three = polar && !Number.isNaN(neutralKept)
  const cells = [polar && polarity, three && threeClasses, neutralKept, polar && flagPrecision, polar && flagRecall]
  return `| ${[domain, count, ...cells.map(share)].join(' | ')} |`
}

const share = (value: number | false): string => (value === false || Number.isNaN(value) ? '–' : value.toFixed(3))
