import type { Template } from '../../../../../contract/channels.ts'

/** A template's text as the customer reads it: `{{1}}`, `{{2}}`… replaced by what stands for them; a place without a value stays as it is. */
export function filled({ text }: Pick<Template, 'text'>, variables: readonly string[]): string {
  return text.replace(/\{\{(\d+)\}\}/g, (place, n: string) => variables[Number(n) - 1] || place)
}
