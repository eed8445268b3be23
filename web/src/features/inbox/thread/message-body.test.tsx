import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Attachment } from '../../../../../contract/files.ts'
import type { Message } from '../../../../../contract/messages.ts'
import { fakeServer } from '../../../../../tests/web/fake-server.ts'
import { message, user } from '../../../../../tests/web/samples.ts'
import { startTexts } from '../../../i18n/index.ts'
import { learnMessage, resetStore, useStore } from '../../../sync/store.ts'
import { MessageBody } from './message-body.tsx'
import { MessageMeta } from './message-meta.tsx'
import { Reactions } from './reactions.tsx'

await startTexts('en')
configure({ asyncUtilTimeout: 10_000 })

const fileId = '0197a000-0000-7000-8000-0000000000f1'
const file = (part: Partial<Attachment>): Attachment => ({
  ...{
    id: fileId,
    name: 'cup.jpg',
    type: 'image/jpeg',
    size: 1_000,
    inline: false,
    width: null,
    height: null,
    state: 'ready',
    reason: null,
  },
  ...part,
})

beforeEach(() => {
  resetStore()
  useStore.setState({
    me: user(),
    grants: { permissions: ['inbox.read', 'inbox.work'], scope: 'all', masked: [] },
    threads: { c1: { phase: 'ready', ids: [], older: null } },
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const show = (one: Message) => render(<MessageBody message={one} asMail={false} />)

describe('in a thread', () => {
  test('what Parley cannot show is named, in the reader’s language', async () => {
    show(message({ text: '', unsupported: 'mini_program' }))
    screen.getByText('Sent something Parley cannot show: mini program')
    cleanup()
    await startTexts('zh-CN')
    show(message({ text: '', unsupported: 'new_thing' }))
    screen.getByText('发送了 Parley 无法显示的内容：new_thing')
    await startTexts('en')
  })

  test('a place leads to a map in a tab of its own, which learns nothing of us', () => {
    show(message({ text: '', place: { latitude: 30.25, longitude: 120.15, name: '断桥', address: '西湖' } }))
    const link = screen.getByRole('link', { name: 'Map: 断桥 (opens in a new tab)' })
    expect(link.getAttribute('href')).toBe('https://www.openstreetmap.org/?mlat=30.25&mlon=120.15#map=16/30.25/120.15')
    expect(link.getAttribute('rel')).toContain('noreferrer')
  })

  test('a file still on its way is no broken picture, and one that failed says why and is asked for again', async () => {
    show(message({ attachments: [file({ state: 'waiting' })] }))
    expect(screen.getByText('Still being fetched')).toBeTruthy()
    expect(screen.queryByRole('img')).toBeNull()
    cleanup()
    const failed = message({ version: 1, attachments: [file({ state: 'failed', reason: 'It is kept for three days only.' })] })
    const server = fakeServer({ 'attachment.fetch': () => ({ ...failed, version: 2, attachments: [file({ state: 'waiting' })] }) })
    vi.stubGlobal('fetch', server.fetch)
    learnMessage(failed)
    show(failed)
    expect(screen.getByText('It is kept for three days only.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Fetch again' }))
    await waitFor(() => expect(useStore.getState().messages['m1']?.attachments[0]?.state).toBe('waiting'))
  })

  test('a voice message this browser plays is played, as the server makes it where messengers record otherwise; another is to be downloaded', () => {
    vi.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockImplementation((type) => (type === 'audio/mpeg' ? 'maybe' : ''))
    const [mp3, amr, midi] = [file({ type: 'audio/mpeg', name: 'a.mp3' }), file({ id: 'f2', type: 'audio/amr', name: 'b.amr' }), file({ id: 'f3', type: 'audio/midi', name: 'c.mid' })] // prettier-ignore
    show(message({ attachments: [mp3, amr, midi] }))
    expect(screen.getByLabelText('Voice message: a.mp3').getAttribute('src')).toBe(`/api/v1/files/${mp3.id}`)
    expect(screen.getByLabelText('Voice message: b.amr').getAttribute('src')).toBe('/api/v1/files/f2/voice')
    expect(screen.getByLabelText('Download: b.amr').getAttribute('href')).toBe('/api/v1/files/f2')
    const link = screen.getByText('c.mid').closest('a')
    expect(link?.getAttribute('download')).toBe('c.mid')
    expect(link?.textContent).toContain('This browser cannot play this recording. Download it to listen.')
  })

  test('one whose content turns out not to be playable is no dead player either', () => {
    vi.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockReturnValue('maybe')
    vi.stubGlobal('MediaError', { MEDIA_ERR_DECODE: 3, MEDIA_ERR_SRC_NOT_SUPPORTED: 4 })
    show(message({ attachments: [file({ type: 'video/mp4', name: 'clip.mp4' })] }))
    const video = screen.getByLabelText('Video: clip.mp4')
    Object.defineProperty(video, 'error', { value: { code: 2 }, configurable: true })
    fireEvent.error(video)
    expect(screen.getByLabelText('Video: clip.mp4')).toBeTruthy()
    Object.defineProperty(video, 'error', { value: { code: 4 } })
    fireEvent.error(video)
    expect(screen.queryByLabelText('Video: clip.mp4')).toBeNull()
    expect(screen.getByText('This browser cannot play this video. Download it to watch.')).toBeTruthy()
  })

  test('what was taken back is gone from the screen', () => {
    show(message({ text: '', recalledAt: '2026-11-20T02:02:00.000Z', attachments: [file({})] }))
    expect(screen.getByText('Recalled by its author')).toBeTruthy()
    expect(screen.queryByRole('button')).toBeNull()
  })

  test('a sign many people put on it is shown once, with their names', () => {
    render(<Reactions reactions={[{ emoji: '👍', by: 'Ada' }, { emoji: '👍', by: 'Ben' }, { emoji: '🎉', by: 'Ada' }]} />) // prettier-ignore
    expect(screen.getAllByRole('listitem').map((one) => one.title)).toEqual(['👍 by Ada, Ben', '🎉 by Ada'])
  })

  test('what is out of a message in parts is told until all of it is, and what was written elsewhere is said to be', () => {
    const ours = message({ direction: 'out', author: { type: 'agent', id: 'u1', name: '林晚' }, status: 'sending' })
    const meta = (one: Message) => render(<MessageMeta message={one} asMail={false} onAsMail={() => undefined} />)
    meta({ ...ours, parts: { sent: 2, of: 3 } })
    expect(screen.getByText(/2 of 3 parts sent/)).toBeTruthy()
    cleanup()
    meta({ ...ours, parts: { sent: 3, of: 3 }, author: { type: 'agent', id: null, name: 'Shop' }, editedAt: ours.createdAt })
    expect(screen.queryByText(/parts sent/)).toBeNull()
    expect(screen.getByText(/Written outside Parley/)).toBeTruthy()
    expect(screen.getByText(/Edited/)).toBeTruthy()
  })
})
