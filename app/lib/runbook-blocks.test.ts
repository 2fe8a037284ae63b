import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { partsOfCode, runbookBlocks } from './runbook-blocks.ts'

const FOLDER = 'docs/runbooks'
const pages = readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(`${FOLDER}/${name}`, 'utf8') }))

it('parts a page into headings, paragraphs and lists', () => {
  expect(runbookBlocks('# Late\n\nIt is\nlate.\n\n## Look\n\n- At `x`,\n  or y.\n- At z.\n')).toEqual([
    { kind: 'paragraph', text: 'It is late.' },
    { kind: 'heading', text: 'Look' },
    { kind: 'list', items: ['At `x`, or y.', 'At z.'] },
  ])
})

it('knows what is code', () => {
  expect(partsOfCode('At `x` and `y`.')).toEqual(['At ', 'x', ' and ', 'y', '.'])
})

it.each(pages)('loses no word of $name and shows no mark-up', ({ name, text }) => {
  const blocks = runbookBlocks(text)
  expect(blocks.filter(({ kind }) => kind === 'heading')).toEqual([
    { kind: 'heading', text: 'Look' },
    { kind: 'heading', text: 'Do' },
  ])
  const shown = blocks.flatMap((block) => (block.kind === 'list' ? block.items : block.text))
  const words = (all: string) => all.split(/\s+/).filter((word) => !['', '-', '##', '#'].includes(word))
  expect(words(shown.join(' '))).toEqual(words(text).slice(1))
  for (const line of shown) {
    expect(partsOfCode(line).length % 2, `${name}: ${line}`).toBe(1)
    expect(line).not.toMatch(/^[-#>*]|\*\*|\]\(/)
  }
})
