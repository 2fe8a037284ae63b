/** What to do about each alert: the pages of docs/runbooks, part of the build. */
const PAGES: Record<string, string> = import.meta.glob('../../docs/runbooks/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})

const RUNBOOKS = new Map(
  Object.entries(PAGES).map(([file, text]) => [file.replace(/^.*\/|\.md$/g, ''), text]),
)

export const runbookOf = (alert: string): string | undefined => RUNBOOKS.get(alert)
export const hasRunbook = (alert: string): boolean => RUNBOOKS.has(alert)
