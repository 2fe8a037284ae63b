export const LEGAL_PAGES = ['terms', 'imprint'] as const
export type LegalPage = (typeof LEGAL_PAGES)[number]

export type LegalBlock = { kind: 'heading' | 'paragraph'; text: string }

/** The blocks of an operator's text: lines that begin with # are headings, empty lines part paragraphs. Everything else is text as it stands. */
export function parseLegalText(text: string): LegalBlock[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}|(?<=^#[^\n]*)\n|\n(?=#)/m)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => {
      const heading = /^#{1,6}\s+(.*)$/.exec(block)
      return heading?.[1] === undefined
        ? { kind: 'paragraph', text: block }
        : { kind: 'heading', text: heading[1] }
    })
}
