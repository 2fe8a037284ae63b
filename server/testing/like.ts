import { expect } from 'vitest'

/** Vitest's matchers are typed `any`, which untypes the objects around them; these are `unknown`. */
export const like = {
  any: (type: unknown): unknown => expect.any(type),
  arrayContaining: (items: unknown[]): unknown => expect.arrayContaining(items),
  stringContaining: (part: string): unknown => expect.stringContaining(part),
  stringMatching: (pattern: RegExp): unknown => expect.stringMatching(pattern),
}
