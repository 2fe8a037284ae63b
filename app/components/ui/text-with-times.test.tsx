import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ReaderProvider } from '#app/lib/reader.tsx'
import { TextWithTimes } from './text-with-times.tsx'

const read = (text: string) =>
  renderToStaticMarkup(
    <ReaderProvider value={{ timeZone: 'America/New_York', now: '', decimalSign: '.' }}>
      <TextWithTimes text={text} />
    </ReaderProvider>,
  )

describe('a sentence with times', () => {
  it('shows times in the viewer’s zone, with UTC on hover', () => {
    expect(read('Paid until 2102-04-01T02:00:00.000Z.')).toBe(
      'Paid until <time dateTime="2102-04-01T02:00:00.000Z" title="1 Apr 2102, 02:00 UTC">31 Mar 2102, 22:00 EDT</time>.',
    )
  })

  it('shows a day without a time as that UTC day', () => {
    expect(read('It is archived on 2102-04-01.')).toBe(
      'It is archived on <time dateTime="2102-04-01">1 Apr 2102 (UTC)</time>.',
    )
  })

  it('leaves all other text unchanged and escaped', () => {
    expect(read('Thank you for 2102 <b>credits</b>.')).toBe('Thank you for 2102 &lt;b&gt;credits&lt;/b&gt;.')
  })
})
