import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { DiffList } from './diff-list.tsx'

const read = (before: string, after: string) =>
  renderToStaticMarkup(<DiffList changes={[{ key: 'tax', label: 'Tax', before, after }]} />).replace(
    /<[^>]*>/g,
    ' ',
  )

describe('a line of a law', () => {
  it('says from what to what, and of what is prolonged that it stays', () => {
    expect(read('10 %', '20 %')).toMatch(/from +10 % +to +20 %/)
    expect(read('20 %', '20 %')).toMatch(/20 % +stays, for longer/)
  })
})
