/** The README.txt of a region's export. @param names the files in it */
export const regionReadMe = ({
  displayName,
  at,
  until,
  names,
}: {
  displayName: string
  at: Date
  /** The ledger and the days end before this moment. */
  until: Date
  names: readonly string[]
}): string =>
  [
    `SectorWars 2102: ${displayName}`,
    `Made at ${at.toISOString()}.`,
    '',
    'Tables are CSV in UTF-8 (RFC 4180), with the names of the database in the first line. All times are UTC, in ISO 8601.',
    'Amounts are credits of the game. Rates that end in _bp are hundredths of a percent.',
    'A cell with a list or an object holds JSON. A text that a spreadsheet would take for a formula begins with an apostrophe.',
    '',
    'manifest.json lists every file with its size, its SHA-256 and, of tables, the number of rows.',
    'settings.json holds the settings in force. laws.csv says what changed them and when.',
    'votes/ holds the public record of every vote that was counted: anybody can count it again.',
    `ledger/treasury.csv is the treasury's book until ${until.toISOString()}: what it received and spent one by one.`,
    'Everything else that moved is in ledger/days.csv, by the day, as soon as a day has been added up.',
    'map/ holds sectors, warps, ports, planets and what ports trade, without their stocks of the moment.',
    '',
    'Left out: purses, cargo, escrow and what crosses the gate, which are of persons. Your own are in the export of your own data, under Account, Data.',
    'Also left out: open ballots, treaties that are only offered, applications, reports, and what opens an account.',
    '',
    'Files:',
    ...names.map((name) => `  ${name}`),
    '',
  ].join('\r\n')
