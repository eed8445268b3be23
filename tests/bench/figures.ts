/** One line of the table: what was measured, against which goal, beside what the bare machine did in the same run. */
export type Figure = {
  what: string
  measured: string
  goal: string
  /** Undefined: the goal is not a limit, or there is no telling. */
  met?: boolean
  /** The machine without Parley, in the same run. */
  raw?: string
  ratio?: string
}

export type Bench = { name: string; about: string; run: (machine: import('./machine.ts').Machine) => Promise<Figure[]> }

/** The value below which `share` (0–1) of the values lie. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export const median = (values: number[]): number => percentile(values, 0.5)

/** A latency in ms, or a rate, short enough for a table. */
export function short(value: number): string {
  if (value >= 1_000) return Math.round(value).toLocaleString('en')
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** `p50 / p99` of latencies in ms. */
export const spread = (values: number[]): string => `${short(percentile(values, 0.5))} / ${short(percentile(values, 0.99))} ms`

export function table(figures: Figure[]): string {
  const rows = figures.map(({ what, goal, measured, met, raw, ratio }) => [
    what,
    goal,
    `${measured}${met === undefined ? '' : met ? ' ✓' : ' ✗'}`,
    raw ?? '–',
    ratio ?? '–',
  ])
  const lines = [['what', 'goal', 'measured', 'raw machine', 'ratio'], ['---', '---', '---', '---', '---'], ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
