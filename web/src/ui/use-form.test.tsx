import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ApiError } from '../api.ts'
import { useForm } from './use-form.ts'

afterEach(cleanup)

const refused = new ApiError('invalid', 'No address', 'config.address')

function Form() {
  const { errors, onSubmit } = useForm(['config.address', 'port'], () => Promise.reject(refused))
  return (
    <form aria-label="form" onSubmit={onSubmit}>
      <input name="address" aria-label="address" />
      <input name="port" aria-label="port" />
      <p>{Object.values(errors).join(', ')}</p>
    </form>
  )
}

test('a field that is changed is no longer said to be wrong; while others are, it is', async () => {
  render(<Form />)
  fireEvent.submit(screen.getByRole('form'))
  await screen.findByText('No address')
  fireEvent.input(screen.getByLabelText('port'), { target: { value: '25' } })
  screen.getByText('No address')
  fireEvent.input(screen.getByLabelText('address'), { target: { value: 'a@b.example' } })
  expect(screen.queryByText('No address')).toBeNull()
})
