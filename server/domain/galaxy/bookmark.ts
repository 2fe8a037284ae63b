export const NOTE_MAX_LENGTH = 200
/** How many sectors of one galaxy a pilot marks. */
export const MAX_BOOKMARKS = 100
