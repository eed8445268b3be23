import type { SentimentLabel } from '../../contract/messages.ts'

/** How somebody has been sounding: −1 … 1, and how much it moves with each message. */
export type Mood = { mood: number; slope: number; label: SentimentLabel }

/** What the newest message counts: half of a mood is made of the last two. */
const weight = 0.3
/** A mood is negative from here down, and stays so until it is clearly better: else it would turn with every second message. */
const sour = -0.25
const better = -0.1
const sweet = 0.25

/** The mood after one more message: exponentially weighted, its slope likewise (Brown's double smoothing). Null: before the first. */
export function moodAfter(before: Mood | null, score: number): Mood {
  if (!before) return { mood: score, slope: 0, label: labelOf(score, null) }
  const mood = before.mood + weight * (score - before.mood)
  const slope = before.slope + weight * (mood - before.mood - before.slope)
  return { mood, slope, label: labelOf(mood, before.label) }
}

/** The mood that a history of scores, oldest first, ends in; null for none. */
export function moodOf(scores: readonly number[]): Mood | null {
  return scores.reduce<Mood | null>(moodAfter, null)
}

/** Whether a mood turned negative with this step: once, until it has been better again. */
export function turnedSour(before: Mood | null, after: Mood | null): boolean {
  return after?.label === 'negative' && before?.label !== 'negative'
}

function labelOf(mood: number, before: SentimentLabel | null): SentimentLabel {
  if (mood <= (before === 'negative' ? better : sour)) return 'negative'
  return mood >= sweet ? 'positive' : 'neutral'
}
