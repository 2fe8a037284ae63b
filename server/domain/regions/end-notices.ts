/**
 * What owner and citizens of an archived region are told before it ends, and when it has. Dates are ISO 8601 in UTC; pages show them in the
 * reader's time zone.
 */
export function endNotice(
  news: 'ends-soon' | 'ended',
  reader: 'owner' | 'citizen',
  displayName: string,
  at: Date,
): { title: string; body: string } {
  if (news === 'ended')
    return {
      title: `${displayName} has ended`,
      body: 'Nobody paid for it before the end of its archive. Its archive, with map and trade, and all its backups are being erased, and nobody can bring it back. A new region can take its name in a year.',
    }
  const end = `Its archive is erased on ${at.toISOString()}. After that nobody can bring it back.`
  return {
    title: `${displayName} ends soon`,
    body:
      reader === 'owner'
        ? `${end} Pay on your billing page before then and it comes back as it was, or export it to keep a copy.`
        : `${end} If its owner pays before then, it comes back and you are a citizen as before.`,
  }
}
