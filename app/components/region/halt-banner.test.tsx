import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ReaderProvider } from '#app/lib/reader.tsx'
import { DO_NOW } from './closing-words.ts'
import { HaltBanner } from './halt-banner.tsx'

const read = (until: string | null) =>
  renderToStaticMarkup(
    <ReaderProvider value={{ timeZone: 'UTC', now: '2102-03-16T00:00:00.000Z', decimalSign: '.' }}>
      <HaltBanner until={until} />
    </ReaderProvider>,
  )

it('a timetable says that its dates are the latest while a payment is disputed, and until when', () => {
  expect(read('2102-05-01T00:00:00.000Z')).toMatch(
    /disputed, until .*1 May 2102.* at the latest.*come\s+earlier/s,
  )
  expect(read(null)).toBe('')
})

it('citizens read in the grace that they can name who rescues their region', () => {
  expect(DO_NOW.grace.citizen).toContain('citizens can name a rescuer')
})
