import { type TokenScope } from '#server/domain/identity/token-scopes.ts'

/** The scopes of a token's row. */
export const scopesOf = (row: { mayRead: boolean; mayPlay: boolean; mayGovern: boolean }): TokenScope[] => [
  ...(row.mayRead ? (['read'] as const) : []),
  ...(row.mayPlay ? (['play'] as const) : []),
  ...(row.mayGovern ? (['govern'] as const) : []),
]
