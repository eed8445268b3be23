/** What a UTF-16 unit of folded text is to somebody who reads it for words. */
export const kinds = { other: 0, han: 1, letter: 2, clause: 3, symbol: 4, high: 5 } as const

const table = new Uint8Array(0x10000)
mark(/\p{S}/u, kinds.symbol)
mark(/[\p{L}\p{M}\p{N}'’]/u, kinds.letter)
mark(/\p{Script=Han}/u, kinds.han)
mark(/[.,;:!?…。、，；：！？~\n]/u, kinds.clause)
table.fill(kinds.high, 0xd800, 0xdc00)

/** Letters, marks and digits of any script make words; Han characters stand for themselves; `clause` ends what a negation reaches. */
export const kindOf = (unit: number): number => table[unit] ?? kinds.other

function mark(pattern: RegExp, kind: number): void {
  for (let unit = 0; unit < table.length; unit += 1) if (pattern.test(String.fromCharCode(unit))) table[unit] = kind
}
