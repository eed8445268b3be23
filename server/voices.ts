import { derived } from './derived.ts'
import { fail } from './errors.ts'
import { inParser } from './parsers/pool.ts'
import { ParserFailed } from './parsers/task.ts'
import { keyOf, readFile, removeDerived } from './storage.ts'
import { brokenVoice, voiceParser } from './voice-parser.ts'

/**
 * A kept voice message in AMR or SILK, as messengers record, as a WAV every browser plays. `who` asks: one who wants many does not keep others
 * waiting. Refuses (`invalid`) other files, broken ones, and more than ten minutes.
 */
export function playable(hash: string, who: string): Promise<Buffer> {
  return derived(voiceKey(hash), async () =>
    inParser(voiceParser, await readFile(hash), { key: who }).catch((cause: unknown) => {
      if (cause instanceof ParserFailed) fail('invalid', brokenVoice, { cause })
      throw cause
    }),
  )
}

/** Removes what was made of a voice message. */
export const forgetVoice = (hash: string): Promise<void> => removeDerived(voiceKey(hash))

const voiceKey = (hash: string) => `voices/${keyOf(hash)}.wav`
