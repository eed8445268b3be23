import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { startTexts } from '../../../i18n/index.ts'
import PostCard from './post-card.tsx'

await startTexts('en')
afterEach(cleanup)

const nothing = { text: null, url: null, picture: null, author: null }

test('shows of a post what is told of it, and nothing else', () => {
  const told = { text: 'Spring teas', url: 'https://shop.example.com/1', picture: '/api/v1/remote-image?url=x&sign=y', author: 'Shop' }
  const { container, rerender } = render(<PostCard post={told} />)
  screen.getByText('Comments on a post by Shop')
  screen.getByText('Spring teas')
  expect(screen.getByRole('link', { name: 'Open post' }).getAttribute('href')).toBe(told.url)
  expect(container.querySelector('img')?.getAttribute('src')).toBe(told.picture)
  // A picture that is gone leaves no broken frame.
  fireEvent.error(container.querySelector('img')!)
  expect(container.querySelector('img')).toBeNull()
  rerender(<PostCard post={{ ...nothing, url: told.url }} />)
  screen.getByText('Comments on this post')
  expect(screen.queryByRole('button')).toBeNull()
})

test('a long text is folded', () => {
  render(<PostCard post={{ ...nothing, text: 'Long. '.repeat(60) }} />)
  fireEvent.click(screen.getByRole('button', { name: 'Show more' }))
  screen.getByRole('button', { name: 'Show less', expanded: true })
})
