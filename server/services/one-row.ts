/**
 * The row of a statement that returns exactly one: an insert with `returning`, an update of a locked row.
 * @throws a plain Error when there is none: that is a bug, not a refusal.
 */
export function oneRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows
  if (row === undefined) throw new Error('a statement that returns one row returned none')
  return row
}
