/** What a smaller tier has no place for, an emblem and older lines of the logs, is erased so many days after the change. */
export const KEPT_AFTER_DAYS = 90
