import { fnv1a32 } from '#server/domain/fnv1a.ts'

/** A number from 0 to `choices` − 1 that follows from what is drawn and which part of it: the same everywhere, always. */
export const seeded = (subject: string, part: string, choices: number): number =>
  fnv1a32(`${part}:${subject}`) % choices
