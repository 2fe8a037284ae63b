/** A candidate as a ballot names them: who changed their callsign lately must be recognised. */
export const candidateName = ({
  playerName,
  formerly,
}: {
  playerName: string
  formerly: string | null
}): string => (formerly === null ? playerName : `${playerName} (formerly ${formerly})`)
