import { AppError } from '../errors.ts'

/**
 * Each lane has processes of its own. `quick`: somebody waits for it. `slow`: what the quick lane gave up. `long`: whole files. `sender`: asks name
 * servers, so most of its time it waits. `picture`: takes much memory.
 */
export type Lane = 'quick' | 'slow' | 'long' | 'sender' | 'picture'

/** One kind of foreign input and what reads it, in a process of its own: input and output are copied, so both are plain values and bytes. */
export type ParserTask<Input, Output> = {
  name: string
  /** The longest it may take, in s by the wall clock. */
  seconds: number
  lane: Lane
  parse: (input: Input) => Promise<Output> | Output
}

/** What a parser process is asked for. */
export type Request = { name: string; input: unknown; ms: number }

/** What it answers; an error travels as its words, and as a refusal if it was one. */
export type Answer = { ok: true; value: unknown } | { ok: false; error: Told }
type Told = { message: string; refusal?: { code: AppError['code']; field: string | undefined }; tooSlow?: boolean }

/** The input cannot be read: the parser says why, or it took too much time or memory. Asking again would come to the same. */
export class ParserFailed extends Error {}

/** It took too much time; with more it might be read. */
export class ParserTooSlow extends ParserFailed {}

/** Too much waits already. Asking again a moment later is right. */
export class ParserBusy extends AppError {
  constructor() {
    super('rate_limited', 'Too much is being read right now. Try again in a minute.')
  }
}

export const tooSlow = (ms: number): ParserTooSlow =>
  new ParserTooSlow(`This took longer than ${Math.ceil(ms / 1000)} s to read, so it was given up.`)
export const crashed = (): ParserFailed =>
  new ParserFailed('This took more memory than there is for reading it, or broke the reader, so it was given up.')
