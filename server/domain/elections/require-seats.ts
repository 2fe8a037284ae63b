/** Throws a RangeError on seats outside 1–9; inputs were checked earlier. */
export function requireSeats(seats: number): void {
  if (!Number.isInteger(seats) || seats < 1 || seats > 9)
    throw new RangeError(`an election of ${seats} seats`)
}
