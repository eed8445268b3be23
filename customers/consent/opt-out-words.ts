/** Said alone, these take back consent to marketing whatever was said before. */
const always = new Set('退订,退定,取消订阅,拒收,不再接收,请勿打扰,TD,STOP,STOPALL,STOP ALL,UNSUBSCRIBE,OPT OUT,OPTOUT,OPT-OUT'.split(','))

/** Of these, only what the sender was told to answer with: alone, they mean many things. */
const ifOffered = new Set('T,N,R,Q,D,0,00,0000,QUIT,END,CANCEL'.split(','))

/** A message that says nothing but a refusal, as it is compared; null for any other text. */
export function optOutWord(text: string): { word: string; ifOffered: boolean } | null {
  if (text.length > 40) return null
  const word = text
    .normalize('NFKC')
    .replaceAll('訂', '订')
    .replaceAll('閱', '阅')
    .toUpperCase()
    .replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, '')
  if (always.has(word)) return { word, ifOffered: false }
  return ifOffered.has(word) ? { word, ifOffered: true } : null
}

/** Whether a message of ours tells how to refuse with this word: “拒收请回复R”, “回T退订”, “Reply N to opt out”. */
export function offers(text: string, word: string): boolean {
  const told = /(?:回复?|回覆|發送|发送|发|输入|reply|text|send)\s*(?:with)?\s*[“"'‘「【[(]*\s*([A-Z]+|0+)(?![A-Z])/giu
  return [...text.normalize('NFKC').matchAll(told)].some((match) => match[1]?.toUpperCase() === word)
}
