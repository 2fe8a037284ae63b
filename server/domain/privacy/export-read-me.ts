/**
 * The README.txt of an export. @param names the files in it @param unreached galaxies that did not answer @param archived regions whose galaxy
 * is an archive
 */
export function exportReadMe({
  callsign,
  at,
  names,
  unreached,
  archived,
  privacyUrl,
}: {
  callsign: string
  at: Date
  names: readonly string[]
  unreached: readonly string[]
  archived: readonly string[]
  privacyUrl: string
}): string {
  const missing =
    unreached.length === 0
      ? []
      : [
          `Missing: ${unreached.join(', ')} did not answer. Ask for another export in a day to get what is kept there.`,
          '',
        ]
  const inArchives =
    archived.length === 0
      ? []
      : [
          `Not here: ${archived.join(', ')}. Nobody pays for it, and its galaxy is an encrypted archive. If it comes back, ask for another export; otherwise it is erased.`,
          '',
        ]
  return [
    `SectorWars 2102: what is kept about ${callsign}`,
    `Made at ${at.toISOString()}.`,
    '',
    'Each file is a list in JSON: one object for each entry, in the names of the database. All times are UTC, in ISO 8601.',
    'Amounts in the game are credits. Prices of subscriptions are in the smallest unit of their currency.',
    'Rates that end in _bp are hundredths of a percent. Other people and regions appear by their ids only.',
    '',
    'Files in galaxies/<name> are what the galaxy of that region keeps about your pilot.',
    'A file that is not here would be empty.',
    '',
    'Left out, because they would open your account: the hashes of your password, recovery codes, links and tokens.',
    'Your own ballots are in ballots.json. Nobody else is shown them: keep this file to yourself.',
    '',
    `What is kept, for how long and why: ${privacyUrl}`,
    '',
    ...missing,
    ...inArchives,
    'Files:',
    ...names.map((name) => `  ${name}`),
    '',
  ].join('\r\n')
}
