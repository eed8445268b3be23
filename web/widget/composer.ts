import { el, icon, on } from './dom.ts'
import { readableSize } from './message-row.ts'
import { onFullScreen } from './panel.ts'
import type { Upload } from './upload.ts'
import type { Actions, Shown } from './view.ts'
import type { Words } from './words.ts'

const accepted = 'image/*,application/pdf,text/plain,.txt,.csv,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp'

/** Where the visitor writes: text that grows with it, files as chips, and one sentence when something is wrong. */
export function makeComposer(w: Words, actions: Actions) {
  const notice = el('p', { class: 'notice', role: 'status' })
  const chips = el('div', { class: 'chips' })
  const text = el('textarea', {
    rows: '1',
    maxlength: '10000',
    placeholder: w.placeholder,
    'aria-label': w.placeholder,
    enterkeyhint: 'send',
  })
  const picker = el('input', { type: 'file', multiple: true, accept: accepted, hidden: true, tabindex: '-1' })
  const attach = el(
    'button',
    { class: 'plain', type: 'button', 'aria-label': w.attach, title: w.attach, click: () => picker.click() },
    icon('clip'),
  )
  const send = el('button', { class: 'send', type: 'button', 'aria-label': w.send, title: w.send }, icon('send'))
  const element = el('div', { class: 'composer' }, notice, chips, el('div', { class: 'box' }, attach, text, send, picker))
  wire({ text, picker, send }, actions)
  const shownChips = new Map<Upload, HTMLElement>()
  const render = ({ online, notice: sentence, uploads, entries }: Shown) => {
    const waits = !online && entries.some((entry) => entry.status === 'sending')
    notice.textContent = sentence ?? (waits ? w.waiting : '')
    renderChips(chips, shownChips, uploads, w, actions)
    send.classList.toggle('ready', text.value.trim() !== '' || uploads.some((upload) => upload.done))
  }
  return { element, render, focus: () => text.focus({ preventScroll: onFullScreen() }) }
}

type Parts = { text: HTMLTextAreaElement; picker: HTMLInputElement; send: HTMLButtonElement }

function wire({ text, picker, send }: Parts, actions: Actions): void {
  const changed = () => {
    grow(text)
    actions.keepDraft(text.value)
  }
  const submit = () => {
    if (!actions.write(text.value)) return
    text.value = ''
    changed()
    text.focus()
  }
  text.value = actions.draft()
  on(text, 'input', () => {
    changed()
    if (text.value !== '') actions.tellTyping()
  })
  on(text, 'keydown', (event) => {
    if (!sendsOnEnter(event)) return
    event.preventDefault()
    submit()
  })
  on(text, 'paste', (event) => takePasted(event, actions))
  on(send, 'click', submit)
  on(picker, 'change', () => {
    actions.attach([...(picker.files ?? [])])
    picker.value = ''
  })
}

/** Enter sends, except while an input method still composes (keyCode 229 where isComposing lies), with Shift, and under a thumb. */
function sendsOnEnter(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return false
  return !matchMedia('(pointer: coarse)').matches
}

function takePasted(event: ClipboardEvent, actions: Actions): void {
  const files = [...(event.clipboardData?.files ?? [])]
  if (files.length === 0) return
  event.preventDefault()
  actions.attach(files)
}

function grow(text: HTMLTextAreaElement): void {
  text.style.setProperty('height', 'auto')
  text.style.setProperty('height', `${Math.min(text.scrollHeight, 132)}px`)
}

function renderChips(box: HTMLElement, known: Map<Upload, HTMLElement>, uploads: Upload[], w: Words, actions: Actions): void {
  for (const [upload, chip] of known) {
    if (uploads.includes(upload)) continue
    chip.remove()
    known.delete(upload)
  }
  for (const upload of uploads) {
    const chip = known.get(upload) ?? makeChip(upload, w, actions)
    if (!known.has(upload)) box.append(chip)
    known.set(upload, chip)
    chip.classList.toggle('bad', upload.error !== null)
    chip.classList.toggle('done', upload.done !== null)
    chip.style.setProperty('--progress', String(upload.progress))
    const detail = chip.querySelector('small')
    if (detail) detail.textContent = upload.error ?? readableSize(upload.file.size)
  }
}

function makeChip(upload: Upload, w: Words, actions: Actions): HTMLElement {
  const { name } = upload.file
  return el(
    'div',
    { class: 'chip' },
    upload.file.type.startsWith('image/') ? preview(upload.file) : icon('file'),
    el('span', {}, name, el('small')),
    el('button', { class: 'plain', type: 'button', 'aria-label': w.remove(name), click: () => actions.detach(upload) }, icon('close')),
  )
}

function preview(file: File): HTMLElement {
  const url = URL.createObjectURL(file)
  const image = el('img', { src: url, alt: '' })
  on(image, 'load', () => URL.revokeObjectURL(url))
  // A page's policy may forbid blob: pictures, and not every browser knows every format.
  on(image, 'error', () => image.replaceWith(icon('file')))
  return image
}
