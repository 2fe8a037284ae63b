import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { DiffList } from './diff-list.tsx'

const read = (before: string, after: string) =>
  renderToStaticMarkup(<DiffList changes={[{ key: 'tax', label: 'Tax', before, after }]} />).replace(
    /<[^>]*>/g,
    ' ',
  )

describe('a changed setting', () => {
  it('shows old and new value, and marks an extended one as unchanged', () => {
    expect(read('10%', '20%')).toMatch(/from +10% +to +20%/)
    expect(read('20%', '20%')).toMatch(/20% +unchanged, extended/)
  })
})
