export type RunbookBlock = { kind: 'heading' | 'paragraph'; text: string } | { kind: 'list'; items: string[] }

/** A page of docs/runbooks without its title: headings, paragraphs and lists, of which each item is one line or more. */
export function runbookBlocks(page: string): RunbookBlock[] {
  return page
    .replace(/^# .*\n+/, '')
    .trim()
    .split(/\n{2,}/)
    .map((block): RunbookBlock => {
      if (block.startsWith('## ')) return { kind: 'heading', text: block.slice(3) }
      if (block.startsWith('- ')) return { kind: 'list', items: block.slice(2).split(/\n- /).map(inOneLine) }
      return { kind: 'paragraph', text: inOneLine(block) }
    })
}

const inOneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ')

/** Text between backticks is code: what stands at odd places. */
export const partsOfCode = (text: string): string[] => text.split('`')
