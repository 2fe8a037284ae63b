/** Sectors of a region (DESIGN.md §3). */
export const REGION_SECTORS = 500
