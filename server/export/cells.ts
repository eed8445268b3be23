/** One cell of an exported table; numbers stay numbers. */
export type Cell = string | number | null

// A spreadsheet runs a cell that begins with one of these, full width too, whatever blanks stand before it (security.md 19).
const beginsFormula = /^[\s\u00a0\u200b\u3000\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/

/** Whether a program that opens the file might take the text for a formula. */
export function looksLikeFormula(text: string): boolean {
  return beginsFormula.test(text)
}
