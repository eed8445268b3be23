const prefixes = /^(\s*(re|aw|sv|antw|回复|回覆|答复|答覆|返信|回)(\[\d+\])?\s*[:：])+\s*/i

/** Whether a subject is that of an answer, in the words mail programs put before it. */
export const isReply = (subject: string): boolean => prefixes.test(subject)

/** A subject without the words that make it an answer's. */
export const baseSubject = (subject: string): string => subject.replace(prefixes, '')
