/** One cell of an exported table; numbers stay numbers. */
export type Cell = string | number | null

// A spreadsheet runs a cell that begins with one of these, full width too, whatever blanks stand before it (security.md 19).
const beginsFormula = /^[\s\u00a0\u200b\u3000\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/

/** Phone numbers as people write them: plus signs, digits and blanks compute nothing, and an apostrophe before them only puzzles who reads. */
const phones = /^\+\d+ [\d -]+( ext\. \d+)?(; \+\d+ [\d -]+( ext\. \d+)?)*$/

/** Whether a program that opens the file might take the text for a formula. */
export function looksLikeFormula(text: string): boolean {
  return beginsFormula.test(text) && !phones.test(text)
}
