/** Something a customer wrote, so many minutes before the demo was made (0: now). */
export type CustomerLine = { text: string; minutesAgo?: number; html?: string; picture?: string }
/** Something one of us wrote: `by` is an index into the team, 0 the owner. */
export type AgentLine = { by: number; text: string; note?: boolean }
export type Line = CustomerLine | AgentLine

/** A conversation of the demo; `key` names it for ever, so that making the demo again changes nothing. */
export type Story = {
  key: string
  channel:
    { kind: 'webchat'; name?: string; account?: string } | { kind: 'email'; name: string; address: string; subject: string; auto?: boolean }
  lines: Line[]
  resolvedBy?: number
}

export function isAgentLine(line: Line): line is AgentLine {
  return 'by' in line
}
