import DOMPurify from 'dompurify'

const cleaner = DOMPurify()

cleaner.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName !== 'A') return
  node.setAttribute('target', '_blank')
  node.setAttribute('rel', 'noopener noreferrer nofollow')
})

/** A second pair of eyes on what the server already cleaned, in the very parser that will show it. Links open elsewhere. */
export function purify(html: string): string {
  return cleaner.sanitize(html, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: ['form', 'input', 'button', 'textarea', 'select', 'dialog', 'audio', 'video', 'link', 'meta', 'base'],
    FORBID_ATTR: ['autofocus', 'popover', 'popovertarget'],
    ADD_ATTR: ['target'],
  })
}
