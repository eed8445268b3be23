import { v5 } from 'uuid'
import { adapterFor } from '../channels/index.ts'
import type { Capabilities, ChannelKind, Surface } from '../contract/channels.ts'
import { splitText } from '../contract/split-text.ts'

export type Part<File> = { text: string; files: File[] }

/** What an answer may hold there. */
export function limitsOf(kind: ChannelKind, surface: Surface): Pick<Capabilities, 'text' | 'attachments'> {
  const { text, attachments, surfaces } = adapterFor(kind).capabilities
  return surfaces[surface] ?? { text, attachments }
}

/**
 * The parts a message goes out in, in order: all in one where the channel takes it so; else the text cut to what it takes, then each file.
 * A prepared message is one part, however long. The same message gives the same parts, at writing and at each try.
 */
export function partsOf<File>(
  { text, files, prepared }: { text: string; files: File[]; prepared: boolean },
  { kind, surface }: { kind: ChannelKind; surface: Surface },
): Part<File>[] {
  if (prepared || adapterFor(kind).parts === 'whole') return [{ text, files }]
  const texts = splitText(text, limitsOf(kind, surface).text)
  return [...texts.map((one) => ({ text: one, files: [] })), ...files.map((file) => ({ text: '', files: [file] }))]
}

/** By which a part is known at every try: the message's own id for the first, one made of it for the others. */
export function partIdOf(messageId: string, n: number): string {
  return n === 0 ? messageId : v5(String(n), messageId)
}

/** A reason with the part it is about, `n` counted from 0, where there are several. */
export function reasonOfPart(reason: string, n: number, of: number): string {
  return of > 1 ? `Part ${n + 1} of ${of}: ${reason}` : reason
}
