/** The sign that a reader puts before decimals. */
export type DecimalSign = '.' | ','

/** By the language that the browser prefers, as `Accept-Language` names it; the game's own is English. */
export function decimalSignOf(acceptLanguage: string | null): DecimalSign {
  const tag = /^\s*([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\b/i.exec(acceptLanguage ?? '')?.[1] ?? 'en'
  // Most readers, and looking a language up costs more than the rest.
  if (/^en\b/i.test(tag)) return '.'
  try {
    const parts = new Intl.NumberFormat(tag).formatToParts(1.5)
    return parts.some(({ type, value }) => type === 'decimal' && value !== '.') ? ',' : '.'
  } catch {
    // A tag that no standard knows.
    return '.'
  }
}
