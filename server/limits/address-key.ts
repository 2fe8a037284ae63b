import { isIPv6 } from 'node:net'

/**
 * The key of an address for limits. An IPv6 subscriber has a whole /64, so only the first half counts; an IPv4
 * address written as IPv6 counts as IPv4.
 */
export function addressKey(ipAddress: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ipAddress)?.[1]
  if (mapped) return mapped
  const bare = ipAddress.split('%')[0] ?? ipAddress
  if (!isIPv6(bare)) return ipAddress
  const [head = '', tail] = bare.toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length
  const groups = [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
