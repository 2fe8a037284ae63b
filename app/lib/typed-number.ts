import { decimalSignOf, type DecimalSign } from '#server/domain/decimal-sign.ts'

/** Parses a number field; NaN for anything that is not a number, including an empty field. */
export type ReadNumber = (text: string | undefined) => number

/** Number parser for a request: browser and server must agree on what "1,234" means. */
export const numberReader = (request: Request): ReadNumber => {
  const sign = decimalSignOf(request.headers.get('Accept-Language'))
  return (text) => readNumber(text, sign)
}

const GROUPED = /^\d{1,3}(?:[.,]\d{3})+$/
/** People also group digits with spaces and apostrophes. */
const SPACES = /(?<=\d)[\s'’](?=\d)/g

/**
 * "12,5" and "12.5" are twelve and a half in every language. Only if both readings make sense does the viewer's
 * separator decide: "1,234" is over a thousand in English and just over one in German.
 */
export function readNumber(text: string | undefined, sign: DecimalSign): number {
  const plain = (text ?? '').trim().replace(SPACES, '').replace(/^[−–]/, '-')
  const [, minus = '', digits = ''] = /^(-?)([\d.,]*)$/.exec(plain) ?? []
  if (!/\d/.test(digits)) return Number.NaN
  return Number(`${minus}${asPlainDigits(digits, sign) ?? 'no number'}`)
}

function asPlainDigits(digits: string, sign: DecimalSign): string | null {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  if (last < 0) return digits
  const mark = digits[last] ?? ''
  const whole = digits.slice(0, last)
  const decimals = digits.slice(last + 1)
  if (!/[.,]/.test(whole)) {
    const isGroup = GROUPED.test(digits) && whole !== '0' && mark !== sign
    return isGroup ? `${whole}${decimals}` : `${whole}.${decimals}`
  }
  // Several separators: if all are the same they group digits; otherwise the last one is the decimal separator.
  const isOneKind = [...whole].every((one) => /\d/.test(one) || one === mark)
  if (isOneKind) return GROUPED.test(digits) ? digits.replaceAll(mark, '') : null
  return GROUPED.test(whole) && !whole.includes(mark) ? `${whole.replaceAll(/[.,]/g, '')}.${decimals}` : null
}
