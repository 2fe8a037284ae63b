import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ReaderProvider } from '#app/lib/reader.tsx'
import { FormError } from './form-error.tsx'

describe('a form error', () => {
  it('shows times in the viewer’s zone', () => {
    const read = renderToStaticMarkup(
      <ReaderProvider value={{ timeZone: 'America/New_York', now: '', decimalSign: '.' }}>
        <FormError message="It takes effect on 2102-04-01T02:00:00.000Z. Wait." />
      </ReaderProvider>,
    )
    expect(read).toContain('31 Mar 2102, 22:00 EDT</time>. Wait.')
  })
})
