/**
 * The row of a statement that gives exactly one: an insert with `returning`, an update of a row that is locked.
 * @throws a plain Error when there is none: that is a mistake of ours and no refusal.
 */
export function oneRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows
  if (row === undefined) throw new Error('a statement that gives one row gave none')
  return row
}
