/**
 * The value of the first cookie with exactly this name in a Cookie header, as it was sent. Nothing is decoded: a browser
 * guards the prefix `__Host-` only where it is spelled so, and a name in other characters (per cent signs, spaces that are
 * not of ASCII) would let a neighbouring host set a cookie that is read as ours. Nor can a cookie of another site, which
 * may hold anything, make a request fail.
 */
export function readCookie(header: string | null, name: string): string | null {
  for (const cookie of (header ?? '').split(';')) {
    const equals = cookie.indexOf('=')
    if (equals !== -1 && withoutBlanks(cookie.slice(0, equals)) === name)
      return withoutBlanks(cookie.slice(equals + 1))
  }
  return null
}

/** `trim` would also take away what browsers count to the name, such as U+00A0. */
const withoutBlanks = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, '')
