/** The header every mail of ours carries: the message's id, by which it is known where a server has rewritten its Message-ID. */
export const ownHeader = 'X-Parley-Message'
