/** Citizenships per player; galactic citizens may hold more (DESIGN.md §3 Membership). */
export const CITIZENSHIP_LIMIT = 1
export const GALACTIC_CITIZENSHIP_LIMIT = 5
