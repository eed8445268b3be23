/** A mail of about 1.8 kB from `customer-<n>`; every third one answers that customer's first. */
export type Mail = { id: string; root: string; text: string }

const line = 'I ordered two of the blue ones last week and would like to know when they will arrive, thank you very much.\r\n'

/** `n` mails of n/3 customers: a question and two answers to it each, the questions first, as they would come in. */
export function writeMails(n: number, to: string, run: string): Mail[] {
  const threads = Math.ceil(n / 3)
  return Array.from({ length: n }, (_, i) => {
    const thread = i % threads
    const root = `${run}-${thread}-0@example.com`
    const turn = Math.floor(i / threads)
    return { id: `${run}-${thread}-${turn}@example.com`, root, text: mail({ run, thread, turn, to, root }) }
  })
}

function mail({ run, thread, turn, to, root }: { run: string; thread: number; turn: number; to: string; root: string }): string {
  const answers = turn === 0 ? '' : `In-Reply-To: <${root}>\r\nReferences: <${root}>\r\n`
  return (
    `From: Customer ${thread} <customer-${run}-${thread}@example.com>\r\nTo: <${to}>\r\nSubject: ${turn === 0 ? '' : 'Re: '}Order ${thread}\r\n` +
    `Message-ID: <${run}-${thread}-${turn}@example.com>\r\n${answers}Date: Sun, 22 Nov 2026 12:00:00 +0000\r\nMIME-Version: 1.0\r\n` +
    `Content-Type: text/plain; charset=utf-8\r\n\r\n${line.repeat(12)}`
  )
}
