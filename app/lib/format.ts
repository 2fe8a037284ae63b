/**
 * Formats are hand-written because locale data differs between server, browsers and versions, and different text would
 * break hydration.
 */
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MINUS = '−'

type Integer = number | bigint

const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')

const trimZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

/** `1234567` → `1,234,567`; `decimals` digits after the point at most, without trailing zeros. */
export const formatNumber = (value: Integer, decimals = 0): string => {
  if (typeof value === 'bigint')
    return `${value < 0n ? MINUS : ''}${group(String(value < 0n ? -value : value))}`
  if (!Number.isFinite(value)) return '–'
  const [whole = '0', fraction] = trimZeros(Math.abs(value).toFixed(decimals)).split('.')
  const text = fraction === undefined ? group(whole) : `${group(whole)}.${fraction}`
  return value < 0 && /[1-9]/.test(text) ? `${MINUS}${text}` : text
}

const COMPACT_STEPS = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
] as const

/** `12_345` → `12.3K`; below ten thousand the number in full. */
export const formatCompact = (value: Integer): string => {
  const number = Number(value)
  if (Math.abs(number) < 10_000) return formatNumber(number)
  for (const [size, suffix] of COMPACT_STEPS) {
    // 999,950 would otherwise be rounded to 1000K
    if (Math.abs(number) >= size * 0.99995) return `${formatNumber(number / size, 1)}${suffix}`
  }
  return formatNumber(number)
}

/** Sizes of files: `1_572_864` → `1.5 MB`, in thousands as file managers write them. */
export const formatBytes = (bytes: number): string =>
  bytes < 1e6 ? `${formatNumber(Math.max(1, bytes / 1e3))} kB` : `${formatNumber(bytes / 1e6, 1)} MB`

/** Credits are integers: `12400` → `12,400 cr`. */
export const formatCredits = (credits: Integer): string => `${formatNumber(credits)} cr`

/** The price of one unit, in hundredths of a credit: `1234` → `12.34 cr`. */
export const formatUnitPrice = (hundredths: number): string => `${(hundredths / 100).toFixed(2)} cr`

/** `+1,200`, `−30`, `0`. */
export const formatSigned = (value: Integer, decimals = 0): string =>
  value > 0 ? `+${formatNumber(value, decimals)}` : formatNumber(value, decimals)

/** Basis points: `1250` → `12.5%`. */
export const formatBasisPoints = (basisPoints: number): string => `${formatNumber(basisPoints / 100, 2)}%`

/** A fraction from the API: `0.125` → `12.5%`. */
export const formatPercent = (fraction: number, decimals = 2): string =>
  `${formatNumber(fraction * 100, decimals)}%`

/** Hundredths of a factor: `125` → `1.25×`. */
export const formatFactor = (hundredths: number): string => `${(hundredths / 100).toFixed(2)}×`

const CURRENCY_SIGNS: Record<string, string> = { USD: '$', EUR: '€', GBP: '£' }

/** Minor units with their currency: `(2500, 'USD')` → `$25.00`. */
export const formatMoney = (minorUnits: Integer, currency: string): string => {
  const minor = BigInt(minorUnits)
  const absolute = minor < 0n ? -minor : minor
  const amount = `${group(String(absolute / 100n))}.${String(absolute % 100n).padStart(2, '0')}`
  const sign = CURRENCY_SIGNS[currency]
  return `${minor < 0n ? MINUS : ''}${sign === undefined ? `${amount} ${currency}` : `${sign}${amount}`}`
}

