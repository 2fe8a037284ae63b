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
      body: `Nobody paid for it until the end of its archive. Its map, its ledger and its backups are erased, and nobody can bring it back. Its name can be taken by a new region in a year.`,
    }
  const end = `On ${at.toISOString()} its archive is erased, and then nobody can bring it back.`
  return {
    title: `${displayName} ends soon`,
    body:
      reader === 'owner'
        ? `${end} Pay on your billing page until then and it comes back as it was, or export it to keep a copy.`
        : `${end} If its owner pays until then it comes back, and you are a citizen as before.`,
  }
}
