import { type MatterKind } from '#server/domain/voting/matters.ts'

/**
 * What a vote is called in lists. `about` is the title of a policy or motion, the position of an election or recall, or the
 * type of a treaty.
 */
export function voteTitle(kind: MatterKind, about: string): string {
  const words = about.replaceAll('_', ' ')
  const office = words.charAt(0).toUpperCase() + words.slice(1)
  switch (kind) {
    case 'policy':
    case 'council':
      return about
    case 'election':
    case 'nomination':
      return `Election: ${office}`
    case 'recall':
    case 'petition':
      return `Recall: ${office}`
    case 'treaty':
      return `Treaty: ${words}`
  }
}
