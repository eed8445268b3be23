/**
 * How providers count a text. `chars`: UTF-16 units; `characters`: what a reader calls a character (code points); `bytes`: UTF-8;
 * `segments`: parts of an SMS (GSM-7 160/153, else UCS-2 70/67; 3GPP TS 23.038 and 23.040); `halves`: Weibo's, where two ASCII characters
 * count as one Chinese one.
 */
export const textUnits = ['chars', 'characters', 'bytes', 'segments', 'halves'] as const
export type TextUnit = (typeof textUnits)[number]

/** The length of a text in a provider's unit. Any string will do; the empty one is 0. */
export function measure(text: string, unit: TextUnit): number {
  return meter(unit)(text)
}

/** Counts a text that comes piece by piece: each call answers the length of everything so far. A piece ends between code points. */
export function meter(unit: TextUnit): (piece: string) => number {
  switch (unit) {
    case 'chars':
      return adding((piece) => piece.length)
    case 'characters':
      return adding((piece) => [...piece].length)
    case 'bytes':
      return adding((piece) => encoder.encode(piece).length)
    case 'segments':
      return inSegments()
    case 'halves': {
      const halves = adding((piece) => [...piece].reduce((sum, character) => sum + (character.codePointAt(0)! < 0x80 ? 1 : 2), 0))
      return (piece) => Math.ceil(halves(piece) / 2)
    }
  }
}

const encoder = new TextEncoder()

function adding(lengthOf: (piece: string) => number): (piece: string) => number {
  let sum = 0
  return (piece) => (sum += lengthOf(piece))
}

const gsm = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** Of these each takes two places. */
const gsmExtended = new Set('\f^{}\\[~]|€')

/** The parts an SMS goes out in, and the places its text takes of those they have. */
export type SmsFill = { parts: number; used: number; room: number }

/** How full the parts of an SMS are; the empty text is in none. */
export function smsFill(text: string): SmsFill {
  return segmenting()(text)
}

function inSegments(): (piece: string) => number {
  const fill = segmenting()
  return (piece) => fill(piece).parts
}

/** Counts in both alphabets at once: one character outside GSM-7, wherever it stands, moves the whole message to UCS-2. */
function segmenting(): (piece: string) => SmsFill {
  const [septets, wide] = [lane(160, 153), lane(70, 67)]
  let plain = true
  return (piece) => {
    for (const character of piece) {
      plain &&= gsm.has(character) || gsmExtended.has(character)
      septets.take(gsmExtended.has(character) ? 2 : 1)
      wide.take(character.length)
    }
    return plain ? septets.fill() : wide.fill()
  }
}

/** A message of so many places if it goes out alone, of fewer in each part if not. A character of two places never straddles two parts. */
function lane(alone: number, joined: number): { take: (places: number) => void; fill: () => SmsFill } {
  let [total, parts, used] = [0, 0, joined]
  return {
    take: (places) => {
      total += places
      if (used + places > joined) {
        parts += 1
        used = 0
      }
      used += places
    },
    fill: () =>
      total <= alone
        ? { parts: Math.min(parts, 1), used: total, room: alone }
        : { parts, used: (parts - 1) * joined + used, room: parts * joined },
  }
}
