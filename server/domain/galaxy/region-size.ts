/** A region's sectors (DESIGN.md §3). */
export const REGION_SECTORS = 500