/** An enum value as words: `commerce_central` → `Commerce central`. */
export const formatLabel = (value: string): string => {
  const words = value.replaceAll('_', ' ').replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The plural of an English noun, for words that regions choose: `Commoner` → `Commoners`, `Colony` → `Colonies`. */
export const pluralOf = (noun: string): string => {
  if (/(?:[sxz]|ch|sh)$/i.test(noun)) return /[^s]s$/i.test(noun) && !/us$/i.test(noun) ? noun : `${noun}es`
  return /[^aeiou]y$/i.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}

/** `resident` → `a resident`, `envoy` → `an envoy`. */
export const withArticle = (noun: string): string => `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`

/** Vote weight in hundredths: `101` → `1.01`. */
export const formatVoteWeight = (hundredths: number): string => (hundredths / 100).toFixed(2)

/** `(1, 'vote')` → `1 vote`, `(3, 'vote')` → `3 votes`. */
export const formatCount = (count: Integer, singular: string, plural = pluralOf(singular)): string =>
  `${formatNumber(count)} ${Number(count) === 1 ? singular : plural}`

export type Instant = Date | string | number

const toDate = (instant: Instant): Date => (instant instanceof Date ? instant : new Date(instant))

/** Creating a formatter costs a hundred times as much as using it, so keep one per zone. */
const formatters = new Map<string, Intl.DateTimeFormat>()

const formatterFor = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
  formatters.set(timeZone, made)
  return made
}

const dateParts = (
  year: string | number,
  month: number,
  day: string | number,
  { time, zone }: { time: string; zone: string },
) => ({ date: `${day} ${MONTHS[month - 1] ?? ''} ${year}`, time, zone })

const partsIn = (instant: Instant, timeZone: string) => {
  const date = toDate(instant)
  // UTC is shown on hover everywhere and needs no zone table.
  if (timeZone === 'UTC')
    return dateParts(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), {
      time: date.toISOString().slice(-13, -8),
      zone: 'UTC',
    })
  const parts = formatterFor(timeZone).formatToParts(date)
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
  return dateParts(get('year'), Number(get('month')), get('day'), {
    time: `${get('hour')}:${get('minute')}`,
    zone: get('timeZoneName'),
  })
}

const isValid = (instant: Instant): boolean => !Number.isNaN(toDate(instant).getTime())

/** `22 Nov 2102` in the given zone. */
export const formatDate = (instant: Instant, timeZone: string): string =>
  isValid(instant) ? partsIn(instant, timeZone).date : '–'

/** A UTC day (`2102-11-22`) as `22 Nov 2102` in any zone; label it as UTC. */
export const formatUtcDay = (day: string): string => formatDate(`${day}T00:00:00Z`, 'UTC')

/** `22 Nov 2102, 09:15 UTC`: in the given zone, which it names, by its offset where it has no name (`GMT+9`). */
export const formatDateTime = (instant: Instant, timeZone: string): string => {
  if (!isValid(instant)) return '–'
  const { date, time, zone } = partsIn(instant, timeZone)
  return `${date}, ${time} ${zone}`
}

/** `22 Nov 2102, 09:15 UTC`. */
export const formatUtc = (instant: Instant): string => formatDateTime(instant, 'UTC')

const UNITS = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

const biggestUnit = (seconds: number): string => {
  for (const [unit, size] of UNITS) {
    if (seconds >= size) return formatCount(Math.floor(seconds / size), unit)
  }
  return formatCount(Math.floor(seconds), 'second')
}

/** `3 hours ago`, `in 2 days`, `just now`. Rounds towards now, so "in 1 day" is at least one day. */
export const formatRelative = (instant: Instant, now: Instant): string => {
  if (!isValid(instant)) return '–'
  const seconds = (toDate(instant).getTime() - toDate(now).getTime()) / 1000
  if (Math.abs(seconds) < 10) return 'just now'
  return seconds < 0 ? `${biggestUnit(-seconds)} ago` : `in ${biggestUnit(seconds)}`
}

/** `3 hours`: how old something is, in its biggest unit. */
export const formatAge = (seconds: number): string => biggestUnit(seconds)

/** `850 ms`, `4.2 s`, `3 min 20 s`, `2 h 5 min`. */
export const formatDuration = (durationMs: number): string => {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`
  if (durationMs < 60_000) return `${formatNumber(Math.floor(durationMs / 100) / 10, 1)} s`
  const minutes = Math.floor(durationMs / 60_000)
  if (minutes < 60) return `${minutes} min ${Math.floor((durationMs % 60_000) / 1000)} s`
  return `${formatNumber(Math.floor(minutes / 60))} h ${minutes % 60} min`
}
