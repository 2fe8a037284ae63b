import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseLegalText } from './legal-text.ts'

describe('the text of an operator', () => {
  it('has headings and paragraphs', () => {
    expect(parseLegalText('# Terms\nBe kind.\nTo all.\r\n\r\n## Law\n\nThat of Bergen.\n')).toEqual([
      { kind: 'heading', text: 'Terms' },
      { kind: 'paragraph', text: 'Be kind.\nTo all.' },
      { kind: 'heading', text: 'Law' },
      { kind: 'paragraph', text: 'That of Bergen.' },
    ])
  })

  it('keeps markup as the text that it is', () => {
    expect(parseLegalText('<script>alert(1)</script>')).toEqual([
      { kind: 'paragraph', text: '<script>alert(1)</script>' },
    ])
  })

  it('loses no word', () => {
    const words = fc.array(fc.constantFrom('one', 'two', '# three', '\n', '\n\n', ' '), { maxLength: 30 })
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join(' ')
        const count = (of: string) => of.match(/one|two|three/g)?.length ?? 0
        const parsed = parseLegalText(text)
          .map((block) => block.text)
          .join(' ')
        expect(count(parsed)).toBe(count(text))
      }),
    )
  })
})
