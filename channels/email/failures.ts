/** New mail could not be kept on our side: the mailbox is not at fault. */
export class NotStored extends Error {}

/** The server broke off, or answered what nobody understands, while new mail was being fetched. */
export class FetchBroken extends Error {}
