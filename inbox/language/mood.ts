import type { SentimentLabel } from '../../contract/messages.ts'

/** How somebody has been sounding: −1 … 1, and how much it moves with each message. */
export type Mood = { mood: number; slope: number; label: SentimentLabel }

/** How one message sounds, by the model or a person. */
export type Sounds = { score: number; label: SentimentLabel }

/** What the newest message counts: half of a mood is made of the last two. */
const weight = 0.3
/** A mood is negative from here down, and stays so until it is clearly better: else it would turn with every second message. */
const sour = -0.25
const better = -0.1
const sweet = 0.25
/** As far as a neutral message can move a mood. */
const faint = 0.2

/** The mood after one more message: exponentially weighted, its slope likewise (Brown's double smoothing). Null: before the first. */
export function moodAfter(before: Mood | null, said: Sounds): Mood {
  const score = scoreOf(said)
  if (!before) return { mood: score, slope: 0, label: said.label }
  const mood = before.mood + weight * (score - before.mood)
  const slope = before.slope + weight * (mood - before.mood - before.slope)
  return { mood, slope, label: labelOf(mood, before.label, said.label) }
}

/** The mood that a history, oldest first, ends in; null for none. */
export function moodOf(history: readonly Sounds[]): Mood | null {
  return history.reduce<Mood | null>(moodAfter, null)
}

/** Whether a mood turned negative with this step: once, until it has been better again. */
export function turnedSour(before: Mood | null, after: Mood | null): boolean {
  return after?.label === 'negative' && before?.label !== 'negative'
}

/** What a message counts. Its label decides the side: a score that leans to negative without being sure of it makes no mood negative. */
function scoreOf({ score, label }: Sounds): number {
  if (label === 'negative') return Math.min(score, sour)
  return label === 'positive' ? Math.max(score, sweet) : Math.min(faint, Math.max(-faint, score))
}

/** A mood never says the opposite of the newest message: the two stand side by side on the screen. */
function labelOf(mood: number, before: SentimentLabel, newest: SentimentLabel): SentimentLabel {
  if (mood <= (before === 'negative' ? better : sour)) return newest === 'positive' ? 'neutral' : 'negative'
  return mood >= sweet && newest !== 'negative' ? 'positive' : 'neutral'
}
