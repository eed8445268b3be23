import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

/** What a script answers to lines on stdin, each line of JSON read. */
function answersOf(script: string, lines: string[]): unknown[] {
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`], {
    input: lines.map((line) => `${line}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  expect(stderr).toBe('')
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
}

describe('the doors for trying', { timeout: 120_000 }, () => {
  it('sentiment: a message a line in, a judgement a line out, plain or as JSON', () => {
    const [plain, json, quoted, empty, ...rest] = answersOf('sentiment', [
      '太差了\\n气死我了',
      '"太差了\\n气死我了"',
      '"not JSON',
      '',
      'thank you so much',
    ])
    for (const one of [plain, json]) expect(one).toMatchObject({ label: 'negative', language: 'zh' })
    expect(Object.keys(plain as object)).toEqual(['label', 'score', 'confidence', 'language', 'model'])
    expect(quoted).toMatchObject({ language: 'en' })
    expect(empty).toMatchObject({ label: 'neutral', confidence: 1 })
    expect(rest).toEqual([expect.objectContaining({ label: 'positive' })])
  })

  it('answers every one of many lines, in their order', () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => (at % 3 === 0 ? '垃圾，太差了' : 'hello'))
    const labels = answersOf('sentiment', lines).map((one) => (one as { label: string }).label)
    expect(labels).toEqual(lines.map((line) => (line === 'hello' ? 'neutral' : 'negative')))
  })

  it('intent: likewise', () => {
    expect(answersOf('intent', ['转人工', '"STOP"', '包裹到哪了', 'zzz'])).toEqual([
      { intent: 'person', confidence: 1, by: 'rule' },
      { intent: 'opt_out', confidence: 1, by: 'rule' },
      { intent: 'order_status', confidence: expect.any(Number) as number, by: 'examples' },
      { intent: 'none', confidence: 1, by: 'examples' },
    ])
  })
})
