import { expect } from 'vitest'

/** Vitest's own matchers are `any`, which turns the object around them untyped; as `unknown` they fit the same places. */
export const like = {
  any: (type: unknown): unknown => expect.any(type),
  arrayContaining: (items: unknown[]): unknown => expect.arrayContaining(items),
  stringContaining: (part: string): unknown => expect.stringContaining(part),
  stringMatching: (pattern: RegExp): unknown => expect.stringMatching(pattern),
}
