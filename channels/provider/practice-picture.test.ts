import sharp from 'sharp'
import { expect, test } from 'vitest'
import { practicePicture } from './practice-picture.ts'

test('what practice accounts receive as a picture is one, whole, and small', async () => {
  const { format, width, height } = await sharp(practicePicture(), { failOn: 'warning' }).metadata()
  expect({ format, width, height }).toEqual({ format: 'png', width: 240, height: 160 })
  await sharp(practicePicture(), { failOn: 'warning' }).raw().toBuffer()
  expect(practicePicture().length).toBeLessThan(60_000)
})
